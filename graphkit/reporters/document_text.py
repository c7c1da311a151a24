"""An answer for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.document import Table, Untrusted
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.reporters.document import Document, Phrase, Points, Section
    from graphkit.reporters.style import Style


def write(document: Document, style: Style) -> str:
    """Return the whole answer, section by section."""
    head = [_shown(document.title, style), *(f"  {_shown(line, style)}" for line in document.lead)]
    blocks = ["\n".join(head), *(_section(section, style) for section in document.sections)]
    if document.notes:
        blocks.append("\n".join(style.paint("hint", "note: ") + _shown(note, style) for note in document.notes))
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, style: Style) -> str:
    lines = list(_table(section.body, style) if isinstance(section.body, Table) else _points(section.body, style))
    body = [f"  {line}".rstrip() for line in lines] or [style.paint("faint", "  none")]
    return "\n".join([style.paint("strong", section.title), *body])


def _points(body: Points, style: Style) -> Iterator[str]:
    return ("  " * depth + _shown(line, style) for depth, line in body.lines)


def _table(body: Table, style: Style) -> Iterator[str]:
    rows = [tuple((_shown(cell, style), len(_plain(cell))) for cell in row) for row in body.rows]
    if not rows:
        return
    widths = [max(sizes) for sizes in zip(*([size for _, size in row] for row in rows), strict=True)]
    right = [all(_is_number(row[column]) for row in body.rows) for column in range(len(widths))]
    if body.head:
        widths = [max(pair) for pair in zip(widths, map(len, body.head), strict=True)]
        cells = [(style.paint("faint", title), len(title)) for title in body.head]
        yield _row(cells, widths, right)
    for row in rows:
        yield _row(list(row), widths, right)


def _row(cells: list[tuple[str, int]], widths: list[int], right: list[bool]) -> str:
    """Pad by what is seen, not by what is sent: colours have no width."""
    padded = []
    for (text, size), width, flush in zip(cells, widths, right, strict=True):
        blanks = " " * (width - size)
        padded.append(blanks + text if flush else text + blanks)
    return "  ".join(padded).rstrip()


def _is_number(cell: Phrase) -> bool:
    text = _plain(cell)
    return text in ("", "-") or text.rstrip("%").replace(".", "", 1).lstrip("+-").isdigit()


def _plain(line: Phrase) -> str:
    return "".join(escape.terminal(part.text) if isinstance(part, Untrusted) else part for part in line)


def _shown(line: Phrase, style: Style) -> str:
    return "".join(_part(part, style) for part in line)


def _part(part: str | Untrusted, style: Style) -> str:
    if isinstance(part, Untrusted):
        text = escape.terminal(part.text)
        return style.paint(part.role, text) if part.role else text
    return part.replace("→", style.glyphs.arrow).replace("↔", style.glyphs.both)
