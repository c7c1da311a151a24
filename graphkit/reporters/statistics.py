"""Statistics: how often each rule was broken, for a folder with hundreds of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.style import wrap
from graphkit.reporters.text import summary, tally

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:
    """Return one line for each broken rule and severity, the most frequent first, and the summary."""
    return "\n".join([*tally(report, style), wrap(summary(report, style), style.wrap, 2)]) + "\n"
