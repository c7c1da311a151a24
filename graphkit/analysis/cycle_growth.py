"""A cycle that was known has grown: what the new edges add to it."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.paths import hop_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge


def cycle_growth(graph: AgentGraph, finding: Finding, fresh: Sequence[EdgeKey]) -> Finding:
    """Return the finding about a cycle, told by a shortest cycle through one of the new edges of its component.

    Every edge inside a component lies on a cycle, so that there is one. Removing all new edges leaves what was known.
    """
    successors: dict[str, list[str]] = {}
    for source, target, _ in sorted(finding.component):
        successors.setdefault(source, []).append(target)
    ring = min(([source, *_way(successors, target, source)] for source, target, _ in sorted(fresh)), key=len)
    parts = set(finding.component)
    edges: dict[tuple[str, str], Edge] = {}
    for edge in graph.links(declared=True):
        if (edge.source, edge.target, edge.relation) in parts:
            edges.setdefault((edge.source, edge.target), edge)
    hops = [edges[hop] for hop in pairwise(ring)]
    names = " -> ".join(f"`{graph.label(agent)}`" for agent in ring)
    new = [f"`{graph.label(a)}` -> `{graph.label(b)}` ({edges[a, b].references[0].span})" for a, b, _ in sorted(fresh)]
    what = f"contract `{finding.subject}`: a known cycle" if finding.subject else f"a known {fresh[0][2]} cycle"
    return replace(
        finding,
        message=f"{what} has grown: {len(finding.agents)} agents, new is {names}",
        span=hops[0].references[0].span,
        related=tuple(hop_label(graph, graph.relations[edge.relation], edge) for edge in hops),
        edges=tuple((edge.source, edge.target, edge.relation) for edge in hops),
        cut=tuple(sorted(fresh)),
        hint=f"Remove what is new: {', '.join(new)}; or let it pass with `graphkit baseline --grow`.",
    )


def _way(successors: Mapping[str, Sequence[str]], start: str, goal: str) -> list[str]:
    """Return the nodes of a shortest path, both ends included; there must be one."""
    before: dict[str, str | None] = {start: None}
    queue = deque([start])
    while goal not in before:
        node = queue.popleft()
        for target in successors.get(node, ()):
            if target not in before:
                before[target] = node
                queue.append(target)
    way: list[str] = []
    step: str | None = goal
    while step is not None:
        way.append(step)
        step = before[step]
    return way[::-1]
