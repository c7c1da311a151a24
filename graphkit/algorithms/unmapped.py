"""Fields that no relation reads, though they seem to: their values name agents, or their names are near a known one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graphkit.config import ATTRIBUTES
from graphkit.dialects import known as dialects
from graphkit.model.names import canonical, words
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Sequence, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

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


def naming(graph: AgentGraph) -> list[Unmapped]:
    """Return the fields that most probably are relations nobody told of, by their paths."""
    names = _names(graph)
    found: dict[str, Unmapped] = {}
    read: dict[str, frozenset[str]] = {}
    for agent in graph.agents.values():
        if agent.dialect not in read:
            read[agent.dialect] = _read(graph, agent.dialect)
        for path, text in _texts(agent, read[agent.dialect]):
            if not TOPICS & set(words(path)):
                row = found.setdefault(path, Unmapped(path))
                row.texts += 1
                target = names.get((agent.root, canonical(text.text)))
                if target is not None and target != agent.id:
                    row.named.append(Named(agent.id, target, _span(agent, text)))
    return [row for _, row in sorted(found.items()) if _is_convincing(row, graph)]


def misspelt(graph: AgentGraph) -> list[Misspelt]:
    """Return the fields whose names are near one that is read, by their names."""
    fields = {one.path.rpartition(".")[2] for relation in graph.relations.values() for one in relation.fields}
    candidates = sorted(fields | {"specialization_level"})
    parents = {_plain(one.path.partition(".")[0]) for relation in graph.relations.values() for one in relation.fields}
    places: dict[str, list[Span]] = {}
    read: dict[str, frozenset[str]] = {}
    for agent in graph.agents.values():
        if agent.dialect not in read:
            read[agent.dialect] = _read(graph, agent.dialect) | parents
        for key, _ in agent.entries:
            if _plain(key.text) not in read[agent.dialect]:
                places.setdefault(_plain(key.text), []).append(_span(agent, key))
    return [
        Misspelt(name, meant, tuple(sorted(spans)))
        for name, spans in sorted(places.items())
        if (meant := _near(name, candidates)) is not None
    ]


def _near(name: str, candidates: Iterable[str]) -> str | None:
    if len(name) > _LONGEST:
        return None
    # What differs so much in length cannot be alike enough: most names need no comparison at all.
    near = [
        known
        for known in candidates
        if known[:1] == name[:1] and 2 * min(len(name), len(known)) >= NEAR * (len(name) + len(known))
    ]
    if not near:
        return None
    from difflib import SequenceMatcher

    scores = {known: SequenceMatcher(None, name, known).ratio() for known in near}
    best = max(scores, key=lambda known: (scores[known], known), default=None)
    return best if best is not None and scores[best] >= NEAR else None


def _is_convincing(row: Unmapped, graph: AgentGraph) -> bool:
    """Tell whether most values name agents, and not by the accident that an agent is called like a topic."""
    if not row.named or 2 * len(row.named) < row.texts:
        return False
    long = [one for one in row.named if len(words(graph.label(one.target))) > 1]
    return bool(long) or (_speaks(row.path) and 5 * len(row.named) >= 4 * row.texts)


def _speaks(path: str) -> bool:
    return any(word.startswith(SPEAKING) for word in words(path))


def _names(graph: AgentGraph) -> dict[tuple[str, str], str]:
    return {
        (agent.root, canonical(alias)): agent.id
        for agent in graph.agents.values()
        for alias in (*agent.aliases, agent.name)
    }


def _read(graph: AgentGraph, dialect: str) -> frozenset[str]:
    """Return the paths that are read in a dialect, as relations or as facts about the agent."""
    spoken = dialects().get(dialect)
    paths = {one.path for relation in graph.relations.values() for one in relation.fields}
    paths |= {path for listed in ATTRIBUTES.values() for path in listed}
    if spoken is not None:
        paths |= {one.path for listed in spoken.fields.values() for one in listed}
        paths |= {path for listed in spoken.attributes.values() for path in listed}
    return frozenset(_plain(path) for path in paths)


def _texts(agent: Definition, read: frozenset[str]) -> Iterator[tuple[str, Scalar]]:
    """Yield every short text of a definition with the path of its field, one level deep, except what is read."""
    for key, value in agent.entries:
        path = _plain(key.text)
        if path in read:
            continue
        yield from ((path, text) for text in _listed(value))
        if isinstance(value, Mapping):
            for inner, below in value.entries:
                name = _plain(inner.text)
                full = f"{path}.*" if _speaks(path) and not _speaks(name) else f"{path}.{name}"
                if full not in read:
                    yield from ((full, text) for text in _listed(below))


def _listed(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield from _pieces(value)
    elif isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Scalar) and item.text.strip() and len(item.text) <= _LONGEST:
                yield item
            elif isinstance(item, Mapping):
                named = {key.text: inner for key, inner in item.entries}
                yield from (text for key in _NAMES if isinstance(text := named.get(key), Scalar))
    else:
        yield from (key for key, _ in value.entries if len(key.text) <= _LONGEST)


def _pieces(value: Scalar) -> Iterator[Scalar]:
    column = value.column + (1 if value.quoted and value.width > 1 else 0)
    pieces = value.text.split(",")
    if all(len(piece) <= _LONGEST for piece in pieces):
        for piece in pieces:
            text = piece.strip()
            if text:
                yield value._replace(text=text, column=column + piece.index(text), width=len(text))
            column += len(piece) + 1


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return text.strip().replace("-", "_").casefold()


def _span(agent: Definition, scalar: Scalar) -> Span:
    return Span(agent.path, scalar.line, scalar.column, scalar.width)
