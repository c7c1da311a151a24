"""A YAML text that its parser rejects, line by line: each broken text is found, and stood in for by one character.

What is left is YAML again, with every other text at its place.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graphkit.model.values import RECOVERED, Scalar
from graphkit.readers import flaws
from graphkit.readers.entry_keys import is_field, is_prose, key_at, name_of
from graphkit.readers.repairs import AT, indent_of, is_blank
from graphkit.readers.text_recovery import TextRecovery
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from graphkit.readers.flow_recovery import Token

_DASHES = pattern(r" *((?:- +)*)")
_TABS = pattern(r"^[ \t-]*\t[ \t]*|:\t[ \t]*")
_COLON = pattern(r":(?= |$)")
_PROPERTIES = pattern(r"(?:[&!][^\s,\[\]{}]*(?: +|$))*")
_HEADER = pattern(r"[|>](?:[+-]?[1-9]?|[1-9][+-])(?: +#.*| *)$")
_RESERVED = pattern(r"[%@`|>,\]}*&!]|[-?:](?= |$)")
_LOOK_AHEAD = 200


class Recovery(TextRecovery):
    """The lines of a block, repaired; `breaks` are its flaws. Lines that are `sound` are left as they are."""

    def __init__(
        self, lines: Sequence[str], first_line: int, anchors: Container[str], sound: Container[int] = ()
    ) -> None:
        super().__init__(lines, first_line)
        self._anchors, self._sound = anchors, sound
        self._levels: list[int] = []
        self._opens = True
        self._before: tuple[int, int] | None = None
        self._last_stray = -1
        self._without_tabs()
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def _without_tabs(self) -> None:
        """Read each tab before an entry, or behind its colon, as one space."""
        tabbed = [at for at, line in enumerate(self.lines) if "\t" in line and at not in self._sound]
        changed = []
        for at in tabbed:
            line = _TABS.sub(lambda found: found[0].replace("\t", " "), self.lines[at])
            if line != self.lines[at]:
                changed.append((at, self.lines[at].index("\t")))
                self.lines[at] = line
        if changed:
            key = next((key for line in reversed(self.lines[: changed[0][0] + 1]) if (key := key_at(line))), None)
            name = name_of(key) if key else ""
            for at, start in changed:
                self._break(flaws.TABS, at, start, at, start + 1, (at, start), key=name, same=at > changed[0][0])

    def _line(self, at: int) -> int:
        """Look at the entry or item that begins on a line, and return the index of the line after it."""
        line = self.lines[at]
        if at in self._sound:
            self._levels, self._opens = [0], True
            return at + 1
        if is_blank(line):
            return at + 1
        dashes = _DASHES.match(line)
        assert dashes is not None  # noqa: S101 - it matches everything
        indent, start = indent_of(line), dashes.end()
        bare = line[start:].rstrip(" ") == "-"
        key = key_at(line, start)
        if not (dashes[1] or bare or key):
            return self._stray(at, indent)
        if self._misplaced(at, indent):
            return at  # now it is where it belongs
        self._levels += [indent + place for place, sign in enumerate(line[indent:start]) if sign == "-" and place]
        self._opens = False
        if bare:
            self._levels.append(start)
            self._opens = True
            return at + 1
        if key is not None and not (dashes[1] and is_prose(name_of(key)) and _COLON.search(line, key.end())):
            if dashes[1]:
                self._levels.append(start)
            self._key = name_of(key)
            return self._value(at, key.end(), start, in_list=False)
        return self._value(at, start, start - len(dashes[1]) + dashes[1].rfind("-"), in_list=True)

    def _misplaced(self, at: int, indent: int) -> bool:
        """Move a line to the entries that it belongs to, if it is indented like none of them."""
        popped = None
        while self._levels and self._levels[-1] > indent:
            popped = self._levels.pop()
        top = self._levels[-1] if self._levels else -1
        if top == indent:
            return False
        if (not self._levels and popped is None) or (self._opens and popped is None):
            self._levels.append(indent)
            return False
        target = popped if popped is not None else top
        self._levels.append(target)
        if self._levels[-2:] == [target, target]:
            self._levels.pop()
        line = self.lines[at]
        self.lines[at] = " " * target + line[indent:]
        self._shifts[self._first + at] = indent - target
        key = key_at(line, indent)
        same = self._before == (at - 1, indent - target)
        name = name_of(key) if key else self._key
        self._break(flaws.MISPLACED, at, indent, at, len(line), (at, indent), key=name, same=same)
        self._before = (at, indent - target)
        return True

    def _stray(self, at: int, indent: int) -> int:
        line = self.lines[at]
        if line[indent] in "[{\"'" and not self._levels and self._opens:
            return self._value(at, indent, -1, in_list=False)
        self.lines[at] = ""
        if self._last_stray != at - 1:
            self._break(flaws.STRAY, at, indent, at, len(line.rstrip()), (at, indent))
        self._last_stray = at
        return at + 1

    def _value(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at the value that begins at a place; `owner` is the column of its key or dash."""
        line = self.lines[at]
        properties = _PROPERTIES.match(line, start)
        start = properties.end() if properties else start
        rest = line[start:]
        if not rest or rest[0] == "#":
            return self._below(at, owner)
        if _HEADER.match(rest):
            return self._block(at, start, owner, in_list=in_list)
        if rest[0] in "\"'":
            return self._quoted(at, start, owner, in_list=in_list)
        if rest[0] in "[{":
            return self._flow(at, start, owner, in_list=in_list)
        if rest[0] == "*" and rest[1:].partition(" #")[0].strip() in self._anchors:
            return at + 1
        if rest[0] == "@" and (rest[1:2].isalnum() or rest[1:2] == "_"):
            self._at_sign(at, start, start + len(rest.partition(" #")[0].rstrip()), in_list=in_list)
        kind = flaws.ALIAS if rest[0] == "*" else flaws.RESERVED
        broken = kind if _RESERVED.match(self.lines[at], start) else ""
        return self._text(at, start, owner, broken, in_list=in_list)

    def _below(self, at: int, owner: int) -> int:
        """Look at what is below a key without a value on its line: entries, items, or a text."""
        self._opens = True
        end = self._significant(at + 1)
        if end == len(self.lines) or end in self._sound:
            return at + 1
        line = self.lines[end]
        indent = indent_of(line)
        if line.startswith("- ", indent) or line[indent:].rstrip() == "-":
            return end
        key = key_at(line, indent)
        if indent <= owner:
            return end if key else self._text(end, indent, owner, flaws.UNINDENTED, in_list=False)
        if line[indent] in "[{\"'" and key is None:
            return self._value(end, indent, owner, in_list=False)
        if self._is_text(end, indent, key is not None and is_prose(name_of(key)), key is not None):
            return self._text(end, indent, owner, "", in_list=False)
        return end

    def _is_text(self, at: int, indent: int, prose: bool, key: bool) -> bool:
        """Return whether what looks like a block of entries is a text: a line of it is none, and none is a field."""
        if key and not prose:
            return False
        stray = not key
        for line in self.lines[at + 1 : at + _LOOK_AHEAD]:
            deep = indent_of(line)
            if is_blank(line):
                continue
            if deep < indent:
                break
            found = key_at(line, deep) if deep == indent else None
            if found is not None and is_field(name_of(found)):
                return False
            stray = stray or (deep == indent and found is None and not line.startswith("- ", deep))
        return stray

    def _flow(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at a list or mapping in brackets; of it only the texts are lost that are broken."""
        from graphkit.readers.flow_recovery import scan

        flow = scan(self.lines, at, start, owner, self._anchors)
        line = self.lines[flow.line]
        after = line[flow.end :].strip()
        if after and after[0] != "#" and not flow.missing:
            place = (flow.line, len(line) - len(line[flow.end :].lstrip()))
            return self._gather(at, start, owner, flaws.AFTER_BRACKET, place, in_list=in_list, last=flow.line)
        if flow.missing:
            self._break(flaws.OPEN_BRACKET, at, start, flow.line, flow.end, (at, start))
            comment = line.find(" #", 0 if flow.line > at else start)
            self.lines[flow.line] = (line if comment < 0 else line[:comment]) + flow.missing
        for number, tokens in groupby(flow.tokens, lambda token: token.line):
            signs = list(self.lines[number])
            for token in tokens:
                self._token(token, signs)
            self.lines[number] = "".join(signs)
        return flow.line + 1

    def _token(self, token: Token, signs: list[str]) -> None:
        """Replace a token among the characters of its line; of a long line there may be many."""
        if token.kind == flaws.AT_SIGN:
            signs[token.start] = AT
            self._report_at_sign(token.line, token.start, token.end, in_list=not token.key)
            return
        text = "".join(signs[token.start : token.end])
        sign = "," if token.kind == flaws.COMMA else self._stand_in(
            Scalar(text, self._first + token.line, token.start + 1, len(text), RECOVERED)
        )  # fmt: skip
        signs[token.start : token.end] = sign.ljust(len(text))
        self._break(
            token.kind, token.line, token.start, token.line, token.end, (token.line, token.place),
            in_list=not token.key, text=text, key=token.key or None, in_brackets=True,
        )  # fmt: skip
