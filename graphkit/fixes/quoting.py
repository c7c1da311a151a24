"""Quoting a text that YAML misreads, and indenting lines that belong to the key above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.fixes.document import NotEditableError
from graphkit.fixes.lists import Splice
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from graphkit.fixes.document import Document

_LINE_END = pattern(r"\r\n|\r|\n")


def quote(document: Document, start: int, end: int) -> list[Splice]:
    """Return the changes that put the text from `start` to before `end` in quotes; its lines stay where they are.

    Double quotes, with the signs escaped that mean something in them. Raises NotEditableError for a text that is quoted
    in part.
    """
    splices = [Splice(start, start, '"'), Splice(end, end, '"')]
    for at in range(start, end):
        if document.text[at] in '"\\':
            splices.append(Splice(at, at, "\\"))
    if start == end:
        raise NotEditableError("there is no text to quote")
    return sorted(splices)


def indent(document: Document, start: int, end: int, spaces: int) -> list[Splice]:
    """Return the changes that indent the lines from `start` to before `end` that are not blank."""
    splices = []
    at = start
    while at < end:
        after = document.next_line(at)
        if document.text[at:after].strip():
            splices.append(Splice(at, at, " " * spaces))
        at = after
    return splices
