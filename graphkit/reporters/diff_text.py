"""What changed, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.diff_rows import heading, sections, size
from graphkit.reporters.style import wrap
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.comparison import Changes
    from graphkit.reporters.diff_rows import Row
    from graphkit.reporters.style import Style

_ROLES = {"+": "good", "-": "error", "~": "warning"}


def write(changes: Changes, style: Style) -> str:
    """Return a line that sums it up, then every change under agents, edges, cycles and findings."""
    before, after = map(escape.terminal, changes.names)
    blocks = [wrap(f"{before} {style.glyphs.arrow} {after}: {heading(changes)} ({size(changes)})", style.wrap, 2)]
    for title, rows in sections(changes).items():
        blocks.append("\n".join([style.paint("strong", title), *_lines(rows, style)]))
    return "\n\n".join(blocks) + "\n"


def _lines(rows: list[Row], style: Style) -> Iterator[str]:
    for row in rows:
        mark = style.paint(_ROLES[row.mark], f"{row.mark} {escape.terminal(row.what)}")
        detail = f": {escape.terminal(row.detail)}" if row.detail else ""
        yield wrap(f"  {mark}{detail}  {style.paint('place', escape.terminal(row.place))}", style.wrap, 6)
