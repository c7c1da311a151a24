"""What a line of YAML says by itself: a key, a text, an item of a list. All of it that nearly everybody writes.

It does not depend on where the line is, and many files share their lines, so a short one is looked at once.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from sys import intern
from typing import TYPE_CHECKING, Any

from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ODD = pattern(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Tabs, controls and other characters whose meaning depends on where they are: the parser knows."""

SHORT = 30
"""Characters; texts up to this length are names, levels and tools, which many files share: each is kept once."""

LONG = 80
"""Characters; lines up to this length may be in many files: `tools: Read, Grep, Glob, Bash, Edit, Write` does."""

MOST = 1 << 15
"""Lines that are kept at the same time: the frequent ones come back soon, and few stay in the processor's cache."""

KEY = re.compile(r"([^\W\d](?:[\w$./ -]{0,59}[\w$./-])?):(?: +|$)")
ENTRY = pattern(r"""^(?:"[^"\n]*"|'[^'\n]*'|<<|[^\W\d][\w$./ -]{0,60}?)[ \t]*:(?=[ \t]|$)""", re.MULTILINE)
"""A line at the left margin that begins a top-level entry, also one that is left to the parser."""

_FLOW_ITEM = re.compile(r"[\w./(][\w ./()*+:-]*")
_WORD = re.compile(r"[^\W\d_]\w*(?:[.-]\w+)*")
"""What most lists hold: unless it is a null, `backend-staff` can be nothing but itself."""

_same_number = lru_cache(MOST)(int)
"""Return a number, the same object for equal ones: many files list the same names at the same columns."""

_RESERVED = frozenset("-?:,[]{}#&*!|>'\"%@`")
_NULLS = frozenset(("~", "null", "Null", "NULL"))
_BLOCKS = frozenset(("|", "|-", ">", ">-"))
_NO_KEY = frozenset(("", " ", "-", "#"))

BLANK, OTHER, ITEM, ITEM_FLOW, ITEM_PAIR, TEXT, FLOW, OPEN, BLOCK = range(9)
"""What a line is: blank or a comment, for the parser, `- x`, `- [x]`, `- k: ...`, `k: x`, `k: [x]`, `k:`, `k: |`."""


class Shape(NamedTuple):
    """What a line says by itself: its kind, its indentation in characters, its key with its width, and its content.

    `content` depends on the kind. A text is (text, column, width, quoted), a list in brackets (its texts, column), an
    item that begins a mapping the shape of its first pair, `k:` the column after it, `k: |` (style, column).
    """

    kind: int
    indent: int
    key: str = ""
    width: int = 0
    content: Any = None


_made: Callable[[tuple[int, int, str, int, Any]], Shape] = partial(tuple.__new__, Shape)
_BLANK = Shape(BLANK, 0)


class OddTextError(ValueError):
    """A line is odd: only the parser can tell what it says."""


def is_odd(text: str) -> bool:
    """Return whether the text holds characters whose meaning depends on where they are."""
    # None of them is printable; to ask for that takes a fifth of the time of a search.
    return not text.isprintable() and _ODD.search(text) is not None


def has_second_colon(line: str) -> bool:
    """Return whether a line is `key: a text: with a colon`, which the parser refuses whatever comes after it."""
    key = KEY.match(line)
    value = line[key.end() :].partition(" #")[0] if key else ""
    return value[:1].isalnum() and ": " in value


def begins(line: str) -> bool:
    """Return whether a top-level entry begins on a line."""
    return line[:1] not in _NO_KEY and bool(KEY.match(line) or ENTRY.match(line))


def shapes(lines: Iterable[str]) -> Iterator[Shape]:
    """Yield the shape of each line. Raises OddTextError."""
    if len(_KNOWN) > MOST:
        _KNOWN.clear()
    return map(_KNOWN.__getitem__, lines)


class _Shapes(dict[str, Shape]):
    """The shapes of lines; that of one which was not seen before is found out."""

    def __missing__(self, line: str) -> Shape:
        if is_odd(line):
            raise OddTextError
        text = line.lstrip(" ")
        if not text or text[0] == "#":
            shape = _BLANK
        else:
            indent = len(line) - len(text)
            shape = _item(line, indent) if text.startswith("- ") else _pair(line, indent)
        if len(line) <= LONG:
            self[line] = shape
        return shape


_KNOWN = _Shapes()


def _item(line: str, indent: int) -> Shape:
    text = line[indent + 2 :]
    if _WORD.fullmatch(text) and text not in _NULLS:
        return _made((ITEM, indent, "", 0, (intern(text), indent + 3, len(text), False)))
    text = text.strip(" ")
    column = len(line.rstrip(" ")) - len(text)
    if KEY.match(text):
        pair = _pair(line, column)
        return Shape(OTHER, indent) if pair.kind == OTHER else Shape(ITEM_PAIR, indent, content=pair)
    found = _inline(text, column + 1)
    return Shape(OTHER, indent) if found is None else _made((ITEM + found[0], indent, "", 0, found[1]))


def _pair(line: str, indent: int) -> Shape:
    match = KEY.match(line, indent)
    if match is None:
        return Shape(OTHER, indent)
    key = intern(match[1])  # written in every file: kept once, and its hash is known
    name, width = "" if key in _NULLS else key, len(key)
    text = line[match.end() :].rstrip(" ")
    if not text:
        return _made((OPEN, indent, name, width, match.end(1) + 2))
    if text in _BLOCKS:
        return Shape(BLOCK, indent, name, width, (text, match.end() + 1))
    found = _inline(text, match.end() + 1)
    return Shape(OTHER, indent) if found is None else _made((TEXT + found[0], indent, name, width, found[1]))


def _inline(text: str, column: int) -> tuple[int, tuple[Any, ...]] | None:
    """Return 0 and a text, or 1 and a list in brackets, that fills the rest of a line and has no blanks at its ends."""
    first = text[:1]
    if first not in _RESERVED and first:
        if "#" in text:
            text = text.partition(" #")[0].rstrip(" ")
        if ":" in text and (": " in text or text[-1] == ":"):
            return None
        known = intern(text) if len(text) <= SHORT else text
        return 0, ("" if text in _NULLS else known, column, len(text), False)
    found = _flow(text[1:-1], column) if first == "[" and text[-1] == "]" else _quoted(text, column)
    return None if found is None else (int(first == "["), found)


def _quoted(text: str, column: int) -> tuple[str, int, int, bool] | None:
    quote = text[:1]
    if quote not in ("'", '"') or len(text) < 2 or text[-1] != quote or "\\" in text or quote in text[1:-1]:
        return None
    return text[1:-1], column, len(text), True


def _flow(inner: str, column: int) -> tuple[list[tuple[str, int, int, bool]], int] | None:
    """Return a list in brackets; its items are plain words or quoted texts without commas."""
    items = []
    place = column + 1
    for piece in inner.split(",") if inner.strip(" ") else ():
        text = piece.strip(" ")
        at = _same_number(place + len(piece) - len(piece.lstrip(" ")))
        if _FLOW_ITEM.fullmatch(text) and not (":" in text and (": " in text or text[-1] == ":")):
            items.append(("" if text in _NULLS else intern(text), at, len(text), False))
        else:
            quoted = _quoted(text, at)
            if quoted is None:
                return None
            items.append(quoted)
        place += len(piece) + 1
    return items, column
