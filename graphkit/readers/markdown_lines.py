"""The lines of a Markdown text: which are code, in what language, and which are examples or comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CROSSES = "❌✗✘❎🚫⛔"
"""Marks of what not to do, in front of it."""
_FENCE = re.compile(r"[ \t]*(?:>[ \t]?)?(?:[-*+][ \t]+|\d{1,3}[.)][ \t]+)?(`{3,}|~{3,})[ \t]*([\w+.#-]*)")
_OPEN = re.compile(r"(?<!`)<(examples?|commentary|good|bad)\b[^<>\n]*>|<!--", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:examples?|commentary|good|bad)>|-->", re.IGNORECASE)


class Line(NamedTuple):
    """A line with its number and what is left of it outside examples and comments (`text` begins in column 1).

    `fence` is None outside code blocks, else the language of the block in lower case; `mark` tells a fence itself.
    `hidden` tells a line of which an example or a comment hides a part or everything.
    """

    number: int
    text: str
    fence: str | None = None
    mark: bool = False
    hidden: bool = False


def lines(text: str, first_line: int) -> Iterator[Line]:
    """Yield every line of a text that begins on that line of its file; what an example or a comment holds is empty."""
    fence, language, shown = "", "", False
    for number, line in enumerate(text.split("\n"), first_line):
        mark = _FENCE.match(line) if "`" in line or "~" in line else None
        opening = _OPEN.search(line) if "<" in line else None
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip("`~> "):
                fence, shown = "", False  # an example that begins in a code block ends with it
                yield Line(number, "", language, True)
            else:
                shown, kept = _visible(line, shown)
                yield Line(number, kept, language, False, kept != line)
        elif shown or opening:
            shown, kept = _visible(line, shown)
            yield Line(number, kept, hidden=True)
        elif mark:
            fence, language = mark[1], mark[2].casefold()
            yield Line(number, "", language, True)
        else:
            yield Line(number, line)


def _visible(line: str, shown: bool) -> tuple[bool, str]:
    """Return whether an example is still open at the end of a line, and what is visible before it."""
    if not shown:
        opening = _OPEN.search(line) if "<" in line else None
        if opening is None:
            return False, line
        return not _CLOSE.search(line, opening.end()), line[: opening.start()]
    return not _CLOSE.search(line), ""
