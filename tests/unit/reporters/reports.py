"""Reports made by hand."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.findings import Finding, Label, Severity
from graphkit.model.graph import AgentGraph
from graphkit.model.report import Report
from graphkit.model.spans import Span
from graphkit.triage import triage


def finding(
    message: str = "something is wrong",
    path: str = "a.md",
    line: int = 2,
    column: int = 1,
    width: int = 1,
    **more: object,
) -> Finding:
    """Make a finding of an invented rule at a place."""
    fields = {"code": "GK999", "name": "invented", "severity": Severity.WARNING, **more}
    return Finding(message, Span(path, line, column, width), **fields)  # type: ignore[arg-type]


def label(message: str, path: str = "b.md", line: int = 1, column: int = 1) -> Label:
    """Make a second place."""
    return Label(Span(path, line, column), message)


def report(
    graph: AgentGraph, *findings: Finding, lines: dict[tuple[str, int], str] | None = None, suppressed: int = 0
) -> Report:
    """Make a report of the findings; so many more are suppressed."""
    hidden = tuple(finding(f"excused {number}", suppressed=True) for number in range(suppressed))
    return replace(triage(graph, findings, ()), lines=lines or {}, suppressed=hidden)


def tagged(role: str, text: str) -> str:
    """Paint with words: `<role:text>`."""
    return f"<{role}:{text}>" if text else ""
