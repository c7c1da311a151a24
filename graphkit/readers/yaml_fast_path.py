"""The YAML that nearly everybody writes, read many times as fast as by the parser, and to the same result.

Plain and quoted texts on one line, lists of them in either style, mappings and block texts, nested by indentation.
Whatever is not certainly valid here is left to the parser: `None` means "ask it", never "this is wrong". The laws of
reading hold both against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.values import Mapping, Scalar, Sequence, Value, scalar_of
from graphkit.readers.repeated_keys import twice
from graphkit.readers.yaml_line_shapes import BLANK, BLOCK, FLOW, ITEM, ITEM_FLOW, ITEM_PAIR, OTHER, TEXT, Shape, shapes

if TYPE_CHECKING:
    from collections.abc import Sequence as Lines

    from graphkit.readers.repeated_keys import Twice

MAX_DEPTH = 20

_Result: TypeAlias = "tuple[Value, int] | None"


class Reader:
    """The lines of one front matter, read by their indentation. Their text may not be odd."""

    def __init__(self, lines: Lines[str], first_line: int) -> None:
        self.shapes = shapes(lines)
        self._lines, self._first, self._end = lines, first_line, len(lines)
        self.repeated: list[Twice] = []
        """The keys that a nested mapping contains twice."""

    def entry(self, start: int, end: int) -> tuple[Scalar, Value] | None:
        """Return key and value of the top-level entry that fills the lines from `start` to before `end`, or None."""
        shape = self.shapes[start]
        kind, indent, key, width, content = shape
        if kind < TEXT or indent:
            return None
        line = self._first + start
        value: Value
        if kind == TEXT:
            text, column, size, quoted = content
            value, after = scalar_of((text, line, column, size, quoted)), start + 1
        else:
            self._end = end
            found = self._value(shape, start, 0)
            if found is None:
                return None
            value, after = found
        if after < end and self._next(after, end) < end:
            return None
        return scalar_of((key, line, 1, width, False)), value

    def _next(self, at: int, end: int) -> int:
        """Return the index of the next line that is neither blank nor a comment, or `end`."""
        shapes = self.shapes
        while at < end and shapes[at][0] == BLANK:
            at += 1
        return at

    def _value(self, shape: Shape, at: int, depth: int) -> _Result:
        """Return the value of the pair on a line, and the index of the line after it."""
        kind, indent, _, _, content = shape
        line = self._first + at
        if kind == TEXT:
            text, column, size, quoted = content
            return scalar_of((text, line, column, size, quoted)), at + 1
        if kind == FLOW:
            return _sequence(content, line), at + 1
        if kind == BLOCK:
            return self._block_text(content[0], content[1], at, indent)
        start = self._next(at + 1, self._end)
        if start < self._end and depth < MAX_DEPTH:
            inner = self.shapes[start]
            if inner[0] == OTHER:
                return None
            if inner[0] < TEXT and inner[1] >= indent:
                return self._list(start, inner[1], depth + 1)
            if inner[1] > indent:
                return self._mapping(start, inner, depth + 1)
        return Scalar("", line, content), start

    def _list(self, at: int, indent: int, depth: int) -> _Result:
        shapes, end, first = self.shapes, self._end, self._first
        opening = first + at
        items: list[Value] = []
        while at < end:
            kind, inner, _, _, content = shapes[at]
            if kind == BLANK:
                at += 1
                continue
            if inner != indent or kind >= TEXT:
                break
            if kind == ITEM:
                text, column, size, quoted = content
                items.append(scalar_of((text, first + at, column, size, quoted)))
            elif kind == ITEM_FLOW:
                items.append(_sequence(content, first + at))
            elif kind == ITEM_PAIR:
                found = self._mapping(at, content, depth + 1)
                if found is None:
                    return None
                items.append(found[0])
                at = found[1]
                continue
            else:
                return None
            at += 1
        return None if self._deeper(at, indent) else (Sequence(tuple(items), opening, indent + 1), at)

    def _mapping(self, at: int, shape: Shape, depth: int) -> _Result:
        """Return a mapping from its first pair on, which may be in a list item, and the index of the line after."""
        if depth > MAX_DEPTH:
            return None
        end, first, indent = self._end, self._first, shape[1]
        opening = first + at
        pairs: list[tuple[Scalar, Value]] = []
        while True:
            kind, _, key, width, content = shape
            if kind < TEXT:
                return None
            name = scalar_of((key, first + at, indent + 1, width, False))
            if kind == TEXT:
                text, column, size, quoted = content
                pairs.append((name, scalar_of((text, first + at, column, size, quoted))))
                at += 1
            else:
                found = self._value(shape, at, depth)
                if found is None:
                    return None
                pairs.append((name, found[0]))
                at = found[1]
            at = self._next(at, end)
            if at == end:
                break
            shape = self.shapes[at]
            if shape[1] != indent:
                break
        if len(pairs) > 1 and len({key[0] for key, _ in pairs}) < len(pairs):
            self.repeated += twice(pairs)
        return None if self._deeper(at, indent) else (Mapping(tuple(pairs), opening, indent + 1), at)

    def _deeper(self, at: int, indent: int) -> bool:
        """Return whether a line continues what should have ended: a text over several lines, or an error."""
        return at < self._end and self.shapes[at][1] > indent

    def _block_text(self, style: str, column: int, at: int, indent: int) -> _Result:
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


def _sequence(content: tuple[list[tuple[str, int, int, bool]], int], line: int) -> Sequence:
    items, column = content
    return Sequence(
        tuple([scalar_of((text, line, at, size, quoted)) for text, at, size, quoted in items]), line, column
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _folded(lines: list[str]) -> str:
    """Join lines with blanks; each empty line between two others is a line break."""
    text = lines[0]
    breaks = 0
    for line in lines[1:]:
        if line:
            text += ("\n" * breaks or " ") + line
        breaks = 0 if line else breaks + 1
    return text
