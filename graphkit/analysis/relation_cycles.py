"""The cycles of a relation: who reaches each other, the shortest cycle as evidence, and which edges to cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.components import components
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.findings import EdgeKey
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation


class RelationCycle(NamedTuple):
    """Agents that reach each other by the directed edges of one relation (a strongly connected component).

    `shortest` are the edges of a shortest cycle in order, `cut` those suggested for removal, after which no cycle is
    left; `component` are all edges among the members, and `cut_keys` those of them that are cut. `incomplete` says
    that the search ran out of its budget, so that a shorter cycle or cut may exist.
    """

    members: tuple[str, ...]
    shortest: tuple[Edge, ...]
    cut: tuple[Edge, ...]
    component: tuple[EdgeKey, ...]
    cut_keys: tuple[EdgeKey, ...]
    incomplete: bool


def relation_cycles(graph: AgentGraph, relation: Relation) -> Iterator[RelationCycle]:
    """Yield each strongly connected component of a relation; edges to a lower level are the first to be cut."""
    successors: dict[str, list[str]] = {}
    for edge in graph.links(relation.name, declared=True):
        if not edge.symmetric:
            successors.setdefault(edge.source, []).append(edge.target)
    groups = components(successors)
    del successors
    if not groups:
        return
    from graphkit.analysis.cycles import Budget, cut, shortest_cycle  # most relations have none

    hops = _hops(graph, relation, {agent for members in groups for agent in members})
    downward = [
        (source, target)
        for source, targets in (hops.items() if relation.acyclic else ())
        for target in targets
        if _goes_down(graph, source, target)
    ]
    for members in groups:
        budget = Budget()
        cycle = shortest_cycle(hops, members, budget)
        among, removed = set(members), _by_source(cut(hops, members, downward, budget))
        component, cut_keys = [], []
        for source in members:
            keys = [(source, to, relation.name) for to in hops[source] if to in among]
            component += keys
            gone = set(removed.get(source, ()))
            cut_keys += [key for key in keys if key[1] in gone]
        yield RelationCycle(
            members=tuple(members),
            shortest=tuple(hops[source][to] for source, to in zip(cycle, [*cycle[1:], cycle[0]], strict=True)),
            cut=tuple([hops[source][to] for source, targets in removed.items() for to in targets]),
            component=tuple(component),
            cut_keys=tuple(cut_keys),
            incomplete=budget.spent,
        )


def _by_source(arcs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, target in arcs:
        found.setdefault(source, []).append(target)
    return found


def _hops(graph: AgentGraph, relation: Relation, cyclic: set[str]) -> dict[str, dict[str, Edge]]:
    """Return the directed edges among agents that lie on cycles by their ends, the first of each pair."""
    edges: dict[str, dict[str, Edge]] = {}
    for edge in graph.links(relation.name, declared=True):
        if edge.source in cyclic and edge.target in cyclic and not edge.symmetric:
            edges.setdefault(edge.source, {}).setdefault(edge.target, edge)
    return edges


def _goes_down(graph: AgentGraph, source: str, target: str) -> bool:
    low, high = graph.rank(target), graph.rank(source)
    return low is not None and high is not None and low < high
