"""Annotations of GitHub Actions: workflow commands that put a finding next to its line in a pull request."""

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

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, style: Style) -> str:
    """Return one command a finding, errors first: GitHub shows only the first ten of a kind and step.

    The last line is the summary for the log.
    """
    shown = sorted(filter(style.shows, report.live), key=lambda finding: -finding.severity.weight)
    lines = [_command(finding) for finding in shown]
    return "\n".join([*lines, escape.github(summary(report, replace(style, paint=plain)))]) + "\n"


def _command(finding: Finding) -> str:
    span = finding.span
    place = f"line={span.line},col={span.column},endColumn={span.column + span.width}"
    title = escape.github_property(f"{finding.code} {finding.name}")
    parts = [finding.message, *([finding.hint] if finding.hint else [])]
    text = "%0A".join(map(escape.github, parts))
    return f"::{_KINDS[finding.severity]} file={escape.github_property(span.path)},{place},title={title}::{text}"
