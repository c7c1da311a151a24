"""Findings about files that could not be read as meant; shared by the rules about reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.graph import AgentGraph


def problem_findings(graph: AgentGraph, rule: str, severity: Severity) -> Iterator[Finding]:
    """Yield one finding for each problem that a rule of that name is to report."""
    for problem in graph.problems:
        if problem.rule == rule:
            agents = (problem.agent,) if problem.agent and problem.agent in graph.agents else ()
            yield Finding(
                problem.message, problem.span, agents, hint=problem.hint, severity=severity,
                subject=_subject(problem.message),
            )  # fmt: skip


def _subject(message: str) -> str:
    """Return the first name in backticks: the entry or field that a problem is about, if it is about one."""
    named = re.search(r"`([^`]+)`", message)
    return named[1] if named else ""
