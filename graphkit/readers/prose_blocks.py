"""Markdown as the blocks that people read: headings, list items and paragraphs, each with the heading it is under.

Whatever is only shown - code, quotations, dialogues, examples - is left out. The row of a table counts as an item.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.readers.markdown_lines import lines
from graphkit.readers.prose_words import FORBID, FROM, MUTE, Frame, frame
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 4000
"""Characters of one block; more is no prose."""

HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+")
ITEM = re.compile(r"([ \t]*)(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|\|[ \t]*)")
"""The mark of a list item, or of a table's row: its first cell may name whom the row is about."""
LABEL = re.compile(r"[ \t]*[*_]{0,2}([^\W\d_][\w &/'-]{1,48})[*_]{0,2}(?::[*_]{0,2}|[ \t]+[→—–])(?=\s|$)")
_BOLD = re.compile(r"[ \t]*\*\*[^*]+\*\*:?[ \t]*$")
_SHOWN = re.compile(
    r"[ \t]*(?:>|[\"“]|\*{0,2}(?:user|human|assistant|claude|response|you|context|commentary)\*{0,2}:)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\b(?:user|human|assistant):[ \t]*\\?[\"“'].*", re.IGNORECASE)
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*(?:\|[ \t]*)?$")


class Block(NamedTuple):
    """One piece of prose: its text as written, over all its lines, and the number of its first line.

    `frame` is what its heading says of names below; `forbidden` says that the heading forbids what follows. `title` is
    the nearest heading, `columns` are the heads of the table of which it is a row.
    """

    text: str
    line: int
    item: bool
    frame: Frame | None
    forbidden: bool
    title: str = ""
    columns: tuple[str, ...] = ()


class _Heading(NamedTuple):
    """A heading in force: its depth (a label line is deeper than any heading), and what it says."""

    depth: int
    frame: Frame | None
    mute: bool = False
    forbid: bool = False
    indent: int = -1


_LABEL_DEPTH = 7
_LONGEST_HEADING = 200


class _Outline:
    """The headings and label lines that a line is under."""

    def __init__(self) -> None:
        self._open: list[_Heading] = []
        self._listed = False
        self.title = ""

    @property
    def frame(self) -> Frame | None:
        return self._open[-1].frame if self._open else None

    @property
    def mute(self) -> bool:
        return any(heading.mute for heading in self._open)

    @property
    def forbid(self) -> bool:
        return bool(self._open) and self._open[-1].forbid

    def heading(self, text: str, depth: int) -> None:
        while self._open and self._open[-1].depth >= depth:
            self._open.pop()
        self.title = text[:_LONGEST_HEADING]
        self._push(text, depth, None)

    def label(self, text: str, indent: int) -> None:
        self._end_label()
        self._push(text, _LABEL_DEPTH, self._open[-1] if self._open else None, indent)

    def item(self, indent: int) -> None:
        """Enter an item of a list: a label that was an item itself ends where its own list goes on."""
        if self._open and self._open[-1].depth == _LABEL_DEPTH and 0 <= self._open[-1].indent >= indent:
            self._open.pop()
        self._listed = True

    def paragraph(self) -> None:
        """Enter a paragraph, which ends the list of a label."""
        if self._listed:
            self._end_label()

    def _end_label(self) -> None:
        if self._open and self._open[-1].depth == _LABEL_DEPTH:
            self._open.pop()
        self._listed = False

    def _push(self, text: str, depth: int, above: _Heading | None, indent: int = -1) -> None:
        text = text[:_LONGEST_HEADING]
        mute = bool(MUTE.search(text))
        forbid = bool(FORBID.search(text)) or bool(above and above.forbid)
        found = None if forbid else frame(text) or (above.frame if above and not FROM.search(text) else None)
        self._open.append(_Heading(depth, found, mute, forbid, indent))
        self._listed = False


class _Table:
    """The heads of the columns of a table, from the line below them that rules them off."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()
        self._row: tuple[str, ...] = ()

    def enter(self, line: str) -> None:
        """Take notice of a line: any line but a row ends the table."""
        if not line.lstrip().startswith("|"):
            self.columns = self._row = ()
        elif _RULE.match(line):
            self.columns = self._row
        elif not self.columns:
            self._row = tuple(line[start:end] for start, end in cells(line))


def cells(row: str) -> list[tuple[int, int]]:
    """Return where the cells of a table's row begin and end."""
    bars = [bar.start() for bar in _CELL.finditer(row)]
    ends = [*bars[1:], len(row)]
    return [
        (bar + 1, end) for bar, end in zip(bars, ends, strict=True) if end != len(row) or row[bar + 1 : end].strip()
    ]


def blocks(text: str, first_line: int) -> Iterator[Block]:
    """Yield the blocks of a text that begins on that line of its file."""
    outline = _Outline()
    held: list[str] = []
    start, is_item, is_heading = first_line, False, False
    table = _Table()

    def done() -> Iterator[Block]:
        if held and not outline.mute:
            text = "\n".join(held)[:MOST]
            yield Block(text, start, is_item, outline.frame, outline.forbid, outline.title, table.columns)
        held.clear()

    for number, line, code in prose_lines(text, first_line):
        if code or not line.strip():
            yield from done()
            table.enter("")
            continue
        heading, item = HEADING.match(line), ITEM.match(line)
        goes_on = bool(held) and not heading and not item and not _labelled(line)
        if goes_on and (not is_heading or held[-1].rstrip().endswith(",")):
            held.append(line)
            continue
        yield from done()
        table.enter(line)
        start, is_item, is_heading = number, bool(item), bool(heading)
        if heading:
            outline.heading(line[heading.end() :], len(heading[1]))
        elif item:
            outline.item(len(item[1].expandtabs(4)))
            if line.rstrip(" *_").endswith(":"):
                yield Block(line, number, True, outline.frame, outline.forbid, outline.title)
                outline.label(line[item.end() :], len(item[1].expandtabs(4)))
                continue
        elif line.rstrip(" *_").endswith(":") or _BOLD.match(line):
            outline.label(line, -1)
        else:
            outline.paragraph()
        held.append(line)
    yield from done()


def _labelled(line: str) -> bool:
    """Return whether a line within a paragraph begins something new: `Reports to: ...`."""
    label = LABEL.match(line)
    return bool(label and frame(label[1])) or (line.rstrip(" *_").endswith(":") and len(line) < 80)


def prose_lines(text: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield each line with its number and whether it is code; quotations, dialogues and examples count as empty."""
    for line in lines(text, first_line):
        code = line.fence is not None
        shown = not code and _SHOWN.match(line.text)
        yield line.number, "" if shown else line.text if code else _SPOKEN.sub("", line.text), code
