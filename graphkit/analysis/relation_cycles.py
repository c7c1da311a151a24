"""The cycles of a relation: who reaches each other, the shortest cycle as evidence, and which edges to cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.analysis.components import components
from graphkit.analysis.cycles import Budget, cut, shortest_cycle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.findings import EdgeKey
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation


class RelationCycle(NamedTuple):
    """Agents that reach each other by the directed edges of one relation (a strongly connected component).

    `shortest` are the edges of a shortest cycle in order, `cut` those suggested for removal, after which no cycle is
    left; `component` are all edges among the members. `incomplete` says that the search ran out of its budget, so that
    a shorter cycle or cut may exist.
    """

    members: tuple[str, ...]
    shortest: tuple[Edge, ...]
    cut: tuple[Edge, ...]
    component: tuple[EdgeKey, ...]
    incomplete: bool


def relation_cycles(graph: AgentGraph, relation: Relation) -> Iterator[RelationCycle]:
    """Yield each strongly connected component of a relation; edges to a lower level are the first to be cut."""
    successors: dict[str, list[str]] = {}
    for edge in graph.links(relation.name, declared=True):
        if not edge.symmetric:
            successors.setdefault(edge.source, []).append(edge.target)
    groups = components(successors)
    hops = _hops(graph, relation, {agent for members in groups for agent in members})
    downward = [hop for hop in hops if relation.acyclic and _goes_down(graph, *hop)]
    successors = {}
    for source, target in hops:
        successors.setdefault(source, []).append(target)
    for members in groups:
        budget = Budget()
        cycle = shortest_cycle(successors, members, budget)
        among = set(members)
        yield RelationCycle(
            members=tuple(members),
            shortest=tuple(hops[hop] for hop in zip(cycle, [*cycle[1:], cycle[0]], strict=True)),
            cut=tuple(hops[hop] for hop in cut(successors, members, downward, budget)),
            component=tuple(
                (source, to, relation.name) for source in members for to in successors[source] if to in among
            ),
            incomplete=budget.spent,
        )


def _hops(graph: AgentGraph, relation: Relation, cyclic: set[str]) -> dict[tuple[str, str], Edge]:
    """Return the directed edges among agents that lie on cycles, the first of each pair."""
    edges: dict[tuple[str, str], Edge] = {}
    for edge in graph.links(relation.name, declared=True) if cyclic else ():
        if edge.source in cyclic and edge.target in cyclic and not edge.symmetric:
            edges.setdefault((edge.source, edge.target), edge)
    return edges


def _goes_down(graph: AgentGraph, source: str, target: str) -> bool:
    low, high = graph.rank(target), graph.rank(source)
    return low is not None and high is not None and low < high
