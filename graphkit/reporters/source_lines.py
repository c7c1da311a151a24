"""The source lines that findings point at, read once, and the part of a line that a report has room for."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.support import escape, files
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.model.spans import Span

_LINE_END = pattern(r"\r\n|\n|\r")


def quote(report: Report) -> Report:
    """Return the report with the text of every line that a live finding names.

    Each file is opened at most once. One that has vanished or changed since costs its quotations, nothing else.
    """
    wanted: dict[str, set[int]] = {}
    for span in _spans(report):
        wanted.setdefault(span.path, set()).add(span.line)
    lines: dict[tuple[str, int], str] = {}
    for path, numbers in wanted.items():
        text = _lines(path, max(numbers))
        lines.update(((path, number), text[number - 1]) for number in numbers if number <= len(text))
    for place in [place for place in lines if dialects.is_private(place[0])]:
        lines[place] = _only(lines[place], [one for one in _spans(report) if (one.path, one.line) == place])
    return replace(report, lines=lines)


def excerpts(graph: AgentGraph, most: int) -> dict[str, str]:
    """Return the first `most` lines of every definition from where it begins, by agent id; none for a vanished file."""
    texts: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for agent in graph.agents.values():
        if dialects.is_private(agent.path):
            continue
        if agent.path not in texts:
            texts[agent.path] = _lines(agent.path)
        lines, alone = texts[agent.path], agent.path.endswith(".md")
        first = 0 if alone else max(0, agent.span.line - 1)
        if text := "\n".join(lines[first : first + most]).strip():
            found[agent.id] = text
    return found


def _only(line: str, spans: Sequence[Span]) -> str:
    """Return a line of which nothing is left but what is referred to: the rest of the file is secret."""
    kept = {at for span in spans for at in range(span.column - 1, span.column - 1 + span.width)}
    return "".join(char if at in kept else " " for at, char in enumerate(line)).rstrip()


def _spans(report: Report) -> Iterator[Span]:
    for finding in report.live:
        yield finding.span
        yield from (label.span for label in finding.related)


def _lines(path: str, most: int = sys.maxsize) -> list[str]:
    """Return the lines of a file, of which those after the first `most` may be one; none if it cannot be read.

    Split only where YAML and editors do: `str.splitlines` also ends lines at form feeds.
    """
    try:
        content = files.read_bytes(path)
    except (OSError, ValueError):
        return []
    text = content.decode("utf-8-sig", "replace")
    return _LINE_END.split(text, most) if "\r" in text else text.split("\n", most)


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
