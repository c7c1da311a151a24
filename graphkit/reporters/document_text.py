"""Text output of the answers: lines wrap at the width of the terminal, tables shorten their last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.document import Table, Untrusted
from graphkit.reporters.style import columns, shorten, wrap
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.reporters.document import Document, Phrase, Points, Section
    from graphkit.reporters.style import Style

_SHORT, _SHORTEST, _TITLE = 12, 5, 3
"""Columns that a shortened column keeps, and where that is not enough; and those of a title of numbers."""


def write(document: Document, style: Style) -> str:
    """Return the whole answer, section by section."""
    lead = (wrap(f"  {_shown(line, style)}", style.wrap, 4) for line in document.lead)
    head = [wrap(_shown(document.title, style), style.wrap, 2), *lead]
    blocks = ["\n".join(head), *(_section(section, style) for section in document.sections)]
    if document.notes:
        notes = (style.paint("hint", "note: ") + _shown(note, style) for note in document.notes)
        blocks.append("\n".join(wrap(note, style.wrap, 6) for note in notes))
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, style: Style) -> str:
    lines = list(_table(section.body, style) if isinstance(section.body, Table) else _points(section.body, style))
    body = [line.rstrip() for line in lines] or [style.paint("faint", "  none")]
    return "\n".join([style.paint("strong", section.title), *body])


def _points(body: Points, style: Style) -> Iterator[str]:
    return (wrap("  " * (depth + 1) + _shown(line, style), style.wrap, 2 * depth + 6) for depth, line in body.lines)


def _table(body: Table, style: Style) -> Iterator[str]:
    if not body.rows:
        return
    plain = [[_plain(cell, style) for cell in row] for row in body.rows]
    heads = [[_text(title, style) for title in body.head]] if body.head else []
    right = [all(_is_number(row[column]) for row in plain) for column in range(len(plain[0]))]
    needed = [max(map(columns, texts)) for texts in zip(*plain, strict=True)]
    numbers = [width if flush else 0 for width, flush in zip(needed, right, strict=True)]
    widths = [max(map(columns, texts)) for texts in zip(*heads, *plain, strict=True)]
    widths = _fitted(widths, style.wrap, numbers)
    for head in heads:
        yield _row(
            [
                _cell(title, style.paint("faint", title), width, style)
                for title, width in zip(head, widths, strict=True)
            ],
            widths,
            right,
        )
    for row, texts in zip(body.rows, plain, strict=True):
        cells = zip(texts, row, widths, strict=True)
        yield _row([_cell(text, _shown(cell, style), width, style) for text, cell, width in cells], widths, right)


def _fitted(widths: list[int], wrap: int | None, numbers: list[int]) -> list[int]:
    """Return the widths with which a table fits on the terminal: the last column is shortened first.

    `numbers` has for a column of numbers the width that these need, else 0: only its title is shortened, for a number
    that lacks its end is another one. What stands on the left says what a row is about, and stays longest.
    """
    fitted = list(widths)
    excess = 0 if wrap is None else sum(widths) + 2 * len(widths) - wrap
    last, *others = reversed(range(len(widths)))
    widest_first = sorted((number for number in others if not numbers[number]), key=lambda number: -widths[number])
    steps = [(number, _SHORT) for number in (last, *widest_first)]
    steps += [(last, _SHORTEST), *((number, max(numbers[number], _TITLE)) for number in others if numbers[number])]
    steps += [(number, _SHORTEST) for number in others]
    for column, least in steps:
        less = min(excess, fitted[column] - max(least, numbers[column]))
        if less > 0:
            fitted[column] -= less
            excess -= less
    return fitted


def _cell(plain: str, shown: str, width: int, style: Style) -> tuple[str, int]:
    """Return the text of a cell and its width; one that is too long loses its end, and its colours."""
    size = columns(plain)
    if size <= width:
        return shown, size
    text = shorten(plain, width, style.glyphs.cut)
    return text, columns(text)


def _row(cells: list[tuple[str, int]], widths: list[int], right: list[bool]) -> str:
    """Pad by what is seen, not by what is sent: colours have no width."""
    padded = []
    for (text, size), width, flush in zip(cells, widths, right, strict=True):
        blanks = " " * (width - size)
        padded.append(blanks + text if flush else text + blanks)
    return "  " + "  ".join(padded).rstrip()


def _is_number(text: str) -> bool:
    return text in ("", "-") or text.rstrip("%").replace(".", "", 1).lstrip("+-").isdigit()


def _plain(line: Phrase, style: Style) -> str:
    return "".join(_text(part, style) for part in line)


def _shown(line: Phrase, style: Style) -> str:
    return "".join(_part(part, style) for part in line)


def _part(part: str | Untrusted, style: Style) -> str:
    text = _text(part, style)
    return style.paint(part.role, text) if isinstance(part, Untrusted) and part.role else text


def _text(part: str | Untrusted, style: Style) -> str:
    if isinstance(part, Untrusted):
        return escape.terminal(part.text)
    return part.replace("→", style.glyphs.arrow).replace("↔", style.glyphs.both)
