"""A source line with a caret below the place that is meant, whatever the line holds."""

from __future__ import annotations

import unicodedata

from graphkit.support import escape
from graphkit.support.records import NamedTuple

_NEAR = 20
"""How many times as many characters as there is room for are looked at to either side: a line may be a megabyte."""

_LEAD = 0.3
"""The share of a window too narrow for its line that is before the place."""


class Excerpt(NamedTuple):
    """What a terminal shows of a line, and the row of carets below it."""

    line: str
    carets: str


def excerpt(text: str, column: int, width: int, room: int, cut: str = "…") -> Excerpt:
    """Return the part of a line around a place, at most `room` columns wide, and its carets.

    `column` (1-based) and `width` count characters, as spans do; the result counts columns of a terminal, where a tab
    is four blanks, a control is shown as its escape, and a Chinese character is two columns wide.
    """
    text = text.rstrip()
    first = min(column - 1, len(text))
    near = _NEAR * room
    skipped, beyond = max(0, first - near), len(text) > first + near
    text, first = text[skipped : first + near], first - skipped
    simple = text.isascii() and text.isprintable()
    last = min(max(first + width, first + 1), max(len(text), first + 1))
    if simple and len(text) <= room and not (skipped or beyond):  # as nearly every line
        return Excerpt(text, " " * first + "^" * (last - first))
    cells = list(text) if simple else [_cell(character) for character in text]
    widths = [1] * len(cells) if simple else [_columns(cell) for cell in cells]
    start, end = _window(widths, first, last, room, len(cut))
    before = cut if start or skipped else ""
    after = cut if end < len(cells) or beyond else ""
    indent = len(before) + sum(widths[start:first])
    marked = max(1, sum(widths[first : min(last, end)]))
    return Excerpt(before + "".join(cells[start:end]) + after, " " * indent + "^" * marked)


def _window(widths: list[int], first: int, last: int, room: int, mark: int) -> tuple[int, int]:
    """Return which characters to show: all, or as many as fit, the place among them."""
    if sum(widths) <= room:
        return 0, len(widths)
    room -= 2 * mark
    lead = max(int(room * _LEAD), room - sum(widths[first:]))
    if sum(widths[:last]) <= room:
        lead = room
    start = first
    while start > 0 and lead - widths[start - 1] >= 0:
        start -= 1
        lead -= widths[start]
    left = room - sum(widths[start:first])
    end = first
    while end < len(widths) and left - widths[end] >= 0:
        left -= widths[end]
        end += 1
    return start, end


def _cell(character: str) -> str:
    return "    " if character == "\t" else escape.terminal(character)


def _columns(cell: str) -> int:
    """Count the columns of what is shown for one character."""
    if len(cell) > 1:
        return len(cell)
    if unicodedata.combining(cell) or unicodedata.category(cell) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(cell) in "WF" else 1
