"""A cycle that was known has grown: what the new edges add to it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.hop_labels import hop_label
from graphkit.analysis.paths import shortest_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge


def cycle_growth(graph: AgentGraph, finding: Finding, fresh: Sequence[EdgeKey]) -> Finding:
    """Return the finding about a cycle, shown as a shortest cycle through one of the new edges of its component.

    Every edge inside a component lies on a cycle, so that there is one. Removing all new edges leaves what was known.
    """
    successors: dict[str, list[str]] = {}
    for source, target, _ in sorted(finding.component):
        successors.setdefault(source, []).append(target)
    ring = min(
        ([source, *(shortest_path(successors, target, {source}) or ())] for source, target, _ in sorted(fresh)), key=len
    )
    parts = set(finding.component)
    edges: dict[tuple[str, str], Edge] = {}
    for edge in graph.links(declared=True):
        if (edge.source, edge.target, edge.relation) in parts:
            edges.setdefault((edge.source, edge.target), edge)
    hops = [edges[hop] for hop in pairwise(ring)]
    names = " -> ".join(f"`{graph.label(agent)}`" for agent in ring)
    new = [f"`{graph.label(a)}` -> `{graph.label(b)}` ({edges[a, b].primary.span})" for a, b, _ in sorted(fresh)]
    what = f"contract `{finding.subject}`: a known cycle" if finding.subject else f"a known {fresh[0][2]} cycle"
    return replace(
        finding,
        message=f"{what} has grown: {len(finding.agents)} agents, new is {names}",
        span=hops[0].primary.span,
        related=tuple(hop_label(graph, graph.relations[edge.relation], edge) for edge in hops),
        edges=tuple((edge.source, edge.target, edge.relation) for edge in hops),
        cut=tuple(sorted(fresh)),
        hint=f"Remove what is new: {', '.join(new)}; or let it pass with `graphkit baseline --grow`.",
    )
