"""Places of graphkit as ranges of the language server protocol, and back; columns there count UTF-16 units."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graphkit.model.spans import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text, for converting columns."""

    def __init__(self, text: str) -> None:
        self._lines = _LINE_END.split(text)

    def line(self, number: int) -> str:
        """Return a line by its number from 1; an empty text behind the last one."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def position(self, line: int, column: int) -> types.Position:
        """Return the protocol's position of a line and column that count from 1."""
        return types.Position(line - 1, _units(self.line(line)[: column - 1]))

    def range(self, span: Span) -> types.Range:
        """Return the protocol's range of a place, which ends on its line."""
        end = min(span.column + span.width, len(self.line(span.line)) + 1)
        return types.Range(self.position(span.line, span.column), self.position(span.line, max(end, span.column)))

    def place(self, position: types.Position) -> tuple[int, int]:
        """Return the line and column from 1 of the protocol's position."""
        line = self.line(position.line + 1)
        units = column = 0
        while column < len(line) and units < position.character:
            units += _units(line[column])
            column += 1
        return position.line + 1, column + 1


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def path_of(uri: str, folder: Path) -> str | None:
    """Return the path of a document relative to a folder, as graphkit has it; None for one that is elsewhere."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = Path(url2pathname(unquote(parts.path)))
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return None


def uri_of(path: str, folder: Path) -> str:
    """Return the URI of a path that is relative to a folder."""
    return (folder / path).as_uri()


def text_edits(before: str, after: str) -> list[types.TextEdit]:
    """Return the edits that make one text of another, each no longer than what differs."""
    lines = Lines(before)
    return [
        types.TextEdit(types.Range(lines.position(*_place(before, start)), lines.position(*_place(before, end))), new)
        for start, end, new in _changes(before, after)
    ]


def _changes(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Yield the changes of a text by offsets: line by line, without what lines begin and end with alike."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            start, end, text = starts[a], starts[b], "".join(new[c:d])
            while start < end and text and before[start] == text[0]:
                start, text = start + 1, text[1:]
            while start < end and text and before[end - 1] == text[-1]:
                end, text = end - 1, text[:-1]
            yield start, end, text


def _place(text: str, offset: int) -> tuple[int, int]:
    ends = list(_LINE_END.finditer(text, 0, offset))
    return len(ends) + 1, offset - (ends[-1].end() if ends else 0) + 1


def decoded(data: bytes) -> str:
    """Return the text of a file as an editor shows it."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")


def lines_of(load: Callable[[str], bytes | str], path: str) -> Lines:
    """Return the lines of a file; of one that cannot be read there are none."""
    data = load(path)
    return Lines(decoded(data) if isinstance(data, bytes) else "")


def contains(span: Span, path: str, line: int, column: int) -> bool:
    """Return whether a place of a file is in a span, or directly behind it."""
    return span.path == path and span.line == line and span.column <= column <= span.column + span.width


def first_at(spans: Sequence[Span], path: str, line: int, column: int) -> Span | None:
    """Return the narrowest of some spans that contain a place."""
    return min((span for span in spans if contains(span, path, line, column)), key=lambda s: s.width, default=None)
