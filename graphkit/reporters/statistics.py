"""How often each rule was broken: where to begin in a folder with hundreds of findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.reporters.text import summary

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style


def write(report: Report, style: Style) -> str:
    """Return one line for each broken rule and severity, the most frequent first, and the summary."""
    found = Counter((finding.code, finding.name, finding.severity) for finding in report.live if style.shows(finding))
    wide = max((len(str(number)) for number in found.values()), default=0)
    long = max((len(name) for _, name, _ in found), default=0)
    paint = style.paint
    lines = [
        f"{number:>{wide}}  {paint('strong', code)}  {name:<{long}}  {paint(severity.value, severity.value)}"
        for (code, name, severity), number in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
    return "\n".join([*lines, summary(report, style)]) + "\n"
