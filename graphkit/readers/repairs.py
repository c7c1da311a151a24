"""The lines of a broken YAML text while they are repaired: what replaces what, and the flaws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.definitions import Flaw
from graphkit.model.values import RECOVERED, Scalar
from graphkit.readers import flaws
from graphkit.readers.flaws import Break
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TEXTS = 60_000
"""Broken texts that are kept of one file; each has a character of its own."""

MAX_BREAKS = 1_000
"""Flaws of one file that are reported one by one."""

MAX_FLAWS = 100
"""Flaws of one cause that are kept one by one."""

WORD = pattern(r"[\w./@-]+")
UNKNOWN_ESCAPE = pattern(r'\\(?:\\|[^0abtnvfre "/N_LPxuU])')
_FIRST = 0xF0000
AT = "\ue000"
"""For private use in Unicode, and as wide as the `@` whose place it takes while the parser reads."""


class Repairs:
    """The lines of a block, in which one character replaces each broken text; `breaks` are its flaws."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines = ["" if line.rstrip(" ") in ("---", "...") else line for line in lines]
        self.breaks: list[Break] = []
        self.more = 0
        """Flaws beyond the bound, which are only counted."""
        self._first = first_line
        self._texts: dict[str, Scalar] = {}
        self._shifts: dict[int, int] = {}
        self._key = ""

    def restored(self, scalar: Scalar) -> Scalar:
        """Return a text that the parser found, as it is written in the file."""
        kept = self._texts.get(scalar.text)
        if kept is not None:
            return kept
        if scalar.line in self._shifts:
            scalar = scalar._replace(column=scalar.column + self._shifts[scalar.line])
        return scalar._replace(text=scalar.text.replace(AT, "@")) if AT in scalar.text else scalar

    def _replace(
        self, kind: str, at: int, start: int, last: int, owner: int, place: tuple[int, int], *, in_list: bool,
        block: bool = False,
    ) -> None:  # fmt: skip
        lines = self.lines
        pieces = [lines[at][start:], *lines[at + 1 : last + 1]]
        if block:
            indent = min((indent_of(line) for line in pieces[1:] if line.strip()), default=0)
            text = "\n".join(line[indent:].rstrip() if line[:indent].isspace() else line.strip() for line in pieces[1:])
        else:
            text = " ".join(piece.strip() for piece in pieces if piece.strip())
            text = text[1:] if kind == flaws.OPEN_QUOTE else text
        text = text.replace(AT, "@")
        self._break(kind, at, start, last, len(lines[last].rstrip()), place, in_list=in_list, text=text)
        evident = kind == flaws.UNINDENTED and at == last and WORD.fullmatch(text)
        kept = Scalar(
            text, self._first + at, start + 1, len(text) if at == last else 1, False if evident else RECOVERED
        )
        sign = self._stand_in(kept)
        lines[at] = lines[at][:start].ljust(owner + 1 if not lines[at][:start].strip() else 0) + sign
        lines[at + 1 : last + 1] = [""] * (last - at)

    def _stand_in(self, scalar: Scalar) -> str:
        if len(self._texts) >= MAX_TEXTS:
            return "~"
        sign = chr(_FIRST + len(self._texts))
        self._texts[sign] = scalar
        return sign

    def _at_sign(self, at: int, start: int, end: int, *, in_list: bool) -> None:
        line = self.lines[at]
        self.lines[at] = line[:start] + AT + line[start + 1 :]
        self._report_at_sign(at, start, end, in_list=in_list)

    def _report_at_sign(self, at: int, start: int, end: int, *, in_list: bool) -> None:
        last = self.breaks[-1].flaw if self.breaks else None
        same = last is not None and (last.kind, last.key) == (flaws.AT_SIGN, self._key)
        self._break(flaws.AT_SIGN, at, start, at, end, (at, start), in_list=in_list, same=same)

    def _break(
        self, kind: str, at: int, start: int, last: int, end: int, place: tuple[int, int],
        *, in_list: bool = False, text: str = "", key: str | None = None, same: bool = False, in_brackets: bool = False,
    ) -> None:  # fmt: skip
        """Add a flaw, to the finding before it if it is of the same cause."""
        first = self._first
        flaw = Flaw(kind, self._key if key is None else key, first + at, start + 1, first + last, end + 1, in_list)
        if len(self.breaks) >= MAX_BREAKS:
            self.more += 1
        elif same and len(self.breaks[-1].flaws) < MAX_FLAWS:
            self.breaks[-1] = self.breaks[-1]._replace(flaws=(*self.breaks[-1].flaws, flaw))
        elif not same:
            self.breaks.append(Break((flaw,), first + place[0], place[1] + 1, text, in_brackets))

    def _significant(self, at: int) -> int:
        while at < len(self.lines) and is_blank(self.lines[at]):
            at += 1
        return at

    def _filled(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].strip():
            at += 1
        return at


def is_blank(line: str) -> bool:
    """Return whether a line is empty, or a comment."""
    text = line.lstrip(" ")
    return not text or text[0] == "#"


def indent_of(line: str) -> int:
    """Return the number of blanks before a line."""
    return len(line) - len(line.lstrip(" "))
