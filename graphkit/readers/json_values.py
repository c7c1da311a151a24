"""JSON text becomes values with places. YAML will not do: tabs, escapes and pairs of surrogates differ."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers.positions import InvalidTextError, LineIndex

MAX_DEPTH = 60
"""Deeper nesting than this is no definition; it would only exhaust the stack."""

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")


def parse(text: str) -> Value:
    """Return the one value of a JSON text; `null` is the empty text. Raises InvalidTextError with the place."""
    parser = _Parser(text)
    value = parser.value(0)
    parser.skip()
    if parser.at < len(text):
        parser.fail("something stands after its end")
    return value


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._lines = LineIndex(text)

    def value(self, depth: int) -> Value:
        """Read the value that begins here."""
        self.skip()
        line, column = self._lines.place(self.at)
        sign = self.text[self.at : self.at + 1]
        if depth > MAX_DEPTH:
            self.fail("nested too deeply")
        if sign == "{":
            return Mapping(tuple(self._entries(depth)), line, column)
        if sign == "[":
            return Sequence(tuple(self._items(depth)), line, column)
        return self._string() if sign == '"' else self._plain()

    def skip(self) -> None:
        """Go to the next sign that is no blank."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def fail(self, problem: str) -> NoReturn:
        """Say what is wrong at this place."""
        raise InvalidTextError(problem, *self._lines.place(self.at))

    def _entries(self, depth: int) -> list[tuple[Scalar, Value]]:
        found: list[tuple[Scalar, Value]] = []
        while self._more("}", first=not found):
            if self.text[self.at : self.at + 1] != '"':
                self.fail("a key in double quotes is missing")
            key = self._string()
            self.skip()
            if self.text[self.at : self.at + 1] != ":":
                self.fail("a colon is missing after the key")
            self.at += 1
            found.append((key, self.value(depth + 1)))
        return found

    def _items(self, depth: int) -> list[Value]:
        found: list[Value] = []
        while self._more("]", first=not found):
            found.append(self.value(depth + 1))
        return found

    def _more(self, end: str, *, first: bool) -> bool:
        """Step over the opening bracket or a comma, or over the end; tell whether an element follows."""
        if first:
            self.at += 1
        self.skip()
        sign = self.text[self.at : self.at + 1]
        if sign == end:
            self.at += 1
            return False
        if not first:
            if sign != ",":
                self.fail(f"a comma or `{end}` is missing")
            self.at += 1
            self.skip()
        return True

    def _string(self) -> Scalar:
        found = _STRING.match(self.text, self.at)
        if found is None:
            self.fail("a quotation mark is opened and never closed")
        try:
            text = str(json.loads(found[0]))
        except ValueError:
            self.fail("an escape that JSON does not know")
        return self._scalar(found[0], text, quoted=True)

    def _plain(self) -> Scalar:
        found = _PLAIN.match(self.text, self.at)
        if found is None:
            self.fail("a value is missing" if self.at < len(self.text) else "it ends too early")
        return self._scalar(found[0], "" if found[0] == "null" else found[0], quoted=False)

    def _scalar(self, written: str, text: str, *, quoted: bool) -> Scalar:
        line, column = self._lines.place(self.at)
        self.at += len(written)
        return Scalar(text, line, column, len(written), quoted)
