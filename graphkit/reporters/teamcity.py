"""Service messages of TeamCity: findings become inspections of the build."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.reporters.style import plain
from graphkit.reporters.text import summary
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:
    """Return the broken rules as inspection types, then one inspection a finding, and the summary."""
    shown = [finding for finding in report.live if style.shows(finding)]
    lines = [*_types(shown, report), *map(_inspection, shown)]
    # A line that contains no `##` is no service message, here as on Azure.
    return "\n".join([*lines, escape.azure(summary(report, replace(style, paint=plain)))]) + "\n"


def _types(findings: list[Finding], report: Report) -> Iterator[str]:
    summaries = {rule.code: rule.summary for rule in report.rules}
    for code, name in sorted({(finding.code, finding.name) for finding in findings}):
        yield _message("inspectionType", id=code, name=name, description=summaries.get(code, name), category="graphkit")


def _inspection(finding: Finding) -> str:
    span, severity = finding.span, finding.severity.value.upper()
    values = {"typeId": finding.code, "message": finding.message, "file": span.path, "line": str(span.line)}
    return _message("inspection", **values, SEVERITY=severity)


def _message(kind: str, **values: str) -> str:
    quoted = " ".join(f"{key}='{escape.teamcity(value)}'" for key, value in values.items())
    return f"##teamcity[{kind} {quoted}]"
