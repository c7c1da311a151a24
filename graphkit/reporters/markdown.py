"""Findings as a page: for the summary of a CI job, a comment or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.text import let_pass
from graphkit.support.escape import markdown

if TYPE_CHECKING:
    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

MOST = 500
"""Rows above which the rest is only counted: GitHub refuses a summary of more than 1 MiB."""


def write(report: Report, style: Style) -> str:
    """Return a heading with the counts and a table of the findings that the style lets through, errors first."""
    shown = sorted(filter(style.shows, report.live), key=lambda finding: -finding.severity.weight)
    parts = [
        f"## graphkit: {', '.join(wording.severities(report.stats.findings))}{let_pass(report)}",
        f"Read: {markdown(wording.size(report.stats))}.",
    ]
    if shown:
        rows = [_row(finding) for finding in shown[:MOST]]
        parts.append("\n".join(["| severity | rule | place | what |", "|---|---|---|---|", *rows]))
    if len(shown) > MOST:
        parts.append(f"And {wording.count(len(shown) - MOST, 'more finding')}.")
    return "\n\n".join(parts) + "\n"


def _row(finding: Finding) -> str:
    hint = f"<br>{markdown(finding.hint)}" if finding.hint else ""
    rule = f"{finding.code} {markdown(finding.name)}"
    return f"| {finding.severity.value} | {rule} | {markdown(str(finding.span))} | {markdown(finding.message)}{hint} |"
