"""Markdown as the blocks that people read: headings, list items and paragraphs, each with the heading it stands under.

Whatever is only shown - code, quotations, dialogues, examples - is left out. The row of a table counts as an item.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.readers.prose_words import FORBID, FROM, MUTE, Frame, frame

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 4000
"""Characters of one block; more is no prose."""

HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+")
ITEM = re.compile(r"([ \t]*)(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|\|[ \t]*)")
"""The mark of a list item, or of a table's row: its first cell may name whom the row is about."""
LABEL = re.compile(r"[ \t]*[*_]{0,2}([^\W\d_][\w &/'-]{1,48})[*_]{0,2}(?::[*_]{0,2}|[ \t]+[→—–])(?=\s|$)")
_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_BOLD = re.compile(r"[ \t]*\*\*[^*]+\*\*:?[ \t]*$")
_SHOWN = re.compile(
    r"[ \t]*(?:>|[\"“]|\*{0,2}(?:user|human|assistant|claude|response|you|context|commentary)\*{0,2}:)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\b(?:user|human|assistant):[ \t]*\\?[\"“'].*", re.IGNORECASE)
_OPEN = re.compile(r"<(example|examples|commentary)\b|<!--", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:example|examples|commentary)>|-->", re.IGNORECASE)


class Block(NamedTuple):
    """One piece of prose: its text as written, over all its lines, and the number of its first line.

    `frame` is what its heading says of names below; `forbidden` tells that the heading forbids what follows.
    """

    text: str
    line: int
    item: bool
    frame: Frame | None
    forbidden: bool


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
    """The headings and label lines that a line stands under."""

    def __init__(self) -> None:
        self._open: list[_Heading] = []
        self._listed = False

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


def blocks(text: str, first_line: int) -> Iterator[Block]:
    """Yield the blocks of a text that begins on that line of its file."""
    outline = _Outline()
    lines: list[str] = []
    start, is_item, is_heading = first_line, False, False

    def done() -> Iterator[Block]:
        if lines and not outline.mute:
            yield Block("\n".join(lines)[:MOST], start, is_item, outline.frame, outline.forbid)
        lines.clear()

    for number, line, code in told(text, first_line):
        if code or not line.strip():
            yield from done()
            continue
        heading, item = HEADING.match(line), ITEM.match(line)
        goes_on = bool(lines) and not heading and not item and not _labelled(line)
        if goes_on and (not is_heading or lines[-1].rstrip().endswith(",")):
            lines.append(line)
            continue
        yield from done()
        start, is_item, is_heading = number, bool(item), bool(heading)
        if heading:
            outline.heading(line[heading.end() :], len(heading[1]))
        elif item:
            outline.item(len(item[1].expandtabs(4)))
            if line.rstrip(" *_").endswith(":"):
                yield Block(line, number, True, outline.frame, outline.forbid)
                outline.label(line[item.end() :], len(item[1].expandtabs(4)))
                continue
        elif line.rstrip(" *_").endswith(":") or _BOLD.match(line):
            outline.label(line, -1)
        else:
            outline.paragraph()
        lines.append(line)
    yield from done()


def _labelled(line: str) -> bool:
    """Tell whether a line within a paragraph begins something new: `Reports to: ...`."""
    label = LABEL.match(line)
    return bool(label and frame(label[1])) or (line.rstrip(" *_").endswith(":") and len(line) < 80)


def told(text: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield each line with its number and whether it is code; what is only shown counts as empty."""
    fence, shown = "", False
    for number, line in enumerate(text.split("\n"), first_line):
        mark, opening = _FENCE.match(line), _OPEN.search(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip("`~"):
                fence = ""
            yield number, line, True
        elif shown or opening:
            start = opening.end() if not shown and opening else 0
            before = line[: opening.start()] if not shown and opening else ""
            shown = not _CLOSE.search(line, start)
            yield number, before, False
        elif mark:
            fence = mark[1]
            yield number, "", True
        else:
            yield number, "" if _SHOWN.match(line) else _SPOKEN.sub("", line), False
