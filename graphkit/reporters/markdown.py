"""Markdown output of `check`: for the summary of a CI job, a comment or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.blocks import blocks
from graphkit.reporters.text import let_pass
from graphkit.support.escape import markdown

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.reporters.blocks import Block
    from graphkit.reporters.style import Style

_PLACES = 20
"""Other places in one row."""
MOST = 500
"""Rows above which the rest is only counted: GitHub refuses a summary of more than 1 MiB."""


def write(report: Report, style: Style) -> str:
    """Return a heading with the counts and a table of the findings that the style lets through, errors first."""
    shown = sorted(blocks(report.graph, filter(style.shows, report.live)), key=lambda block: -block.severity.weight)
    parts = [
        f"## graphkit: {', '.join(wording.severities(report.stats.findings))}{let_pass(report)}",
        f"Read: {markdown(wording.size(report.stats))}.",
    ]
    if shown:
        rows = [_row(block) for block in shown[:MOST]]
        parts.append("\n".join(["| severity | rule | place | what |", "|---|---|---|---|", *rows]))
    if len(shown) > MOST:
        parts.append(f"And {wording.count(len(shown) - MOST, 'more row')}.")
    return "\n\n".join(parts) + "\n"


def _row(block: Block) -> str:
    others = block.places if len(block.findings) > 1 else ()
    places = "".join(f"<br>{markdown(str(label.span))}\\: {markdown(label.message)}" for label in others[:_PLACES])
    more = f"<br>and {wording.count(len(others) - _PLACES, 'more place')}" if len(others) > _PLACES else ""
    hint = f"<br>{markdown(block.hint)}" if block.hint else ""
    rule = f"{block.code} {markdown(block.name)}"
    what = f"{markdown(block.message)}{places}{more}{hint}"
    return f"| {block.severity.value} | {rule} | {markdown(str(block.span))} | {what} |"
