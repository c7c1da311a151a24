"""Findings about files that could not be read as meant; shared by the rules about reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.findings import Finding, Severity
from graphkit.model.repairs import CloseBracket, IndentLines, QuoteValue, Repair
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Flaw, Problem
    from graphkit.model.graph import AgentGraph
    from graphkit.model.repairs import Change


SPACES = 2
"""The indentation of a line that belongs to the key above it."""

_QUOTABLE = frozenset(("colon", "reserved-character", "at-sign", "alias", "text-after-quote"))
_INDENTABLE = frozenset(("not-indented", "indented-less"))
_TITLES: dict[type, str] = {
    QuoteValue: "Put the value of `{}` in quotes",
    IndentLines: "Indent the lines that belong to `{}`",
    CloseBracket: "Close the bracket of `{}`",
}


def problem_findings(graph: AgentGraph, rule: str, severity: Severity) -> Iterator[Finding]:
    """Yield one finding for each problem that a rule of that name is to report."""
    for problem in graph.problems:
        if problem.rule == rule:
            agents = (problem.agent,) if problem.agent and problem.agent in graph.agents else ()
            yield Finding(
                problem.message, problem.span, agents, hint=problem.hint, severity=severity,
                subject=_subject(problem.message), repairs=_repairs(problem),
            )  # fmt: skip


def _repairs(problem: Problem) -> tuple[Repair, ...]:
    """Return the repair of texts that YAML rejects: quotes, a closing bracket, or indentation."""
    changes = [_change(problem, flaw) for flaw in problem.flaws]
    made = tuple(change for change in changes if change is not None)
    if not made or len(made) < len(changes):
        return ()
    title = _TITLES[type(made[0])].format(problem.flaws[0].key)
    return (Repair(title, made, safe=True),)


def _change(problem: Problem, flaw: Flaw) -> Change | None:
    place, end = Span(problem.span.path, flaw.line, flaw.column), (flaw.end_line, flaw.end_column)
    if flaw.kind in _QUOTABLE:
        return QuoteValue(place, end)
    if flaw.kind in _INDENTABLE:
        return IndentLines(problem.span, flaw.end_line, SPACES)
    return CloseBracket(place, end) if flaw.kind == "open-bracket" else None


def _subject(message: str) -> str:
    """Return the first name in backticks: the entry or field that a problem is about, if it is about one."""
    named = re.search(r"`([^`]+)`", message)
    return named[1] if named else ""
