"""Unread fields: the entries of front matter, at any depth, that no relation and no attribute reads."""

from __future__ import annotations

import re
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from graphkit import dialects
from graphkit.config.reading import key_shaped, read_paths
from graphkit.model.names import plain_key, words
from graphkit.model.suggestions import NearNames
from graphkit.model.values import Mapping, Scalar, Sequence
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.dialects import Dialect
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Value

TOPICS = frozenset((
    "tag", "tags", "category", "categories", "keyword", "keywords", "label", "labels", "topic", "topics", "domain",
    "domains", "area", "areas", "skill", "skills", "type", "kind", "model", "color", "colour", "icon", "version",
    "language", "languages", "framework", "frameworks", "stack", "technology", "technologies", "expertise",
    "capability", "capabilities", "focus", "specialty", "specialties", "tool", "tools", "permission", "permissions",
    "hook", "hooks", "mcp", "server", "servers", "phase", "stage", "status", "title", "role", "group", "groups",
    "path", "file", "files", "glob", "globs", "trigger", "triggers", "command", "commands", "author", "license",
    "scope", "scopes", "department", "industry",
))  # fmt: skip
"""Words of keys that say what an agent is about: one called `python` or `security` is not linked by a tag."""

SPEAKING = (
    "agent", "collab", "delegat", "escalat", "handoff", "hand", "report", "coordinat", "consult", "works",
    "partner", "peer", "team", "defer", "provid", "sequen", "upstream", "downstream", "next", "previous",
    "successor", "predecessor", "subagent", "supervis", "manage", "review", "support", "assist", "notif", "invoke",
    "call", "pair", "related", "depend", "receiv",
)  # fmt: skip
"""Beginnings of words that speak of agents; only in a field with one of them does a name of one word count."""

DECLARING = (
    "delegat", "escalat", "handoff", "handover", "hand", "collab", "coordinat", "consult", "defer", "dispatch",
    "forward", "invok", "launch", "spawn", "subagent", "supervis", "transfer",
)  # fmt: skip
"""Beginnings of words for what agents do with each other: with a preposition, or with `agents`, they declare it."""

ENDINGS = frozenset({"to", "with", "from", "by", "alongside", "agent", "agents"})
"""The last words of keys that declare something between agents: `can_delegate_to`, `handoff_agents`."""

ROLES = frozenset({"collaborators", "subagents", "subordinates", "superiors", "supervisor", "teammates"})
"""Words for other agents: a key that ends in one declares that it names them."""

CAN = (("can", "may"), ("call", "consult", "delegate", "invoke", "launch", "spawn"))
"""Two words that declare together: `can_call`."""

NAME_KEYS = ("agent", "name", "id", "to", "target")
"""Keys that hold the name where an item of a list is a mapping: they belong to the list."""

NEAR = 0.8
"""How alike an unknown key and a known one are at least: `escalate_to` and `escalates_to` are (0.95)."""

LONGEST = 60
"""Characters; what is longer is no name, neither of a field nor of an agent."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word begins in `escalateTo`."""

DEEPEST = 8
"""Levels of nesting that are looked at."""


class KeyMeaning(NamedTuple):
    """What a key may mean, by its name alone.

    `path` is that of its field in a configuration. A `topic` says what an agent is about. A field that `speaks` is
    about agents, one that `declares` is about what they do with each other. `near` is the path of the field that is
    read and has nearly this name, or nothing. Of a field that is `read` only the keys below it are looked at.
    """

    path: str
    topic: bool = False
    speaks: bool = False
    declares: bool = False
    near: str = ""
    read: bool = False


class UnreadField(NamedTuple):
    """A field of a definition that is not read; `above` says whether some key above it is a topic."""

    agent: Definition
    key: Scalar
    value: Value
    meaning: KeyMeaning
    below_topic: bool


_field: Callable[[tuple[Any, ...]], UnreadField] = partial(tuple.__new__, UnreadField)
"""Make one of its parts, in half the time that its constructor takes: there are tens of thousands."""


def unread(graph: AgentGraph) -> list[UnreadField]:
    """Return the fields that nothing is read from, at any depth, in the order of the agents and of their entries."""
    meanings: dict[tuple[str, ...], _Meanings] = {}
    found: list[UnreadField] = []
    for agent in graph.agents.values():
        if agent.entries:
            spoken = (agent.dialect, *agent.house_dialects)
            if spoken not in meanings:
                meanings[spoken] = _Meanings(graph, dialects.spoken_by(agent))
            _gather(found, agent, agent.entries, "", meanings[spoken])
    return found


def _gather(
    found: list[UnreadField], agent: Definition, entries: Iterable[tuple[Scalar, Value]], above: str,
    meanings: _Meanings, depth: int = 1, *, below_topic: bool = False,
) -> None:  # fmt: skip
    """Add the fields among some entries that are not read, each before those within it."""
    for key, value in entries:
        meaning = meanings[above, key.text]
        if meaning is None:
            continue
        if not meaning.read:
            found.append(_field((agent, key, value, meaning, below_topic)))
        if depth < DEEPEST and not isinstance(value, Scalar):
            topic = below_topic or meaning.topic
            for path, inner in _inner(meaning.path, value):
                _gather(found, agent, inner, path, meanings, depth + 1, below_topic=topic)


