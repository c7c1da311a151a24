"""From what the rules found to what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.report import Report, Stats, count_severities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.findings import Finding, Rule
    from graphkit.model.graph import AgentGraph


def triage(graph: AgentGraph, findings: Iterable[Finding], rules: tuple[Rule, ...]) -> Report:
    """Return the report of a run: the findings by place, and how much was looked at."""
    live = tuple(sorted(findings, key=lambda finding: finding.order))
    return Report(graph=graph, live=live, suppressed=(), stats=_stats(graph, live), rules=rules)


def _stats(graph: AgentGraph, live: tuple[Finding, ...]) -> Stats:
    paths = {agent.path for agent in graph.agents.values()}
    paths |= {skipped.path for skipped in graph.skipped} | {problem.span.path for problem in graph.problems}
    return Stats(
        files=len(paths),
        agents=len(graph.agents),
        edges=graph.counts(),
        findings=count_severities(live),
        skipped=len(graph.skipped),
        prose=sum(edge.prose for edge in graph.links()),
    )
