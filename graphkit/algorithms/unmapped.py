"""Fields that no relation reads, though they seem to: their values name agents, or their names are near a known one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from graphkit.config import ATTRIBUTES
from graphkit.dialects import known as dialects
from graphkit.model.names import canonical, words
from graphkit.model.spans import Span
from graphkit.model.values import Mapping as Block
from graphkit.model.values import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Value

    Entry: TypeAlias = tuple[Definition, Scalar, Value]
    """Whose it is, its key and its value."""

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

_LONGEST = 60
_NAMES = ("agent", "name", "id", "to", "target")


class Named(NamedTuple):
    """One text that names an agent: in whose definition, whom, and where."""

    agent: str
    target: str
    span: Span


@dataclass(slots=True)
class Unmapped:
    """A field that names agents and is no relation. `texts` counts all its values, `named` those that name agents."""

    path: str
    texts: int = 0
    named: list[Named] = field(default_factory=list)

    @property
    def files(self) -> int:
        """In how many files it names agents."""
        return len({one.span.path for one in self.named})

    @property
    def targets(self) -> list[str]:
        """The agents that it names, sorted."""
        return sorted({one.target for one in self.named})


class Misspelt(NamedTuple):
    """A field whose name is near one that is read, and the places where it stands."""

    path: str
    meant: str
    spans: tuple[Span, ...]


class _Answers(dict[str, Answer]):
    """Answers to a question about a text. Many agents have the same keys, so each is asked about once."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, text: str) -> Answer:
        self[text] = answer = self._ask(text)
        return answer


def unread(graph: AgentGraph) -> list[Entry]:
    """Return the entries that nothing is read from, in the order of the agents."""
    found: list[Entry] = []
    judged: dict[str, _Answers[bool]] = {}
    for agent in graph.agents.values():
        if agent.dialect not in judged:
            judged[agent.dialect] = _Answers(partial(_is_unread, _read(graph, agent.dialect)))
        unread_keys = judged[agent.dialect]
        found += [(agent, key, value) for key, value in agent.entries if unread_keys[key.text]]
    return found


def naming(graph: AgentGraph, entries: Sequence[Entry]) -> list[Unmapped]:
    """Return those of the unread fields that most probably are relations nobody told of, by their paths."""
    names = _names(graph)
    rows = {path: Unmapped(path) for path in _promising(graph, entries, names)}
    for agent, path, value in _fields(graph, entries) if rows else ():
        if path in rows:
            texts = _listed(value)
            rows[path].texts += len(texts)
            for text in texts:
                target = names[agent.root].get(canonical(text.text))
                if target is not None and target != agent.id:
                    rows[path].named.append(Named(agent.id, target, _span(agent, text)))
    return [row for _, row in sorted(rows.items()) if _is_convincing(row, graph)]


