"""The cycles of a relation: who reaches each other, the shortest cycle as evidence, and which edges to cut."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from graphkit.analysis.components import components
from graphkit.model.findings import EdgeKeys
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.analysis.cycles import Arc
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation

    Targets: TypeAlias = dict[str, list[str]]

SHOWN = 8
"""Edges of a cut whose places are looked up."""


class RelationCycle(NamedTuple):
    """Agents that reach each other by the directed edges of one relation (a strongly connected component).

    `shortest` are the edges of a shortest cycle in order, `cut` those suggested for removal, after which no cycle is
    left; `cut_first` are some of them with their places. `component` are all edges among the members. `incomplete` says
    that the search ran out of its budget, so that a shorter cycle or cut may exist.
    """

    members: tuple[str, ...]
    shortest: tuple[Edge, ...]
    cut: EdgeKeys
    cut_first: tuple[Edge, ...]
    component: EdgeKeys
    incomplete: bool


def relation_cycles(graph: AgentGraph, relation: Relation) -> Iterator[RelationCycle]:
    """Yield each strongly connected component of a relation; edges to a lower level are the first to be cut."""
    successors: dict[str, list[str]] = {}
    for edge in graph.links(relation.name, declared=True):
        if not edge.kind.symmetric:
            successors.setdefault(edge.source, []).append(edge.target)
    groups = components(successors)
    hops = [_among(set(members), successors) for members in groups]
    del successors  # of millions of edges nothing is kept twice
    found = [_evidence(graph, relation, members, targets) for members, targets in zip(groups, hops, strict=True)]
    edges = _edges(graph, relation, {arc for cycle, removed, _ in found for arc in (*cycle, *_first(removed))})
    for members, targets, (cycle, removed, incomplete) in zip(groups, hops, found, strict=True):
        yield RelationCycle(
            members=tuple(members),
            shortest=tuple([edges[arc] for arc in cycle]),
            cut=EdgeKeys(relation.name, removed),
            cut_first=tuple([edges[arc] for arc in _first(removed)]),
            component=EdgeKeys(relation.name, targets),
            incomplete=incomplete,
        )


def _among(group: set[str], successors: dict[str, list[str]]) -> Targets:
    """Return the targets of each member of a group that are members too; each is taken out of the successors."""
    return {
        source: [target for target in dict.fromkeys(successors.pop(source)) if target in group]
        for source in sorted(group)
    }


def _evidence(
    graph: AgentGraph, relation: Relation, members: Sequence[str], hops: Targets
) -> tuple[list[Arc], Targets, bool]:
    """Return the arcs of a shortest cycle, the targets of those that are cut, and whether the budget was spent."""
    from graphkit.analysis.cycles import Budget, cut, shortest_cycle  # most relations have no cycle

    budget = Budget()
    cycle = shortest_cycle(hops, members, budget)
    ranks = {member: rank for member in members if (rank := graph.rank(member)) is not None} if relation.acyclic else {}
    downward = [
        (source, target) for source, high in ranks.items() for target in hops[source] if ranks.get(target, high) < high
    ]
    removed = cut(hops, members, downward, budget)
    return list(zip(cycle, [*cycle[1:], cycle[0]], strict=True)), removed, budget.spent


def _first(removed: Targets) -> list[Arc]:
    arcs = ((source, target) for source, targets in removed.items() for target in targets)
    return list(islice(arcs, SHOWN))


def _edges(graph: AgentGraph, relation: Relation, arcs: set[Arc]) -> dict[Arc, Edge]:
    """Return the directed edges of some arcs, of several the first."""
    found: dict[Arc, Edge] = {}
    for edge in graph.links(relation.name, declared=True) if arcs else ():
        if (edge.source, edge.target) in arcs and not edge.symmetric:
            found.setdefault((edge.source, edge.target), edge)
    return found
