"""Logging commands of Azure Pipelines: a finding appears on the page of the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.findings import Severity
from graphkit.reporters.style import plain
from graphkit.reporters.text import summary
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:
    """Return one command a finding, errors first, and the summary; Azure knows errors and warnings only."""
    shown = sorted(filter(style.shows, report.live), key=lambda finding: -finding.severity.weight)
    lines = [_command(finding) for finding in shown]
    return "\n".join([*lines, escape.azure(summary(report, replace(style, paint=plain)))]) + "\n"


def _command(finding: Finding) -> str:
    span = finding.span
    kind = "error" if finding.severity is Severity.ERROR else "warning"
    place = f"sourcepath={escape.azure_property(span.path)};linenumber={span.line};columnnumber={span.column}"
    code = escape.azure_property(finding.code)
    text = escape.azure(f"{finding.name}: {finding.message}")
    return f"##vso[task.logissue type={kind};{place};code={code}]{text}"
