"""Where the names in a text over several lines stand: YAML says only where the text begins."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from graphkit.model.spans import Span
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition, Reading
    from graphkit.model.references import Reference


_COLUMN = attrgetter("column")
_ESCAPES = ("\\n", "\\r", "\\t")
"""What a name may follow in quotes: the letter is none of its own."""


class _Cursor(NamedTuple):
    """How far a text has been looked through: line and column (from 0) in the file, and the offset in the text."""

    line: int
    column: int
    offset: int


def is_resolved(reading: Reading) -> bool:
    """Return whether each reference has its own place."""
    for agent in reading.definitions:
        if agent.references and min(map(_COLUMN, agent.references)) < 0:
            return False
        for possible in agent.possible_names:
            if any(reference.column < 0 for reference in (possible.reference, *possible.pieces)):
                return False
    return True


def resolved(reading: Reading, text: str) -> Reading:
    """Return a reading in which each name is where it is in the text of the file.

    A name that is not found as it is written keeps the place where its text begins.
    """
    lines = text.split("\n")
    return replace(reading, definitions=tuple(_resolved(agent, lines) for agent in reading.definitions))


def _resolved(agent: Definition, lines: list[str]) -> Definition:
    placed = _Placed(lines)
    references = tuple(sorted(map(placed.where_it_is, agent.references), key=lambda reference: reference.span))
    possible = tuple(
        one._replace(reference=placed.where_it_is(one.reference), pieces=tuple(map(placed.where_it_is, one.pieces)))
        for one in agent.possible_names
    )
    return replace(agent, references=references, possible_names=possible)


class _Placed:
    """References at the places of their names, each text looked through once from its beginning to its end."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._cursors: dict[tuple[str, str, Span], _Cursor] = {}

    def where_it_is(self, reference: Reference) -> Reference:
        """Return a reference at the place of its name; one that has a place of its own keeps it."""
        path, line, column, offset = reference.span
        if column >= 0:
            return reference
        text = (reference.relation, reference.field, Span(path, line, -column))
        cursor = self._cursors.get(text, _Cursor(line - 1, -column - 1, 0))
        # Each line of the file gives at least one character of the text; the first may be that of the `|`.
        end = cursor.line + offset - cursor.offset + 2
        place = _first(reference.text, self._lines, cursor, end)
        self._cursors[text] = _Cursor(*(place[0], place[1] + 1) if place else cursor[:2], offset)
        span = Span(path, place[0] + 1, place[1] + 1, len(reference.text)) if place else text[2]
        return reference._replace(span=span)


def _first(name: str, lines: list[str], cursor: _Cursor, end: int) -> tuple[int, int] | None:
    """Return line and column, from 0, at which a name stands first from the cursor on, as no part of a longer one."""
    for number in range(cursor.line, min(end, len(lines))):
        line = lines[number]
        column = line.find(name, cursor.column if number == cursor.line else 0)
        while column >= 0:
            after = column + len(name)
            before = "" if line[max(0, column - 2) : column] in _ESCAPES else line[column - 1 : column]
            if not any(char.isalnum() or char in "_-" for char in before + line[after : after + 1]):
                return number, column
            column = line.find(name, column + 1)
    return None
