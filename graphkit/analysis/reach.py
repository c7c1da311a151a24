"""Who can be reached from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


def turned(successors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the adjacency with every edge turned round, each list sorted."""
    before: dict[str, list[str]] = {node: [] for node in successors}
    for node in sorted(successors):
        for other in successors[node]:
            before.setdefault(other, []).append(node)
    return before


def directed(graph: AgentGraph) -> dict[str, list[str]]:
    """Return one adjacency of all relations, without the edges that have no direction."""
    found: dict[str, set[str]] = {agent: set() for agent in graph.agents}
    for edge in graph.links():
        if not edge.symmetric:
            found[edge.source].add(edge.target)
    return {agent: sorted(targets) for agent, targets in found.items()}
