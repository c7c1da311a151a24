"""Entries that nothing is read from, and what each may be meant for by its key."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graphkit.config.reading import read_paths
from graphkit.dialects import known as dialects
from graphkit.model.names import plain_key, words
from graphkit.model.values import Mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Mapping as ReadOnly

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Scalar, Value

Answer = TypeVar("Answer")

TOPICS = frozenset((
    "tag", "tags", "category", "categories", "keyword", "keywords", "label", "labels", "topic", "topics", "domain",
    "domains", "area", "areas", "skill", "skills", "type", "kind", "model", "color", "colour", "icon", "version",
    "language", "languages", "framework", "frameworks", "stack", "technology", "technologies", "expertise",
    "capability", "capabilities", "focus", "specialty", "specialties", "tool", "tools", "permission", "permissions",
    "hook", "hooks", "mcp", "server", "servers", "phase", "stage", "status", "title", "role", "group", "groups",
    "path", "file", "files", "glob", "globs", "trigger", "triggers", "command", "commands", "author", "license",
    "scope", "scopes", "department", "industry",
))  # fmt: skip
"""What is spoken of rather than with: an agent called `python` or `security` must not make a relation of a tag."""

SPEAKING = (
    "agent", "collab", "delegat", "escalat", "handoff", "hand", "report", "coordinat", "consult", "works",
    "partner", "peer", "team", "defer", "provid", "sequen", "upstream", "downstream", "next", "previous",
    "successor", "predecessor", "subagent", "supervis", "manage", "review", "support", "assist", "notif", "invoke",
    "call", "pair", "related", "depend", "receiv",
)  # fmt: skip
"""Beginnings of words that speak of agents; only in a field with one of them does a name of one word count."""

NEAR = 0.8
"""How alike an unknown field and a known one must be: `escalate_to` and `escalation_to` are (0.83)."""

LONGEST = 60
"""Characters; what is longer is no name, neither of a field nor of an agent."""


class Answers(dict[str, Answer]):
    """Answers to a question about keys. Many agents have the same keys, so each is asked about once."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: str) -> Answer:
        self[key] = answer = self._ask(key)
        return answer


class Judged(NamedTuple):
    """What a key may be meant for.

    `path` is that of its field, None if it names a topic; `below` are those of the keys in a mapping that it has, None
    also for what is read. `near` is the path of the known field that it is nearly called like, or nothing.
    """

    path: str | None
    below: Answers[str | None]
    near: str


class Unread(NamedTuple):
    """An entry that nothing is read from and that may be meant for a relation."""

    agent: Definition
    key: Scalar
    value: Value
    judged: Judged


def unread(graph: AgentGraph) -> list[Unread]:
    """Return the entries that nothing is read from, in the order of the agents, without plain topics."""
    fields = [one.path for relation in graph.relations.values() for one in relation.fields]
    # Of several fields of one name the one at the top stands for all: that is where an unread key is.
    candidates = {path.rpartition(".")[2]: path for path in sorted(fields, key=_depth, reverse=True)}
    candidates["specialization_level"] = "specialization_level"
    parents = frozenset(plain_key(path.partition(".")[0]) for path in fields)
    found: list[Unread] = []
    judged: dict[str, Answers[Judged | None]] = {}
    for agent in graph.agents.values():
        if agent.dialect not in judged:
            read = read_paths(graph.relations.values(), dialects().get(agent.dialect))
            judged[agent.dialect] = Answers(partial(_judge, read, parents, candidates))
        answers = judged[agent.dialect]
        found += [Unread(agent, *entry, told) for entry in agent.entries if (told := answers[entry[0].text])]
    return found


def fields(entries: Iterable[Unread]) -> Iterator[tuple[Definition, str, Value]]:
    """Yield every field, one level deep, with whose it is and its path; those that name topics are left out."""
    for agent, _, value, (path, below, _) in entries:
        if path is None:
            continue
        yield agent, path, value
        if isinstance(value, Mapping):
            for key, inner in value.entries:
                deeper = below[key.text]
                if deeper is not None:
                    yield agent, deeper, inner


@lru_cache(maxsize=4096)
def speaks(path: str) -> bool:
    """Tell whether a field speaks of agents, by its name."""
    return any(word.startswith(SPEAKING) for word in words(path))


@lru_cache(maxsize=4096)
def _is_topic(path: str) -> bool:
    return not TOPICS.isdisjoint(words(path))


def step(key: str) -> str:
    """Return a key as a step of a path: in quotes, as in TOML, where it has a dot that leads to no key within it."""
    name = plain_key(key)
    return f'"{name}"' if "." in name else name


def is_dotted(path: str) -> bool:
    """Tell whether a key on the way to a field has a dot in itself: no configuration can name such a field."""
    return '"' in path


def _depth(path: str) -> tuple[int, str]:
    return path.count("."), path


def _judge(read: frozenset[str], parents: frozenset[str], candidates: ReadOnly[str, str], key: str) -> Judged | None:
    """Judge a key; None if it is read, or is a topic that is like no known field."""
    name, path = plain_key(key), step(key)
    if path in read:
        return None
    near = "" if name in parents else candidates.get(_near(name, candidates), "")
    topic = _is_topic(name)
    return None if topic and not near else Judged(None if topic else path, Answers(partial(_below, path, read)), near)


def _below(above: str, read: frozenset[str], key: str) -> str | None:
    """Return the path of a field in another one, None if it is read or names a topic."""
    name = step(key)
    path = f"{above}.*" if speaks(above) and not speaks(name) else f"{above}.{name}"
    return None if path in read or _is_topic(path) else path


def _near(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate that is most like a name, or nothing if none is near."""
    if len(name) > LONGEST:
        return ""
    # What differs so much in length cannot be alike enough: most names need no comparison at all.
    near = [
        known
        for known in candidates
        if known[:1] == name[:1] and 2 * min(len(name), len(known)) >= NEAR * (len(name) + len(known))
    ]
    if not near:
        return ""
    from difflib import SequenceMatcher

    scores = {known: SequenceMatcher(None, name, known).ratio() for known in near}
    best = max(scores, key=lambda known: (scores[known], known))
    return best if scores[best] >= NEAR else ""
