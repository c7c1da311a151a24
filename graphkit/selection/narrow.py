"""A graph and a report, cut down to some agents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.report import count_severities

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report


def narrow(graph: AgentGraph, keep: Collection[str]) -> AgentGraph:
    """Return the graph of some agents: their edges among each other, and those to names that no agent defines."""
    ends = {*keep, *graph.ghosts}
    edges = tuple(edge for edge in graph.edges if edge.source in ends and edge.target in ends)
    used = {end for edge in edges for end in (edge.source, edge.target)}
    agents = {agent: graph.agents[agent] for agent in graph.agents if agent in keep}
    paths = {agent.path for agent in agents.values()}
    calls = tuple(call for call in graph.calls if call.target in agents)
    callers = {call.source for call in calls}
    return replace(
        graph,
        agents=agents,
        ghosts={ghost: entry for ghost, entry in graph.ghosts.items() if ghost in used},
        edges=edges,
        problems=tuple(problem for problem in graph.problems if problem.span.path in paths),
        skipped=(),
        callers={caller: entry for caller, entry in graph.callers.items() if caller in callers},
        calls=calls,
        dead_calls=tuple(call for call in graph.dead_calls if call.source in agents),
    )


def restrict(report: Report, keep: Collection[str], *, cut: bool) -> Report:
    """Return the report with the findings that touch some agents; with `cut`, also with nothing but their graph.

    The rules have seen the whole graph: nobody becomes an orphan because a neighbour was not chosen.
    """
    paths = {report.graph.agents[agent].path for agent in keep}

    def touches(finding: Finding) -> bool:
        return any(agent in keep for agent in finding.agents) or (not finding.agents and finding.span.path in paths)

    live = tuple(filter(touches, report.live))
    stats = replace(report.stats, findings=count_severities(live))
    graph = report.graph
    if cut:
        graph = narrow(graph, keep)
        stats = replace(
            stats, files=len(paths), agents=len(keep), edges=graph.counts(), skipped=0,
            callers=len(graph.callers), calls=len(graph.calls),
        )  # fmt: skip
    return replace(report, graph=graph, live=live, suppressed=tuple(filter(touches, report.suppressed)), stats=stats)


def part(report: Report, *, around: bool) -> Report:
    """Return the report of the agents that were asked about, with those `around` them, or all that they lead to."""
    graph = report.graph
    if graph.named is None:
        return report
    keep = set(graph.named)
    if around:
        near = [edge for edge in graph.edges if edge.source in keep or edge.target in keep]
        keep |= {end for edge in near for end in (edge.source, edge.target) if end in graph.agents}
    else:
        after: dict[str, list[str]] = {}
        for edge in graph.edges:
            after.setdefault(edge.source, []).append(edge.target)
        pending = list(keep)
        while pending:
            fresh = {end for end in after.get(pending.pop(), ()) if end in graph.agents} - keep
            keep |= fresh
            pending += fresh
    return restrict(report, keep, cut=True)
