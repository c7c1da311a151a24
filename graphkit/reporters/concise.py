"""One line a finding, for editors, `grep` and long lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.text import summary
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.findings import Finding
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:
    """Return `path:line:column: severity CODE message` for each finding to be shown, and the summary."""
    lines = [_line(finding, style) for finding in report.live if style.shows(finding)]
    return "\n".join([*lines, summary(report, style)]) + "\n"


def _line(finding: Finding, style: Style) -> str:
    severity = finding.severity.value
    place = style.paint("place", escape.terminal(str(finding.span)))
    return f"{place}: {style.paint(severity, f'{severity} {finding.code}')} {escape.terminal(finding.message)}"