def _inner(path: str, value: Value) -> Iterator[tuple[str, tuple[tuple[Scalar, Value], ...]]]:
    """Yield the mappings directly in a value, each with the path that leads into it; `*` is any item of a list."""
    if isinstance(value, Mapping):
        yield path, value.entries
    elif isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Mapping):
                yield f"{path}.*", tuple(entry for entry in item.entries if entry[0].text not in NAME_KEYS)


class _Meanings(dict[tuple[str, str], "KeyMeaning | None"]):
    """The meaning of each key below a path in one dialect, worked out once; None for keys that are read entirely."""

    def __init__(self, graph: AgentGraph, spoken: Dialect | None) -> None:
        super().__init__()
        self._read = read_paths(graph.relations.values(), spoken)
        self._prefixes = key_shaped(graph.relations.values(), spoken)
        self._near = _near_fields(graph)
        self._parents = {path.partition(".")[0] for path in self._read}

    def __missing__(self, place: tuple[str, str]) -> KeyMeaning | None:
        above, key = place
        self[place] = meaning = self._meaning(above, key)
        return meaning

    def _meaning(self, above: str, key: str) -> KeyMeaning | None:
        if len(key) > LONGEST:
            return None
        name = step(key)
        path = f"{above}.{name}" if above else name
        if path in self._prefixes:
            return KeyMeaning(path, read=True)
        said = words(plain_key(key))
        if path in self._read or (said[:1] and said[0] in self._prefixes.get(above, ())):
            return None
        speaks = any(word.startswith(SPEAKING) for word in said)
        if above and not speaks and _speaks(above):
            path = f"{above}.*"
            if path in self._read:
                return None
        declares = _declares(words(_HUMP.sub(" ", key)))
        topic = not declares and not TOPICS.isdisjoint(said) and not any(word.startswith(DECLARING) for word in said)
        near = "" if name in self._parents else self._near(above, plain_key(key))
        return KeyMeaning(path, topic, speaks, declares, near)


def _declares(said: tuple[str, ...]) -> bool:
    """Tell whether the words of a key say that it names other agents."""
    if said[-1:] and said[-1] in ROLES:
        return True
    if len(said) < 2:
        return False
    speaks = any(word.startswith(DECLARING) for word in said) or said == ("works", "alongside")
    return (said[-1] in ENDINGS and speaks) or (said[-2] in CAN[0] and said[-1] in CAN[1])


def _near_fields(graph: AgentGraph) -> Callable[[str, str], str]:
    """Return what finds the path of the field that is read below a path and has nearly the name of a key.

    A key at the top may also be meant for a field that is read within another one: of several of one name, that at the
    top goes first.
    """
    paths = sorted({field.path for relation in graph.relations.values() for field in relation.fields})
    below: dict[str, dict[str, str]] = {"": {"specialization_level": "specialization_level"}}
    for path in sorted(paths, key=lambda path: path.count(".")):
        parent, _, last = path.rpartition(".")
        below.setdefault(parent, {}).setdefault(last, path)
        below[""].setdefault(last, path)
    near = {parent: NearNames(fields) for parent, fields in below.items()}

    def find(above: str, name: str) -> str:
        meant = near[above].nearest(name, least=NEAR) if above in near and name[:1].isalpha() else None
        return below[above][meant] if meant and meant[:1] == name[:1] else ""

    return find


def _speaks(path: str) -> bool:
    """Return whether the last key of a path speaks of agents."""
    last = path.removesuffix(".*").rpartition(".")[2]
    return any(word.startswith(SPEAKING) for word in words(last))


def step(key: str) -> str:
    """Return a key as a step of a path: in quotes, as in TOML, where it has a dot that leads to no key within it."""
    name = plain_key(key)
    return f'"{name}"' if "." in name else name


def is_dotted(path: str) -> bool:
    """Return whether a key on the way to a field has a dot in itself: no configuration can name such a field."""
    return '"' in path


def names_listed(value: Value) -> list[Scalar]:
    """Return what a value names if it is a relation: as the readers see it."""
    if isinstance(value, Scalar):
        return _pieces(value)
    if isinstance(value, Mapping):
        return [key for key, _ in value.entries if len(key.text) <= LONGEST]
    found: list[Scalar] = []
    for item in value.items:
        if isinstance(item, Scalar) and item.text.strip() and len(item.text) <= LONGEST:
            found.append(item)
        elif isinstance(item, Mapping):
            held = {key.text: inner for key, inner in item.entries}
            found += chain.from_iterable(_scalars(held[key]) for key in NAME_KEYS if key in held)
    return found


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif not isinstance(value, Mapping):
        yield from (item for item in value.items if isinstance(item, Scalar))


def _pieces(value: Scalar) -> list[Scalar]:
    """Return what stands between the commas of a text; nothing for one that is no list of names but a sentence."""
    column = value.column + (1 if value.quoted and value.width > 1 else 0)
    found: list[Scalar] = []
    for piece in value.text.split(","):
        if len(piece) > LONGEST:
            return []
        if text := piece.strip():
            found.append(Scalar(text, value.line, column + piece.index(text), len(text), value.quoted))
        column += len(piece) + 1
    return found
