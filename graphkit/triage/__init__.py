"""From what the rules found to what is shown: which rules count, what is excused, what was known before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.report import Report, Stats, count_severities
from graphkit.triage import rule_selection
from graphkit.triage.rule_selection import Policy, policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.config import Config
    from graphkit.model.findings import BaselineEntry, Finding, Rule
    from graphkit.model.graph import AgentGraph

__all__ = ["Policy", "policy", "triage", "validate"]


def validate(config: Config, rules: tuple[Rule, ...]) -> None:
    """Raise ConfigError if the configuration names rules that do not exist."""
    rule_selection.choose(config, rules)


def triage(
    graph: AgentGraph, findings: Iterable[Finding], rules: tuple[Rule, ...], policy: Policy | None = None
) -> Report:
    """Return the report of a run: the findings by place, and how much was looked at; without a policy all are live."""
    suppressed: list[Finding] = []
    baselined: list[Finding] = []
    stale: list[BaselineEntry] = []
    live = list(findings)
    if policy is not None:
        live = rule_selection.active(live, policy.chosen)
        if policy.inline_ignores and graph.ignores:
            from graphkit.triage import suppressions

            live, suppressed = suppressions.excuse(graph, live, policy)
        if policy.known:
            from graphkit.triage import baseline

            live, baselined, stale = baseline.compare(graph, live, policy)
            live += baseline.stale_findings(stale, policy)
    shown = _sorted(live)
    return Report(
        graph=graph,
        live=shown,
        suppressed=_sorted(suppressed),
        stats=_stats(graph, shown),
        rules=rules,
        baselined=_sorted(baselined),
        stale=tuple(stale),
    )


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _stats(graph: AgentGraph, live: tuple[Finding, ...]) -> Stats:
    paths = {agent.path for agent in graph.agents.values()}
    paths |= {skipped.path for skipped in graph.skipped} | {problem.span.path for problem in graph.problems}
    callers, calls = graph.call_counts()
    return Stats(
        files=len(paths),
        agents=len(graph.agents),
        edges=graph.counts(),
        findings=count_severities(live),
        skipped=len(graph.skipped),
        prose=len(list(graph.undeclared())),
        callers=callers,
        calls=calls,
    )
