"""Edges and the other values of a graph, and the edges sorted in the ways that are asked for."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.references import Reference


FORMS = frozenset({"subagent_type", "subagentType", "agent_type", "agentType", "Task", "Agent", "plugin"})
"""What a reference in an agent's body has in place of the name of a field."""


class EdgeKind(NamedTuple):
    """What many edges have in common, kept once for all of them.

    `label` is the verb of a workflow edge. A symmetric edge is once, `source < target`.
    `resolved` is False where one end is a ghost. `via` is the pattern by which alone an agent is named (`dome-*`).
    `prose` says that it is in running text only, and in no field.
    """

    relation: str
    label: str | None
    symmetric: bool
    resolved: bool
    via: str | None
    prose: bool


class _Edge(NamedTuple):
    source: str
    target: str
    kind: EdgeKind


class Edge(_Edge):
    """Source, target and relation, with every reference that declares it.

    There are millions in large teams, and nearly all have one reference: what edges share is in their `kind`, and the
    references are not in a tuple of their own but behind the kind, from the fourth place on.
    """

    __slots__ = ()

    def __new__(
        cls, source: str, target: str, relation: str, label: str | None, symmetric: bool, resolved: bool,
        references: Sequence[Reference], via: str | None = None,
    ) -> Edge:  # fmt: skip
        """Make an edge of its parts, with a kind of its own."""
        prose = all(reference.prose for reference in references)
        return edge_of((source, target, EdgeKind(relation, label, symmetric, resolved, via, prose), *references))

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references that declare it."""
        return _references(self)

    @property
    def relation(self) -> str:
        """The relation that it is an edge of."""
        return self.kind.relation

    @property
    def label(self) -> str | None:
        """The verb of a workflow."""
        return self.kind.label

    @property
    def symmetric(self) -> bool:
        """Whether it holds both ways."""
        return self.kind.symmetric

    @property
    def resolved(self) -> bool:
        """Whether both ends are defined."""
        return self.kind.resolved

    @property
    def via(self) -> str | None:
        """The pattern by which alone an agent is named."""
        return self.kind.via

    @property
    def prose(self) -> bool:
        """Whether it is in running text only, and in no field."""
        return self.kind.prose

    @property
    def in_field(self) -> bool:
        """Whether a field declares it, and not only a call in somebody's body."""
        return any(not reference.prose and reference.field not in FORMS for reference in self.references)

    @property
    def is_loop(self) -> bool:
        """Whether an agent names itself."""
        return self.source == self.target

    @property
    def primary(self) -> Reference:
        """The reference to show first: the source's own field where it has one, else one that a field declares."""
        return min(self.references, key=lambda reference: (reference.prose, reference.agent != self.source))

    def other(self, agent: str) -> str:
        """Return the end that is not `agent`."""
        return self.target if agent == self.source else self.source

    def declared_by(self, agent: str) -> tuple[Reference, ...]:
        """Return the references that are in that agent's own definition."""
        return tuple([reference for reference in self.references if reference.agent == agent])

    def __repr__(self) -> str:
        """Show the parts."""
        return f"Edge({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def _asdict(self) -> dict[str, Any]:
        """Return the parts by their names."""
        names = ("source", "target", "relation", "label", "symmetric", "resolved", "references", "via")
        return {name: getattr(self, name) for name in names}

    def _replace(self, **changes: Any) -> Edge:
        """Return the edge with other parts."""
        return Edge(**{**self._asdict(), **changes})

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the parts as they are."""
        return edge_of, (tuple(self),)


edge_of: Callable[[tuple[Any, ...]], Edge] = partial(tuple.__new__, Edge)
"""Make an edge of its ends, its kind and its references."""

ALONE = 4
"""The length of an edge that one reference declares."""

_references: Callable[[Edge], tuple[Reference, ...]] = itemgetter(slice(3, None))


@dataclass(frozen=True, slots=True)
class Ghost:
    """A name that no definition defines. `external` ones (`user`, `general-purpose`) are known to live elsewhere."""

    id: str
    name: str
    external: bool


class Ambiguity(NamedTuple):
    """A reference that may mean any of several agents, which are equally near: no edge comes of it."""

    reference: Reference
    candidates: tuple[str, ...]


class DriftedHomes(NamedTuple):
    """Two homes, by their roots, that share most of their names: the one with the shorter path, and its copy."""

    original: str
    copy: str


class EdgeKinds(NamedTuple):
    """The edges by what they connect; those in prose only and those of a pattern only are links too.

    `repeated` are those of any kind that several references declare.
    """

    links: list[Edge]
    loops: list[Edge]
    dangling: list[Edge]
    undeclared: list[Edge]
    covered: list[Edge]
    repeated: list[Edge]


class EdgeEnds:
    """The edges of a relation by the agents or ghosts at their ends; a symmetric edge is at both, either way."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        self.edges = edges

    @cached_property
    def leaving(self) -> dict[str, list[Edge]]:
        """By where they start."""
        return self._by(lambda edge: edge.source)

    @cached_property
    def reaching(self) -> dict[str, list[Edge]]:
        """By where they end."""
        return self._by(lambda edge: edge.target)

    def _by(self, end: Callable[[Edge], str]) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            here = end(edge)
            found.setdefault(here, []).append(edge)
            if edge.symmetric and not edge.is_loop:
                found.setdefault(edge.other(here), []).append(edge)
        return found


def by_relation(edges: Sequence[Edge]) -> dict[str, Sequence[Edge]]:
    """Return the edges of each relation in their order; if all are of one they are not copied."""
    relation_of = attrgetter("kind.relation")
    if len(relations := set(map(relation_of, edges))) == 1:
        return {relations.pop(): edges}
    found: dict[str, list[Edge]] = {}
    for relation, group in groupby(edges, relation_of):
        found.setdefault(relation, []).extend(group)
    return dict(found)
