"""Removing entries from lists, mappings and texts with commas, and the keys that would be left without a value."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from graphkit.fixes.document import NotEditableError
from graphkit.fixes.lists import NAME_KEYS, Splice
from graphkit.fixes.outline import Entry, Kind, Node, chain
from graphkit.support.patterns import pattern
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.fixes.document import Document

_start, _stop = itemgetter(0), itemgetter(1)
_PIECE = pattern(r"[^,\n\r]+")
_LINE = pattern(r"[^\n\r]+")

_Chain = list[tuple[Node, Entry]]


class _Parts(NamedTuple):
    """The parts of a list, a mapping or a text, and which of them go."""

    around: _Chain
    ranges: tuple[tuple[int, int], ...]
    whole_lines: bool
    doomed: set[int]


class Removal:
    """Entries of one document that go; a list that would become empty goes with its key.

    An empty list would say that there is no such agent, and contradict others.
    """

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self._parts: dict[tuple[int, int], _Parts] = {}

    def mark(self, root: Node, offset: int, width: int, *, bare: bool = False) -> None:
        """Remove the entry of which the name is at an offset, `width` signs long; with `bare` if it says no more.

        Raises NotEditableError where it cannot be removed without touching others.
        """
        around = chain(root, offset)
        if not around:
            raise NotEditableError("the entry was not found where it was read")
        _, entry = around[-1]
        value = entry.value
        if any(node.commented for node, _ in around):
            raise NotEditableError("the list contains a comment between brackets")
        if bare and any(len(node.entries) > 1 for node, one in around[-1:] if one.key is not None):
            raise NotEditableError("the entry says more than the name")
        if entry.key is not None and entry.key.start <= offset < entry.key.end:
            self._doom(around)
        elif value.kind is Kind.BLOCK_TEXT:
            self._doom_part(around, offset, _PIECE if self._has_commas(offset) else _LINE)
        elif value.kind not in (Kind.PLAIN, Kind.QUOTED) or (
            value.lines and "," not in self.text[value.start : value.end]
        ):
            raise NotEditableError("the value has an anchor, an alias, a tag or a form that cannot be edited")
        elif width < value.end - value.start - 2 and "," in self.text[value.start : value.end]:
            self._doom_part(around, offset, _PIECE)
        else:
            is_item = len(around) > 1 and entry.key is not None and around[-2][1].key is None
            name = self.text[entry.key.start : entry.key.end].strip("\"'") if entry.key else ""
            self._doom(around[:-1] if is_item and name in NAME_KEYS else around)

    def splices(self) -> list[Splice]:
        """Return the changes that remove what was marked. Raises NotEditableError as `mark` does."""
        return [splice for parts in self._parts.values() for splice in self._of(parts) if parts.doomed]

    def _has_commas(self, offset: int) -> bool:
        return "," in self.text[self.document.line_start(offset) : self.document.next_line(offset)]

    def _doom(self, around: _Chain) -> None:
        """Mark the innermost entry of a chain; when none is left beside it, the one that contains them."""
        node, entry = around[-1]
        place = (node.start, node.end)
        if place not in self._parts:
            ranges = tuple((one.start, one.end) for one in node.entries)
            block = node.kind in (Kind.BLOCK_LIST, Kind.BLOCK_MAPPING)
            self._parts[place] = _Parts(around, ranges, block, set())
        parts = self._parts[place]
        parts.doomed.add(bisect_right(parts.ranges, entry.start, key=_start) - 1)
        self._pass_on(parts, around[:-1])

    def _doom_part(self, around: _Chain, offset: int, pattern: re.Pattern[str]) -> None:
        """Mark the piece of a text in which an offset is: a name between commas, or a line."""
        value = around[-1][1].value
        start, end = value.start, value.end
        if value.kind is Kind.QUOTED:
            start, end = start + 1, end - 1
        elif value.kind is Kind.BLOCK_TEXT:
            start = self.document.next_line(start)
        if (start, end) not in self._parts:
            pieces = (found for found in pattern.finditer(self.text, start, end) if found[0].strip())
            ranges = tuple(map(self._trimmed, pieces))
            self._parts[start, end] = _Parts(around, ranges, pattern is _LINE, set())
        parts = self._parts[start, end]
        parts.doomed.add(bisect_right(parts.ranges, offset, key=_stop))
        self._pass_on(parts, around)

    def _trimmed(self, found: re.Match[str]) -> tuple[int, int]:
        blank = len(found[0]) - len(found[0].lstrip())
        return found.start() + blank, found.start() + len(found[0].rstrip())

    def _pass_on(self, parts: _Parts, around: _Chain) -> None:
        if len(parts.doomed) == len(parts.ranges) and around:
            parts.doomed.clear()
            self._doom(around)

    def _of(self, parts: _Parts) -> list[Splice]:
        kept = [number for number in range(len(parts.ranges)) if number not in parts.doomed]
        first = kept[0] if kept else len(parts.ranges)
        splices = []
        for number in sorted(parts.doomed):
            start, end = parts.ranges[number]
            if parts.whole_lines:
                splices.append(self._lines(start, end))
            elif number < first:
                after = parts.ranges[number + 1][0] if number + 1 < len(parts.ranges) else end
                splices.append(Splice(start, after, ""))
            else:
                splices.append(Splice(parts.ranges[number - 1][1], end, ""))
        return splices

    def _lines(self, start: int, end: int) -> Splice:
        begin = self.document.line_start(start)
        if self.text[begin:start].strip(" \t"):
            raise NotEditableError("the entry begins on the line of another one")
        stop = self.document.next_line(max(end - 1, start))
        if stop == len(self.text) and not self.text.endswith(("\n", "\r")) and begin > 0:
            # The last line of a file that has no line end: the line before it becomes the last one.
            begin -= 2 if self.text.startswith("\r\n", begin - 2) else 1
        return Splice(begin, stop, "")
