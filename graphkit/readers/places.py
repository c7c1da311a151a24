"""Where the names in a text over several lines stand: YAML says only where the text begins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.spans import Span

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition, Reading, Reference


def is_settled(reading: Reading) -> bool:
    """Tell whether each reference has its own place."""
    for agent in reading.definitions:  # a loop, for it is asked of every file
        for reference in agent.references:
            if reference.span[2] < 0:
                return False
    return True


def settled(reading: Reading, text: str) -> Reading:
    """Return a reading in which each name is where it stands in the text of the file.

    It is the first place from the beginning of its text on that no other reference has. A name that is not found as it
    is, because it is written with escapes, keeps the place of the text.
    """
    lines = text.split("\n")
    return replace(reading, definitions=tuple(_settled(agent, lines) for agent in reading.definitions))


def _settled(agent: Definition, lines: list[str]) -> Definition:
    taken: set[Span] = set()
    found = []
    for reference in agent.references:
        span = _place(reference, lines, taken) if reference.span.column < 0 else reference.span
        taken.add(span)
        found.append(reference._replace(span=span))
    return replace(agent, references=tuple(sorted(found, key=lambda reference: reference.span)))


def _place(reference: Reference, lines: list[str], taken: set[Span]) -> Span:
    path, line, column, width = reference.span
    name = re.compile(rf"(?<![\w-]){re.escape(reference.text)}(?![\w-])")
    for number, there in enumerate(lines[line - 1 :], line):
        for match in name.finditer(there, -column - 1 if number == line else 0):
            span = Span(path, number, match.start() + 1, width)
            if span not in taken:
                return span
    return Span(path, line, -column)
