"""Reachability: which agents can be reached from which, and in how many steps.

Adjacency is a mapping from a node to its successors; a successor that is no key has none of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from graphkit.model.graph import AgentGraph

EVERYTHING = 2**31
"""As a depth: no limit."""


def reach(successors: Mapping[str, Sequence[str]], starts: Iterable[str], depth: int = EVERYTHING) -> dict[str, int]:
    """Return all nodes within `depth` steps of the starts, with their distance; the starts are at 0."""
    distance = dict.fromkeys(sorted(starts), 0)
    frontier = list(distance)
    for step in range(1, depth + 1):
        if not frontier:
            break
        following = sorted({other for node in frontier for other in successors.get(node, ())} - distance.keys())
        distance.update(dict.fromkeys(following, step))
        frontier = following
    return distance


def reaching(edges: Iterable[tuple[str, str]], goals: Iterable[str]) -> set[str]:
    """Return the nodes from which at least one of the goals can be reached, the goals included."""
    sources: dict[str, list[str]] = {}
    for source, target in edges:
        sources.setdefault(target, []).append(source)
    return set(reach(sources, goals))


def reversed_adjacency(successors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the adjacency with every edge reversed, each list sorted."""
    before: dict[str, list[str]] = {node: [] for node in successors}
    for node in sorted(successors):
        for other in successors[node]:
            before.setdefault(other, []).append(node)
    return before


def adjacency(graph: AgentGraph, relation: str | None, outsiders: Collection[str] = ()) -> dict[str, list[str]]:
    """Return the adjacency of a relation over the agents and some outsiders; None is every relation with a direction.

    Lists are sorted; self references are left out.
    """
    after: dict[str, set[str]] = {node: set() for node in (*graph.agents, *outsiders)}
    edges = [*graph.links(relation), *(graph.dangling() if outsiders else ())]
    for edge in edges:
        if edge.is_loop or relation not in (None, edge.relation) or not (edge.source in after and edge.target in after):
            continue
        if not edge.symmetric:
            after[edge.source].add(edge.target)
        elif relation is not None:
            after[edge.source].add(edge.target)
            after[edge.target].add(edge.source)
    return {node: sorted(targets) for node, targets in after.items()}


def directed(graph: AgentGraph) -> dict[str, list[str]]:
    """Return one adjacency of all relations, without the edges that have no direction."""
    return adjacency(graph, None)
