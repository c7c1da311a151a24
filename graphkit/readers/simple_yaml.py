"""The YAML that nearly everybody writes, read ten times as fast as by the parser, and to the same result.

Plain and quoted texts on one line, lists of them in either style, mappings and block texts, nested by indentation.
Whatever is not certainly valid here is left to the parser: `None` means "ask it", never "this is wrong". The laws of
reading hold both against each other.
"""

from __future__ import annotations

import re
from functools import partial
from sys import intern
from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.values import Mapping, Scalar, Sequence, Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Lines

ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Tabs, controls and other characters whose meaning depends on where they stand: the parser knows."""

MAX_DEPTH = 20
SHORT = 30
"""Characters; texts up to this length are names, levels and tools, which many files share."""

KEY = re.compile(r"([^\W\d](?:[\w$./ -]{0,59}[\w$./-])?):(?: +|$)")
_FLOW_ITEM = re.compile(r"[\w./(][\w ./()*+:-]*")
_WORD = re.compile(r"[^\W\d_]\w*(?:[.-]\w+)+")
"""What most lists hold: `backend-staff` can be nothing but itself."""

_RESERVED = frozenset("-?:,[]{}#&*!|>'\"%@`")
_NULLS = frozenset(("~", "null", "Null", "NULL"))
_BLOCKS = frozenset(("|", "|-", ">", ">-"))

_scalar: Callable[[tuple[str, int, int, int, bool]], Scalar] = partial(tuple.__new__, Scalar)
"""Make a scalar in half the time that its constructor takes; there are thirty in a definition."""

_Result: TypeAlias = "tuple[Value, int] | None"


def entry(lines: Lines[str], start: int, end: int, first_line: int) -> tuple[Scalar, Value] | None:
    """Return key and value of the top-level entry that fills the lines from `start` to before `end`, or None.

    None of the lines may hold an `ODD` character; `first_line` is the number of `lines[0]` in the file.
    """
    line = lines[start]
    match = KEY.match(line)
    if match is None:
        return None
    key = intern(match[1])  # written in every file: kept once, and its hash is known
    number = first_line + start
    name = _scalar(("" if key in _NULLS else key, number, 1, len(key), False))
    text = line[match.end() :].rstrip(" ")
    if text and text not in _BLOCKS:
        value = _inline(text, number, match.end() + 1)
        return None if value is None or (end > start + 1 and _content(lines, start + 1, end) < end) else (name, value)
    found = _Block(lines, end, first_line).value(text, start, match.end() + 1 if text else len(key) + 2, 0, 0)
    return None if found is None or _content(lines, found[1], end) < end else (name, found[0])


def _inline(text: str, line: int, column: int) -> Value | None:
    """Return a value that fills the rest of a line; the text has no blanks at its ends and is not empty."""
    first = text[0]
    if first not in _RESERVED:
        if "#" in text:
            text = text.partition(" #")[0].rstrip(" ")
        if ":" in text and (": " in text or text[-1] == ":"):
            return None
        known = intern(text) if len(text) <= SHORT else text
        return _scalar(("" if text in _NULLS else known, line, column, len(text), False))
    if first == "[" and text[-1] == "]":
        return _flow(text[1:-1], line, column)
    return _quoted(text, line, column)


def _quoted(text: str, line: int, column: int) -> Scalar | None:
    quote = text[0]
    if quote not in "'\"" or len(text) < 2 or text[-1] != quote or "\\" in text or quote in text[1:-1]:
        return None
    return Scalar(text[1:-1], line, column, len(text), quoted=True)


def _flow(inner: str, line: int, column: int) -> Sequence | None:
    """Return a list in brackets; its items are plain words or quoted texts without commas."""
    items: list[Scalar] = []
    place = column + 1
    for piece in inner.split(",") if inner.strip(" ") else ():
        text = piece.strip(" ")
        at = place + len(piece) - len(piece.lstrip(" "))
        if _FLOW_ITEM.fullmatch(text) and not (":" in text and (": " in text or text[-1] == ":")):
            items.append(_scalar(("" if text in _NULLS else intern(text), line, at, len(text), False)))
        else:
            quoted = _quoted(text, line, at) if text else None
            if quoted is None:
                return None
            items.append(quoted)
        place += len(piece) + 1
    return Sequence(tuple(items), line, column)


def _content(lines: Lines[str], at: int, end: int) -> int:
    """Return the index of the next line that is neither blank nor a comment, or `end`."""
    while at < end:
        text = lines[at].lstrip(" ")
        if text and text[0] != "#":
            break
        at += 1
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Block:
    """The lines of one entry, read by their indentation."""

    def __init__(self, lines: Lines[str], end: int, first_line: int) -> None:
        self._lines, self._end, self._first = lines, end, first_line

    def value(self, text: str, at: int, column: int, indent: int, depth: int) -> _Result:
        """Return the value of a key, and the index of the line after it.

        `text` is what follows the key on line `at`, `column` the place after its colon, `indent` that of the key.
        """
        if text in _BLOCKS:
            return self._block_text(text, at, column, indent)
        if text:
            inline = _inline(text, self._first + at, column)
            return None if inline is None else (inline, at + 1)
        start = _content(self._lines, at + 1, self._end)
        if start < self._end and depth < MAX_DEPTH:
            line = self._lines[start]
            inner = _indent(line)
            if line.startswith("- ", inner) and inner >= indent:
                return self._list(start, inner, depth + 1)
            if inner > indent:
                return self._mapping(start, inner, depth + 1)
        return Scalar("", self._first + at, column), start

    def _list(self, at: int, indent: int, depth: int) -> _Result:
        items: list[Value] = []
        opening = Sequence((), self._first + at, indent + 1)
        lines, end, first = self._lines, self._end, self._first
        prefix = " " * indent + "- "
        while at < end and lines[at].startswith(prefix):
            line = lines[at]
            text = line[indent + 2 :]
            if _WORD.fullmatch(text):
                items.append(_scalar((intern(text), first + at, indent + 3, len(text), False)))
                at += 1
                continue
            text = text.strip(" ")
            column = len(line.rstrip(" ")) - len(text)
            if not text:
                return None
            if KEY.match(text):
                found = self._mapping(at, column, depth + 1)
                if found is None:
                    return None
                item, at = found
            else:
                inline = _inline(text, first + at, column + 1)
                if inline is None:
                    return None
                item, at = inline, at + 1
            items.append(item)
            at = _content(lines, at, end)
        at = _content(lines, at, end)
        if at < end and self._deeper(at, indent):
            return None
        return opening._replace(items=tuple(items)), at

    def _mapping(self, at: int, indent: int, depth: int) -> _Result:
        pairs: list[tuple[Scalar, Value]] = []
        opening = Mapping((), self._first + at, indent + 1)
        first_pair = True
        while at < self._end and (first_pair or _indent(self._lines[at]) == indent):
            line = self._lines[at]
            match = KEY.match(line, indent)
            if match is None or depth > MAX_DEPTH:
                return None
            first_pair = False
            key = intern(match[1])
            number = self._first + at
            name = _scalar(("" if key in _NULLS else key, number, indent + 1, len(key), False))
            text = line[match.end() :].rstrip(" ")
            column = match.end() + 1 if text else match.end(1) + 2
            found = self.value(text, at, column, indent, depth)
            if found is None:
                return None
            value, after = found
            at = _content(self._lines, after, self._end)
            pairs.append((name, value))
        if at < self._end and self._deeper(at, indent):
            return None
        return opening._replace(entries=tuple(pairs)), at

    def _deeper(self, at: int, indent: int) -> bool:
        """Tell whether a line continues what should have ended: a text over several lines, or an error."""
        return _indent(self._lines[at]) > indent

    def _block_text(self, style: str, at: int, column: int, indent: int) -> _Result:
        """Return the text after `|` or `>`: its lines without their common indentation."""
        start = after = at + 1
        inner = _indent(self._lines[start]) if start < self._end else 0
        if inner <= indent or not self._lines[start].strip(" "):
            return None
        content: list[str] = []
        for line in self._lines[start : self._end]:
            blank = not line.strip(" ")
            if not blank and _indent(line) < inner:
                break
            if len(line) > inner and (blank or (style[0] == ">" and line[inner] == " ")):
                return None
            content.append(line[inner:])
            after += 1
        while not content[-1]:
            content.pop()
        text = "\n".join(content) if style[0] == "|" else _folded(content)
        return Scalar(text + ("" if len(style) > 1 else "\n"), self._first + at, column, 1, quoted=True), after


def _folded(lines: list[str]) -> str:
    """Join lines with blanks; each empty line between two others is a line break."""
    text = lines[0]
    breaks = 0
    for line in lines[1:]:
        if line:
            text += ("\n" * breaks or " ") + line
        breaks = 0 if line else breaks + 1
    return text
