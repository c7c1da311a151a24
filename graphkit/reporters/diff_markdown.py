"""What changed, as a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.diff_rows import heading, sections, size
from graphkit.support.escape import markdown

if TYPE_CHECKING:
    from graphkit.model.comparison import Changes
    from graphkit.reporters.diff_rows import Row
    from graphkit.reporters.style import Style

MOST = 45_000
"""Characters of rows above which the rest is only counted: GitHub takes 65,536 in a comment."""
OPEN = 15
"""Rows up to which a section is open."""
_SIGNS = {"+": "➕", "-": "➖", "~": "✏️"}


def write(changes: Changes, _style: Style) -> str:
    """Return a heading, a line that sums it up, and a table for agents, edges, cycles and findings."""
    before, after = map(markdown, changes.names)
    parts = ["## Changes of the agent graph", f"{before} → {after}: **{heading(changes)}** ({size(changes)})"]
    left = MOST
    for title, rows in sections(changes).items():
        shown = []
        for row in map(_row, rows):
            left -= len(row)
            if left < 0:
                break
            shown.append(row)
        table = "\n".join(["| | what | how | where |", "|---|---|---|---|", *shown])
        if len(shown) < len(rows):
            table += f"\n\nAnd {len(rows) - len(shown)} more."
        state = " open" if len(rows) <= OPEN else ""
        parts.append(f"<details{state}><summary>{title} ({len(rows)})</summary>\n\n{table}\n\n</details>")
    return "\n\n".join(parts) + "\n"


def _row(row: Row) -> str:
    return f"| {_SIGNS[row.mark]} | {markdown(row.what)} | {markdown(row.detail)} | {markdown(row.place)} |"
