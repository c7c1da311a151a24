"""A YAML text that its parser rejects, line by line: each broken text is found, and stood in for by one character.

What is left is YAML again, with every other text at its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.model.definitions import Flaw
from graphkit.model.values import RECOVERED, Scalar
from graphkit.readers import flaws, flow_recovery
from graphkit.readers.entry_keys import is_field, is_known_field, is_prose, is_talk, key_at, name_of
from graphkit.readers.flaws import Break

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

MAX_TEXTS = 60_000
"""Broken texts that are kept of one file; each has a character of its own."""

MAX_FLAWS = 100
"""Flaws of one cause that are kept one by one."""

_FIRST = 0xF0000
_AT = "\ue000"
"""For private use in Unicode, and as wide as the `@` whose place it takes while the parser reads."""

_DASHES = re.compile(r" *((?:- +)*)")
_TABS = re.compile(r"^[ \t-]*\t[ \t]*|:\t[ \t]*")
_COLON = re.compile(r":(?= |$)")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?: +|$))*")
_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])(?: +#.*| *)$")
_RESERVED = re.compile(r"[%@`|>,\]}*&!]|[-?:](?= |$)")
_WORD = re.compile(r"[\w./@-]+")
_DOUBLE = re.compile(r'(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"(?:[^']|'')*'")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]{0,30})>")
_LOOK_AHEAD = 200


class Recovery:
    """The lines of a block, repaired; `breaks` are its flaws. Lines that are `sound` are left as they are."""

    def __init__(
        self, lines: Sequence[str], first_line: int, anchors: Container[str], sound: Container[int] = ()
    ) -> None:
        self.lines = list(lines)
        self.breaks: list[Break] = []
        self._first, self._anchors, self._sound = first_line, anchors, sound
        self._texts: dict[str, Scalar] = {}
        self._shifts: dict[int, int] = {}
        self._levels: list[int] = []
        self._opens = True
        self._key = ""
        self._before: tuple[int, int] | None = None
        self._last_stray = -1
        self._without_tabs()
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def restored(self, scalar: Scalar) -> Scalar:
        """Return a text that the parser found, as it is written in the file."""
        kept = self._texts.get(scalar.text)
        if kept is not None:
            return kept
        if scalar.line in self._shifts:
            scalar = scalar._replace(column=scalar.column + self._shifts[scalar.line])
        return scalar._replace(text=scalar.text.replace(_AT, "@")) if _AT in scalar.text else scalar

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
        if _is_blank(line):
            return at + 1
        if line.startswith("---") and not line[3:].strip():
            self.lines[at] = ""
            return at + 1
        dashes = _DASHES.match(line)
        assert dashes is not None  # noqa: S101 - it matches everything
        indent, start = len(line) - len(line.lstrip(" ")), dashes.end()
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
        if not self._levels and popped is None or (self._opens and popped is None):
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

    def _at_sign(self, at: int, start: int, end: int, *, in_list: bool) -> None:
        line = self.lines[at]
        self.lines[at] = line[:start] + _AT + line[start + 1 :]
        last = self.breaks[-1].flaw if self.breaks else None
        same = last is not None and (last.kind, last.key) == (flaws.AT_SIGN, self._key)
        self._break(flaws.AT_SIGN, at, start, at, end, (at, start), in_list=in_list, same=same)

    def _below(self, at: int, owner: int) -> int:
        """Look at what is below a key without a value on its line: entries, items, or a text."""
        self._opens = True
        end = self._significant(at + 1)
        if end == len(self.lines) or end in self._sound:
            return at + 1
        line = self.lines[end]
        indent = len(line) - len(line.lstrip(" "))
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
        """Tell whether what looks like a block of entries is a text: a line of it is none, and none is a field."""
        if key and not prose:
            return False
        stray = not key
        for line in self.lines[at + 1 : at + _LOOK_AHEAD]:
            deep = len(line) - len(line.lstrip(" "))
            if _is_blank(line):
                continue
            if deep < indent:
                break
            found = key_at(line, deep) if deep == indent else None
            if found is not None and is_field(name_of(found)):
                return False
            stray = stray or (deep == indent and found is None and not line.startswith("- ", deep))
        return stray

    def _text(self, at: int, start: int, owner: int, broken: str, *, in_list: bool) -> int:
        """Look at an unquoted text with the lines that continue it, and return the index of the line after them."""
        lines = self.lines
        colon = _COLON.search(lines[at].partition(" #")[0] if " #" not in lines[at][:start] else lines[at], start)
        place = (at, start)
        if colon and not broken:
            broken, place = flaws.COLON, (at, colon.start())
        return self._gather(at, start, owner, broken, place, in_list=in_list, last=at)

    def _gather(
        self, at: int, start: int, owner: int, broken: str, place: tuple[int, int], *, in_list: bool, last: int, ended: str = "",
    ) -> int:  # fmt: skip
        """Take the lines that continue a text, and let one character stand for it if any of them breaks it.

        `ended` says why no line may continue it, where it has its end in itself.
        """
        lines = self.lines
        end = last + 1
        open_tags = _tags(lines[at][start:], [])
        names = _WORD.fullmatch(lines[at][start:].strip()) is not None
        is_word = names and self._key != "description" and is_known_field(self._key)
        while end < len(lines):
            line = lines[end]
            if not line.strip():
                end += 1
                continue
            indent = len(line) - len(line.lstrip(" "))
            key = key_at(line, indent)
            if indent > owner:
                if line[indent] == "#":
                    break
                if key and not broken and is_field(name_of(key)) and self._key != "description":
                    break  # an entry that is indented too far
                if not broken and (ended or key):
                    broken, place = (ended, (end, indent)) if ended else (flaws.COLON, (end, key.end(1) if key else 0))
            elif self._continues(line, indent, owner, key, broken, open_tags, in_list, is_word):
                if not broken:
                    broken, place = flaws.UNINDENTED, (end, indent)
            else:
                break
            last = end
            open_tags = _tags(line, open_tags)
            end += 1
        if broken:
            self._replace(broken, at, start, last, owner, place, in_list=in_list)
        return last + 1

    def _continues(
        self, line: str, indent: int, owner: int, key: re.Match[str] | None, broken: str, tags: list[str],
        in_list: bool, is_word: bool,
    ) -> bool:  # fmt: skip
        """Tell whether a line that is not indented belongs to the text above it all the same."""
        at_margin = owner == 0 and not in_list
        if key is not None:
            if not at_margin or indent or is_field(name_of(key)):
                return False
            talk = is_talk(name_of(key)) and (bool(broken) or self._key == "description")
            return bool(tags) or talk or (broken == flaws.UNINDENTED and is_prose(name_of(key)))
        if line.startswith("- ", indent) or line[indent:].rstrip() == "-":
            return not in_list and indent == owner
        if line[indent] == "#" and not tags:
            return False
        return not (in_list or is_word) or bool(tags)

    def _replace(
        self, kind: str, at: int, start: int, last: int, owner: int, place: tuple[int, int], *, in_list: bool,
        block: bool = False,
    ) -> None:  # fmt: skip
        lines = self.lines
        pieces = [lines[at][start:], *lines[at + 1 : last + 1]]
        if block:
            indent = min((len(line) - len(line.lstrip(" ")) for line in pieces[1:] if line.strip()), default=0)
            text = "\n".join(line[indent:].rstrip() if line[:indent].isspace() else line.strip() for line in pieces[1:])
        else:
            text = " ".join(piece.strip() for piece in pieces if piece.strip())
            text = text[1:] if kind == flaws.OPEN_QUOTE else text
        text = text.replace(_AT, "@")
        self._break(kind, at, start, last, len(lines[last].rstrip()), place, in_list=in_list, text=text)
        evident = kind == flaws.UNINDENTED and at == last and _WORD.fullmatch(text)
        kept = Scalar(text, self._first + at, start + 1, len(text) if at == last else 1, False if evident else RECOVERED)
        sign = self._stand_in(kept)
        lines[at] = lines[at][:start].ljust(owner + 1 if not lines[at][:start].strip() else 0) + sign
        lines[at + 1 : last + 1] = [""] * (last - at)

    def _stand_in(self, scalar: Scalar) -> str:
        if len(self._texts) >= MAX_TEXTS:
            return "''"
        sign = chr(_FIRST + len(self._texts))
        self._texts[sign] = scalar
        return sign

    def _block(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at a text after `|` or `>`: a line that is indented less than its first one ends it."""
        lines = self.lines
        end = self._filled(at + 1)
        inner = len(lines[end]) - len(lines[end].lstrip(" ")) if end < len(lines) else 0
        broken, place, last = "", (at, start), at
        tags: list[str] = []
        while end < len(lines):
            line = lines[end]
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() and (indent < inner or inner <= owner):
                key = key_at(line, indent)
                empty = last == at and key is not None and is_prose(name_of(key))
                state = flaws.UNINDENTED if empty else broken
                if indent <= owner and not self._continues(line, indent, owner, key, state, tags, in_list, False):
                    break
                if not broken:
                    broken, place = flaws.UNINDENTED if indent <= owner else flaws.DEDENTED, (end, indent)
            if line.strip():
                last = end
                tags = _tags(line, tags)
            end += 1
        if broken:
            self._replace(broken, at, start, last, owner, place, in_list=in_list, block=True)
        return last + 1

    def _quoted(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at a text in quotation marks: they must be closed, with nothing behind them."""
        lines = self.lines
        mark = lines[at][start]
        last, end = at, _closing(lines[at], start + 1, mark)
        while end < 0 and last + 1 < len(lines):
            key = key_at(lines[last + 1], 0)
            if key is not None and is_field(name_of(key)):
                break
            last += 1
            end = _closing(lines[last], 0, mark)
        if end < 0:
            return self._gather(at, start, owner, flaws.OPEN_QUOTE, (at, start), in_list=in_list, last=at)
        after = lines[last][end:].lstrip(" ")
        if after and not (after[0] == "#" and lines[last][end] == " "):
            place = (last, len(lines[last]) - len(after))
            return self._gather(at, start, owner, flaws.AFTER_QUOTE, place, in_list=in_list, last=last)
        text = "\n".join(lines[at : last + 1])[start:].replace("\\\\", "  ")
        broken = flaws.ESCAPE if mark == '"' and flow_recovery.UNKNOWN_ESCAPE.search(text) else ""
        return self._gather(at, start, owner, broken, (at, start), in_list=in_list, last=last, ended=flaws.AFTER_QUOTE)

    def _flow(self, at: int, start: int, owner: int, *, in_list: bool) -> int:
        """Look at a list or mapping in brackets; of it only the texts are lost that are broken."""
        flow = flow_recovery.scan(self.lines, at, start, owner, self._anchors)
        line = self.lines[flow.line]
        after = line[flow.end :].strip()
        if after and after[0] != "#" and not flow.missing:
            place = (flow.line, len(line) - len(line[flow.end :].lstrip()))
            return self._gather(at, start, owner, flaws.AFTER_BRACKET, place, in_list=in_list, last=flow.line)
        if flow.missing:
            self._break(flaws.OPEN_BRACKET, at, start, flow.line, flow.end, (at, start))
            comment = line.find(" #", 0 if flow.line > at else start)
            self.lines[flow.line] = (line if comment < 0 else line[:comment]) + flow.missing
        for token in flow.tokens:
            self._token(token)
        return flow.line + 1

    def _token(self, token: flow_recovery.Token) -> None:
        line = self.lines[token.line]
        text = line[token.start : token.end]
        if token.kind == flaws.AT_SIGN:
            self._at_sign(token.line, token.start, token.end, in_list=not token.key)
            return
        sign = "," if token.kind == flaws.COMMA else self._stand_in(
            Scalar(text, self._first + token.line, token.start + 1, len(text), RECOVERED)
        )  # fmt: skip
        self.lines[token.line] = line[: token.start] + sign.ljust(len(text)) + line[token.end :]
        self._break(
            token.kind, token.line, token.start, token.line, token.end, (token.line, token.place),
            in_list=not token.key, text=text, key=token.key or None, in_brackets=True,
        )  # fmt: skip

    def _break(
        self, kind: str, at: int, start: int, last: int, end: int, place: tuple[int, int],
        *, in_list: bool = False, text: str = "", key: str | None = None, same: bool = False, in_brackets: bool = False,
    ) -> None:  # fmt: skip
        """Add a flaw, to the finding before it if it is of the same cause."""
        first = self._first
        flaw = Flaw(kind, self._key if key is None else key, first + at, start + 1, first + last, end + 1, in_list)
        if same and len(self.breaks[-1].flaws) < MAX_FLAWS:
            self.breaks[-1] = self.breaks[-1]._replace(flaws=(*self.breaks[-1].flaws, flaw))
        elif not same:
            self.breaks.append(Break((flaw,), first + place[0], place[1] + 1, text, in_brackets))

    def _significant(self, at: int) -> int:
        while at < len(self.lines) and _is_blank(self.lines[at]):
            at += 1
        return at

    def _filled(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at


def _is_blank(line: str) -> bool:
    text = line.lstrip(" ")
    return not text or text[0] == "#"


def _closing(line: str, start: int, mark: str) -> int:
    """Return the position behind the quotation mark that closes, or -1."""
    match = (_DOUBLE if mark == '"' else _SINGLE).match(line, start)
    return match.end() if match else -1


def _tags(line: str, before: list[str]) -> list[str]:
    """Return the tags such as `<example>` that are open after a line."""
    found = _TAG.findall(line)
    if not found:
        return before
    after = list(before)
    for closes, name in found:
        if not closes:
            after.append(name)
        elif name in after:
            del after[len(after) - 1 - after[::-1].index(name) :]
    return after[:20]
