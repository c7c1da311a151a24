"""Edges and the other values of a graph, and the edges sorted in the ways that are asked for."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graphkit.model.references import Reference


FORMS = frozenset({"subagent_type", "subagentType", "agent_type", "agentType", "Task", "Agent", "plugin"})
"""What a reference in an agent's body has in place of the name of a field."""


class Edge(NamedTuple):
    """Source, target and relation, with every reference that declares it.

    `label` is the verb of a workflow edge. A symmetric edge is once, `source < target`.
    `resolved` is False where one end is a ghost. `via` is the pattern by which alone an agent is named (`dome-*`).
    """

    source: str
    target: str
    relation: str
    label: str | None
    symmetric: bool
    resolved: bool
    references: tuple[Reference, ...]
    via: str | None = None

    @property
    def prose(self) -> bool:
        """Whether it is in running text only, and in no field."""
        for reference in self.references:  # noqa: SIM110 - asked of every edge, and the first nearly always answers
            if not reference.prose:
                return False
        return True

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
        return tuple(reference for reference in self.references if reference.agent == agent)


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
    """The edges by what they connect; those in prose only and those of a pattern only are links too."""

    links: list[Edge]
    loops: list[Edge]
    dangling: list[Edge]
    undeclared: list[Edge]
    covered: list[Edge]


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


def by_relation(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    """Return the edges of each relation in their order."""
    found: dict[str, list[Edge]] = {}
    for relation, group in groupby(edges, attrgetter("relation")):
        found.setdefault(relation, []).extend(group)
    return found