def _promising(graph: AgentGraph, entries: Sequence[Entry], names: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Return the paths under which a name stands at all: each text is judged once, wherever and however often it is."""
    lines: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, set[str]] = defaultdict(set)
    for _, path, value in _fields(graph, entries):
        if isinstance(value, Scalar):
            lines[path].add(value.text)
        elif isinstance(value, Block):
            words[path].update([key.text for key, _ in value.entries])
        else:
            words[path].update([text.text for text in _listed(value)])
    for path, said in lines.items():
        words[path].update(piece for text in said for piece in text.split(",") if len(piece) <= _LONGEST)
    known = frozenset[str]().union(*names.values())
    return {path for path, said in words.items() if not known.isdisjoint(map(canonical, said))}


def misspelt(graph: AgentGraph, entries: Iterable[Entry]) -> list[Misspelt]:
    """Return those of the unread fields whose names are near one that is read, by their names."""
    fields = {one.path.rpartition(".")[2] for relation in graph.relations.values() for one in relation.fields}
    candidates = sorted(fields | {"specialization_level"})
    parents = {_plain(one.path.partition(".")[0]) for relation in graph.relations.values() for one in relation.fields}
    near: _Answers[str] = _Answers(lambda key: "" if (name := _plain(key)) in parents else _near(name, candidates))
    places: dict[tuple[str, str], list[Span]] = {}
    for agent, key, _ in entries:
        if meant := near[key.text]:
            places.setdefault((_plain(key.text), meant), []).append(_span(agent, key))
    return [Misspelt(name, meant, tuple(sorted(spans))) for (name, meant), spans in sorted(places.items())]


def _near(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate that is most like a name, or nothing if none is near."""
    if len(name) > _LONGEST:
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


def _is_convincing(row: Unmapped, graph: AgentGraph) -> bool:
    """Tell whether most values name agents, and not by the accident that an agent is called like a topic."""
    if not row.named or 2 * len(row.named) < row.texts:
        return False
    long = [one for one in row.named if len(words(graph.label(one.target))) > 1]
    return bool(long) or (_speaks(row.path) and 5 * len(row.named) >= 4 * row.texts)


@lru_cache(maxsize=4096)
def _is_topic(path: str) -> bool:
    return not TOPICS.isdisjoint(words(path))


@lru_cache(maxsize=4096)
def _speaks(path: str) -> bool:
    return any(word.startswith(SPEAKING) for word in words(path))


def _names(graph: AgentGraph) -> dict[str, dict[str, str]]:
    """Return by root whom each name means."""
    found: dict[str, dict[str, str]] = {}
    for agent in graph.agents.values():
        names = found.setdefault(agent.root, {})
        names.update((canonical(alias), agent.id) for alias in (*agent.aliases, agent.name))
    return found


def _read(graph: AgentGraph, dialect: str) -> frozenset[str]:
    """Return the paths that are read in a dialect, as relations or as facts about the agent."""
    spoken = dialects().get(dialect)
    paths = {one.path for relation in graph.relations.values() for one in relation.fields}
    paths |= {path for listed in ATTRIBUTES.values() for path in listed}
    if spoken is not None:
        paths |= {one.path for listed in spoken.fields.values() for one in listed}
        paths |= {path for listed in spoken.attributes.values() for path in listed}
    return frozenset(_plain(path) for path in paths)


def _fields(graph: AgentGraph, entries: Iterable[Entry]) -> Iterator[tuple[Definition, str, Value]]:
    """Yield every field, one level deep, with whose it is and its path; those that name topics are left out."""
    read: _Answers[frozenset[str]] = _Answers(partial(_read, graph))
    paths: _Answers[str | None] = _Answers(_path)
    inner: dict[tuple[str, str], _Answers[str | None]] = {}
    for agent, key, value in entries:
        path = paths[key.text]
        if path is None:
            continue
        yield agent, path, value
        if isinstance(value, Block):
            if (agent.dialect, path) not in inner:
                inner[agent.dialect, path] = _Answers(partial(_path_below, path, read[agent.dialect]))
            below = inner[agent.dialect, path]
            for one, deeper in value.entries:
                full = below[one.text]
                if full is not None:
                    yield agent, full, deeper


def _is_unread(read: frozenset[str], key: str) -> bool:
    return _plain(key) not in read


def _path(key: str) -> str | None:
    """Return the path of a field, None if it names a topic."""
    path = _plain(key)
    return None if _is_topic(path) else path


def _path_below(above: str, read: frozenset[str], key: str) -> str | None:
    """Return the path of a field in another one, None if it is read or names a topic."""
    path = _plain(key)
    path = f"{above}.*" if _speaks(above) and not _speaks(path) else f"{above}.{path}"
    return None if path in read or _is_topic(path) else path


def _listed(value: Value) -> list[Scalar]:
    if isinstance(value, Scalar):
        return _pieces(value)
    if isinstance(value, Block):
        return [key for key, _ in value.entries if len(key.text) <= _LONGEST]
    found: list[Scalar] = []
    for item in value.items:
        if isinstance(item, Scalar) and item.text.strip() and len(item.text) <= _LONGEST:
            found.append(item)
        elif isinstance(item, Block):
            named = {key.text: inner for key, inner in item.entries}
            found += (text for key in _NAMES if isinstance(text := named.get(key), Scalar))
    return found


def _pieces(value: Scalar) -> list[Scalar]:
    """Return what stands between the commas of a text; nothing for one that is no list of names but a sentence."""
    column = value.column + (1 if value.quoted and value.width > 1 else 0)
    found: list[Scalar] = []
    for piece in value.text.split(","):
        if len(piece) > _LONGEST:
            return []
        if text := piece.strip():
            found.append(Scalar(text, value.line, column + piece.index(text), len(text), value.quoted))
        column += len(piece) + 1
    return found


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return text.strip().replace("-", "_").casefold()


def _span(agent: Definition, scalar: Scalar) -> Span:
    return Span(agent.path, scalar.line, scalar.column, scalar.width)
