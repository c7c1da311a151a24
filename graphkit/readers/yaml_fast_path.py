"""The YAML that nearly everybody writes, read many times as fast as by the parser, and to the same result.

Plain and quoted texts on one line, lists of them in either style, mappings and block texts, nested by indentation.
Whatever is not certainly valid here is left to the parser: `None` means "ask it", never "this is wrong". The laws of
reading hold both against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.values import Mapping, Pair, Scalar, Sequence, Value, scalar_of
from graphkit.readers.repeated_keys import twice
from graphkit.readers.yaml_line_shapes import (
    BLANK,
    BLOCK,
    FLOW,
    ITEM,
    ITEM_FLOW,
    ITEM_PAIR,
    OTHER,
    TEXT,
    OddTextError,
    Shape,
    begins,
    shapes,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence as Lines

    from graphkit.readers.repeated_keys import Twice

MAX_DEPTH = 20

_Result: TypeAlias = "tuple[Value, int] | None"


_END = Shape(OTHER, -1)
"""What comes after the last line."""


def reader(lines: Lines[str], first_line: int) -> Reader | None:
    """Return a reader of a front matter; None if there are lines that are nothing for it."""
    try:
        return None if lines and lines[-1] else Reader(lines, first_line)
    except OddTextError:
        return None


class Reader:
    """The lines of one front matter, read by their indentation. Raises OddTextError."""

    def __init__(self, lines: Lines[str], first_line: int) -> None:
        self._shapes = [*shapes(lines), _END]
        self._lines, self._first, self._end = lines, first_line, len(lines)
        self.repeated: list[Twice] = []
        """The keys that a nested mapping contains twice."""

    def entries(self, at: int) -> tuple[list[Pair], int]:
        """Return the top-level entries from a line on, and the index of the line at which an entry asks for the parser.

        That is the number of lines where none does.
        """
        found: list[Pair] = []
        shapes, first = self._shapes, self._first
        value: Value
        shape = shapes[at]
        while at < self._end:
            kind, indent, key, width, content = shape
            if kind < TEXT or indent:
                break
            start = at
            if kind == TEXT:
                text, column, size, quoted = content
                value = scalar_of((text, first + at, column, size, quoted))
                at += 1
            else:
                read = self._value(shape, at, 0)
                if read is None:
                    break
                value, at = read
            shape = shapes[at]
            while shape[0] == BLANK:
                at += 1
                shape = shapes[at]
            if (shape[0] < TEXT or shape[1]) and not self._ends(at):
                return found, start
            found.append((scalar_of((key, first + start, 1, width, False)), value))
        return found, at

    def _ends(self, at: int) -> bool:
        """Return whether an entry ends before a line that is no simple entry."""
        return at == self._end or (self._shapes[at][0] == OTHER and begins(self._lines[at]))

    def _value(self, shape: Shape, at: int, depth: int) -> _Result:
        """Return the value of a pair that is no text, and the index of the line after it."""
        kind, indent, _, _, content = shape
        if kind == FLOW:
            return _sequence(content, self._first + at), at + 1
        if kind == BLOCK:
            return self._block_text(content[0], content[1], at, indent)
        shapes = self._shapes
        start = at + 1
        while shapes[start][0] == BLANK:
            start += 1
        if depth < MAX_DEPTH:
            below = shapes[start]
            kind, inner = below[0], below[1]
            if kind == OTHER and start < self._end:
                return None
            if ITEM <= kind <= ITEM_PAIR and inner >= indent:
                return self._list(start, inner, depth + 1)
            if inner > indent:
                return self._mapping(start, below, depth + 1)
        return Scalar("", self._first + at, content), start

    def _list(self, at: int, indent: int, depth: int) -> _Result:
        shapes, first = self._shapes, self._first
        opening = first + at
        items: list[Value] = []
        while True:
            kind, inner, _, _, content = shapes[at]
            while kind == ITEM and inner == indent:
                text, column, size, quoted = content
                items.append(scalar_of((text, first + at, column, size, quoted)))
                at += 1
                kind, inner, _, _, content = shapes[at]
            if kind == BLANK:
                at += 1
                continue
            if inner != indent or kind >= TEXT:
                break
            if kind == ITEM_FLOW:
                items.append(_sequence(content, first + at))
                at += 1
            else:
                found = self._mapping(at, content, depth + 1) if kind == ITEM_PAIR else None
                if found is None:
                    return None
                items.append(found[0])
                at = found[1]
        # What is indented more would continue what has ended: a text over several lines, or an error.
        return None if inner > indent else (Sequence(tuple(items), opening, indent + 1), at)

    def _mapping(self, at: int, shape: Shape, depth: int) -> _Result:
        """Return a mapping from its first pair on, which may be in a list item, and the index of the line after."""
        if depth > MAX_DEPTH:
            return None
        shapes, first = self._shapes, self._first
        kind, indent, key, width, content = shape
        opening = first + at
        pairs: list[Pair] = []
        inner = indent
        while inner == indent:
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
            while shapes[at][0] == BLANK:
                at += 1
            shape = shapes[at]
            kind, inner, key, width, content = shape
        if len(pairs) > 1 and len({key[0] for key, _ in pairs}) < len(pairs):
            self.repeated += twice(pairs)
        return None if inner > indent else (Mapping(tuple(pairs), opening, indent + 1), at)

    def _block_text(self, style: str, column: int, at: int, indent: int) -> _Result:
        """Return the text after `|` or `>`: its lines without their common indentation."""
        lines, end = self._lines, self._end
        after = at + 1
        inner = _indent(lines[after]) if after < end else 0
        if inner <= indent or not lines[after].strip(" "):
            return None
        content: list[str] = []
        while after < end:
            line = lines[after]
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


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _folded(lines: list[str]) -> str:
    """Join lines with blanks; each empty line between two others is a line break."""
    text = lines[0]
    breaks = 0
    for line in lines[1:]:
        if line:
            text += ("\n" * breaks or " ") + line
        breaks = 0 if line else breaks + 1
    return text
