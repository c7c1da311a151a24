"""A list or mapping in brackets that YAML rejects: which of its texts are broken, and where it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.readers import flaws
from graphkit.readers.entry_keys import key_at
from graphkit.readers.repairs import UNKNOWN_ESCAPE
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

QUOTED = pattern(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_PLAIN = pattern(r"(?:[^,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<!\s)#)+")
_REST = pattern(r"[^,\[\]{}]*")
_CLOSERS = {"[": "]", "{": "}"}


class Token(NamedTuple):
    """A broken text in brackets: why, the index of its line, where it begins and ends, the flaw's place, its key."""

    kind: str
    line: int
    start: int
    end: int
    place: int
    key: str = ""


class Flow(NamedTuple):
    """What is in brackets: the line and position behind its end, the brackets that are missing, its broken texts."""

    line: int
    end: int
    missing: str
    tokens: tuple[Token, ...]


def scan(lines: Sequence[str], at: int, start: int, owner: int, anchors: Container[str]) -> Flow:
    """Look through the brackets that open at a place; those that are never closed end before the next entry."""
    return _Scanner(lines, at, start, owner, anchors).scan()


class _Scanner:
    def __init__(self, lines: Sequence[str], at: int, start: int, owner: int, anchors: Container[str]) -> None:
        self.lines, self.line, self.at, self.owner, self.anchors = lines, at, start, owner, anchors
        self.open: list[str] = []
        self.tokens: list[Token] = []
        self.entry: int | None = None
        """Where the value of the entry begins on this line, once its colon has been passed."""
        self.key, self.start = "", 0

    def scan(self) -> Flow:
        while True:
            text = self.lines[self.line]
            if self.at >= len(text) or (text[self.at] == "#" and text[self.at - 1 : self.at] in ("", " ")):
                if self.line + 1 >= len(self.lines) or self._is_next_entry(self.lines[self.line + 1]):
                    missing = "".join(_CLOSERS[one] for one in reversed(self.open))
                    return Flow(self.line, len(text), missing, tuple(self.tokens))
                self.line, self.at, self.entry = self.line + 1, 0, None
            elif text[self.at] in "]}":
                self.open.pop()
                self.at, self.entry = self.at + 1, None
                if not self.open:
                    return Flow(self.line, self.at, "", tuple(self.tokens))
            elif text[self.at] in "[{":
                self.open.append(text[self.at])
                self.at, self.entry = self.at + 1, None
            elif text[self.at] == ",":
                self.at, self.entry = self.at + 1, None
            elif text[self.at] == " ":
                self.at += 1
            elif text[self.at] == ":":
                self._colon()
            else:
                self._token(text)

    def _is_next_entry(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip(" "))
        if indent > self.owner or not line.strip():
            return False
        return line.startswith("- ", indent) or key_at(line, indent) is not None

    def _colon(self) -> None:
        if self.entry is None:
            self.key = self.lines[self.line][self.start : self.at].strip().strip("\"'")
            self.at += 1
            self.entry = self.at
            return
        text, place = self.lines[self.line], self.at
        start = self.entry + len(text[self.entry :]) - len(text[self.entry :].lstrip(" "))
        self._broken(flaws.COLON, start, self._rest(place), place)

    def _token(self, text: str) -> None:
        self.start = self.at
        sign, after = text[self.at], text[self.at + 1 : self.at + 2]
        if sign in "\"'":
            self._quoted(text)
        elif sign in "&!":
            self.at = _end(re.compile(r"[^\s,\[\]{}]*"), text, self.at)
        elif sign == "@" and (after.isalnum() or after == "_"):
            end = _end(_PLAIN, text, self.at + 1)
            self._add(flaws.AT_SIGN, self.at, self.at + len(text[self.at : end].rstrip(" ")), self.at)
            self.at = end
        elif sign == "*":
            end = _end(_PLAIN, text, self.at)
            if text[self.at + 1 : end].rstrip() in self.anchors:
                self.at = end
            else:
                self._broken(flaws.ALIAS, self.at, self._rest(self.at), self.at)
        elif sign in "%@`|>" or (sign == "-" and after in ("", " ", ",", "]", "}")):
            self._broken(flaws.RESERVED, self.at, self._rest(self.at), self.at)
        else:
            self.at = max(_end(_PLAIN, text, self.at), self.at + 1)

    def _quoted(self, text: str) -> None:
        match = QUOTED.match(text, self.at)
        if match is None:
            self._broken(flaws.OPEN_QUOTE, self.at, self._rest(self.at), self.at)
            return
        end = match.end()
        follows = text[end:].lstrip(" ")[:1]
        if text[self.at] == '"' and UNKNOWN_ESCAPE.search(match[0].replace("\\\\", "  ")):
            self._broken(flaws.ESCAPE, self.at, end, self.at)
        elif follows in ("", ",", "]", "}", ":", "#"):
            self.at = end
        elif follows in "\"'" and text[end] == " ":
            self._add(flaws.COMMA, end, end + 1, end)
            self.at, self.entry = end, None
        else:
            self._broken(flaws.AFTER_QUOTE, self.at, self._rest(end), end)

    def _rest(self, start: int) -> int:
        """Return where the text ends that begins here: before a comma or a bracket."""
        text = self.lines[self.line]
        return start + len(text[start : _end(_REST, text, start)].rstrip(" "))

    def _broken(self, kind: str, start: int, end: int, place: int) -> None:
        self._add(kind, start, max(end, start + 1), place)
        self.at = max(end, self.at + 1)
        self.entry = None

    def _add(self, kind: str, start: int, end: int, place: int) -> None:
        key = "" if self.entry is None else self.key
        self.tokens.append(Token(kind, self.line, start, end, place, key))


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start
