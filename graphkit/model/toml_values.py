"""TOML text becomes values with places. tomllib says whether it is valid; where things are is found here."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.spans import InvalidTextError, LineIndex
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.support.records import dataclass
from graphkit.support.toml_keys import MAX_PARTS, long_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = re.compile(r"(?:[ \t\n\r]|#[^\n]*)*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
STRING_OR_COMMENT = re.compile(rf"{_STRING.pattern}|#[^\n]*", re.DOTALL)
"""What a text must be searched for to find its comments: a `#` in a string begins none."""

_BARE = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")  # a number, a truth value, a date with its time
_STATEMENT = re.compile(r"""[ \t]*(?:\[\[?[\w\s."'-]+\]|[\w."'-][\w\s."'-]*=)""")
_PLACE = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$")

MAX_TRIES = 20
"""Statements that contradict one before them, each left out by itself."""


@dataclass(slots=True)
class _Table:
    """A table that is still growing: TOML may add to it further down."""

    line: int
    column: int
    entries: dict[str, tuple[Scalar, _Node]] = field(default_factory=dict)


@dataclass(slots=True)
class _Tables:
    """An array of tables, likewise."""

    line: int
    column: int
    items: list[_Table] = field(default_factory=list)


_Node: TypeAlias = "_Table | _Tables | Value"


def parse(text: str) -> Mapping:
    """Return the document as one mapping. Raises InvalidTextError with the place."""
    import tomllib

    if (long := long_key(text)) is not None:
        raise InvalidTextError(f"a key has more than {MAX_PARTS} parts", long, 1)
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        words = _PLACE.match(str(error))
        line, column = (int(words[2]), int(words[3])) if words and words[2] else LineIndex(text).place(len(text))
        deep = "nested too deeply" if isinstance(error, RecursionError) else "a number has too many digits"
        problem = words[1] if words else deep
        raise InvalidTextError(problem[:1].lower() + problem[1:], line, column) from error
    return _mapping(_Parser(text).document())


def recover(text: str) -> Mapping | None:
    """Return what is left of a broken document without the statements that break it; None if that is nothing."""
    lines = text.split("\n")
    for start, end in _statements(lines):
        if not _is_valid("\n".join(lines[start:end])):
            lines[start:end] = [""] * (end - start)
    for _ in range(MAX_TRIES):
        try:
            return parse("\n".join(lines))
        except InvalidTextError as error:
            lines[min(error.line, len(lines)) - 1] = ""
    return None


def _statements(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of each statement: from a key or header to before the next, texts over several lines as one."""
    start, at = 0, 0
    while at < len(lines):
        if at > start and _STATEMENT.match(lines[at]):
            yield start, at
            start = at
        for mark in ('"""', "'''"):
            if lines[at].count(mark) % 2:
                at = next((end for end in range(at + 1, len(lines)) if mark in lines[end]), at)
                break
        at += 1
    yield start, len(lines)


def _is_valid(text: str) -> bool:
    import tomllib

    if long_key(text) is not None:
        return False
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class _Parser:
    """Reads a document that is known to be valid, so that nothing has to be checked twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._lines = LineIndex(text)

    def document(self) -> _Table:
        """Read all of it."""
        root = table = _Table(1, 1)
        self._skip()
        while self.at < len(self.text):
            if self._sign() == "[":
                table = self._header(root)
            else:
                self._pair(table)
            self._skip()
        return root

    def _header(self, root: _Table) -> _Table:
        listed = self.text.startswith("[[", self.at)
        self.at += 2 if listed else 1
        *path, last = self._keys()
        self._skip()
        self.at += 2 if listed else 1
        table = self._inner(root, path)
        if not listed:
            return self._inner(table, [last])
        made = _Table(last.line, last.column)
        _, tables = table.entries.setdefault(last.text, (last, _Tables(last.line, last.column)))
        if isinstance(tables, _Tables):
            tables.items.append(made)
        return made

    def _inner(self, table: _Table, path: list[Scalar]) -> _Table:
        for key in path:
            _, node = table.entries.setdefault(key.text, (key, _Table(key.line, key.column)))
            inner = node.items[-1] if isinstance(node, _Tables) else node
            if isinstance(inner, _Table):
                table = inner
        return table

    def _pair(self, table: _Table) -> None:
        *path, last = self._keys()
        self.at += 1
        self._skip()
        self._inner(table, path).entries[last.text] = (last, self._value())

    def _keys(self) -> list[Scalar]:
        """Read a dotted key, up to the sign that ends it."""
        found = []
        while match := self._next(_KEY):
            written = match[0]
            found.append(self._scalar(written, _text(written) if written[0] in "\"'" else written))
            self._skip()
            if self._sign() != ".":
                break
            self.at += 1
        return found

    def _value(self) -> _Node:
        line, column = self._lines.place(self.at)
        sign = self._sign()
        if sign == "[":
            return Sequence(tuple(_frozen(item) for item in self._items()), line, column)
        if sign == "{":
            table = _Table(line, column)
            self.at += 1
            while self._follows("}"):
                self._pair(table)
            return table
        if match := self._next(_STRING):
            return self._scalar(match[0], _text(match[0]))
        bare = self._next(_BARE)
        written = bare[0] if bare else ""
        return self._scalar(written, written)

    def _items(self) -> list[_Node]:
        self.at += 1
        found = []
        while self._follows("]"):
            found.append(self._value())
        return found

    def _follows(self, end: str) -> bool:
        """Step over blanks and a comma, or over the end; say whether an element follows."""
        self._skip()
        if self._sign() == ",":
            self.at += 1
            self._skip()
        if self._sign() == end:
            self.at += 1
            return False
        return self.at < len(self.text)

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _sign(self) -> str:
        return self.text[self.at : self.at + 1]

    def _next(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self._skip()
        return pattern.match(self.text, self.at)

    def _scalar(self, written: str, text: str) -> Scalar:
        line, column = self._lines.place(self.at)
        self.at += max(len(written), 1)
        quoted = written[:1] in ("'", '"')
        return Scalar(text, line, column, 1 if "\n" in written else max(len(written), 1), quoted)


def _text(written: str) -> str:
    import tomllib

    return str(tomllib.loads(f"v = {written}")["v"])


def _mapping(table: _Table) -> Mapping:
    entries = tuple((key, _frozen(inner)) for key, inner in table.entries.values())
    return Mapping(entries, table.line, table.column)


def _frozen(node: _Node) -> Value:
    if isinstance(node, _Table):
        return _mapping(node)
    if isinstance(node, _Tables):
        return Sequence(tuple(_mapping(item) for item in node.items), node.line, node.column)
    return node


Step: TypeAlias = "str | int"
"""A key of a table, or the number of an item of a list."""


Places: TypeAlias = "dict[tuple[Step, ...], tuple[int, int]]"
"""Line and column by the path from the document to a key or an item; the document itself has the empty path."""


def places(document: Value) -> Places:
    """Return line and column of every key and every item, by the path that leads to it."""
    return dict(_within((), (document.line, document.column), document))


def nearest(places: Places, path: tuple[Step, ...]) -> tuple[int, int]:
    """Return the place of a key or an item, or of what is around it where it has none of its own."""
    while path not in places:
        path = path[:-1]
    return places[path]


def _within(
    path: tuple[Step, ...], at: tuple[int, int], value: Value
) -> Iterator[tuple[tuple[Step, ...], tuple[int, int]]]:
    yield path, at
    if isinstance(value, Mapping):
        for key, inner in value.entries:
            yield from _within((*path, key.text), (key.line, key.column), inner)
    elif isinstance(value, Sequence):
        for number, item in enumerate(value.items):
            yield from _within((*path, number), (item.line, item.column), item)
