"""JSON text becomes values with places. YAML will not do: tabs, escapes and pairs of surrogates differ.

Comments and trailing commas are read as most tools read them. A flaw costs what it is in: the rest is read.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from graphkit.model.spans import InvalidTextError, LineIndex
from graphkit.model.values import RECOVERED, Mapping, Pair, Scalar, Sequence, Value
from graphkit.readers.repeated_keys import twice
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.readers.repeated_keys import Twice

MAX_DEPTH = 60
"""Deeper nesting than this is no definition; it would only exhaust the stack."""

_BLANK = re.compile(r"(?:[ \t\n\r\f\v\ufeff]+|//[^\n]*|/\*(?:.*?\*/|.*))*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_OPEN_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"?')
_SINGLE = re.compile(r"'(?:[^'\\\n]|\\.)*'")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_QUOTES = ('"', "'")
_BARE = re.compile(r"[^ \t\n\r\f\v\ufeff,:\[\]{}\"']+")
"""All that is neither a blank nor a sign of JSON; whatever is there is stepped over, a no-break space too."""


class Parsed(NamedTuple):
    """The value of a text, the first flaw in it, and the keys that a mapping contains twice; null is an empty text."""

    value: Value
    failure: InvalidTextError | None
    repeated: list[Twice]


def parse(text: str, *, json5: bool = False) -> Parsed:
    """Return what can be read of a JSON text. Raises InvalidTextError if it is nested too deeply.

    In `json5` keys may have no quotation marks, and texts single ones.
    """
    parser = _Parser(text, json5=json5)
    value = parser.value(0)
    parser.skip()
    if parser.at < len(text):
        parser.fail("something follows its end")
    return Parsed(value, parser.failure, parser.repeated)


class _Parser:
    def __init__(self, text: str, *, json5: bool = False) -> None:
        self.text = text
        self._json5 = json5
        self.at = 0
        self.failure: InvalidTextError | None = None
        self.repeated: list[Twice] = []
        self._lines = LineIndex(text)

    def value(self, depth: int) -> Value:
        """Read the value that begins here."""
        self.skip()
        line, column = self._lines.place(self.at)
        sign = self._sign()
        if depth > MAX_DEPTH:
            self._give_up("nested too deeply")
        if sign == "{":
            return Mapping(tuple(self._entries(depth)), line, column)
        if sign == "[":
            return Sequence(tuple(self._items(depth)), line, column)
        return self._string() if sign in _QUOTES else self._plain()

    def skip(self) -> None:
        """Go to the next sign that is no blank and no comment."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def fail(self, problem: str) -> None:
        """Note what is wrong at this place, unless something before it was."""
        if self.failure is None:
            self.failure = InvalidTextError(problem, *self._lines.place(self.at))

    def _give_up(self, problem: str) -> NoReturn:
        raise InvalidTextError(problem, *self._lines.place(self.at))

    def _sign(self) -> str:
        return self.text[self.at : self.at + 1]

    def _entries(self, depth: int) -> list[Pair]:
        found: list[Pair] = []
        first = True
        while self._follows("}", first=first):
            first = False
            key = self._key(depth)
            if key is None:
                continue
            self.skip()
            if self._sign() == ":":
                self.at += 1
            else:
                self.fail("a colon is missing after the key")
            found.append((key, self.value(depth + 1)))
        self.repeated += twice(found)
        return found

    def _key(self, depth: int) -> Scalar | None:
        if self._sign() in _QUOTES:
            return self._string()
        bare = _BARE.match(self.text, self.at)
        if bare is None or not self._json5:
            self.fail("a key in double quotes is missing")
        if bare is not None:
            return self._scalar(bare[0], bare[0], quoted=True)
        if self._sign() == ":":
            self.at += 1
        else:
            self.value(depth + 1)
        return None

    def _items(self, depth: int) -> list[Value]:
        found: list[Value] = []
        first = True
        while self._follows("]", first=first):
            first = False
            if self._sign() == ":":
                self.fail("a comma or `]` is missing")
                self.at += 1
            else:
                found.append(self.value(depth + 1))
        return found

    def _follows(self, end: str, *, first: bool) -> bool:
        """Step over the opening bracket or a comma, or over the end; say whether an element follows."""
        if first:
            self.at += 1
        self.skip()
        if not first and self._sign() == ",":
            self.at += 1
            self.skip()
        elif not first and self._sign() != end:
            self.fail(f"a comma or `{end}` is missing")
        while self._sign() == ",":
            self.fail("a value is missing")
            self.at += 1
            self.skip()
        sign = self._sign()
        if sign == end:
            self.at += 1
        elif sign in ("", "]", "}"):
            self.fail(f"a comma or `{end}` is missing")
        return sign not in ("", "]", "}")

    def _string(self) -> Scalar:
        found = _STRING.match(self.text, self.at)
        if found is not None:
            try:
                return self._scalar(found[0], str(json.loads(found[0])), quoted=True)
            except ValueError:
                self.fail("an escape that JSON does not know")
                return self._scalar(found[0], found[0][1:-1], quoted=True)
        single = _SINGLE.match(self.text, self.at)
        if single is not None:
            if not self._json5:
                self.fail("a text is in single quotes")
            return self._scalar(single[0], single[0][1:-1], quoted=True)
        self.fail("a quotation mark is opened and never closed")
        rest = _OPEN_STRING.match(self.text, self.at)
        written = rest[0] if rest else self._sign()
        return self._scalar(written, written.strip("\"'"), quoted=RECOVERED)

    def _plain(self) -> Scalar:
        found = _PLAIN.match(self.text, self.at)
        if found is not None:
            return self._scalar(found[0], "" if found[0] == "null" else found[0], quoted=False)
        self.fail("a value is missing" if self.at < len(self.text) else "it ends too early")
        bare = _BARE.match(self.text, self.at)
        return self._scalar(bare[0] if bare else "", bare[0] if bare else "", quoted=RECOVERED)

    def _scalar(self, written: str, text: str, *, quoted: int) -> Scalar:
        line, column = self._lines.place(self.at)
        self.at += len(written)
        return Scalar(text, line, column, 1 if "\n" in written else max(len(written), 1), quoted)
