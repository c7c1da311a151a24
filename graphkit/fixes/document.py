"""The text of a file as edits see it: its own line ends and byte order mark, and the byte at which each place is."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.support import files
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.fixes.outline import Node

_LINE_END = pattern(r"\r\n|\r|\n")
_LINE_FEED = re.compile(r"\n")


class NotEditableError(Exception):
    """An edit cannot be made here without doing more than it says; the message completes "not changed: ..."."""


class Document:
    """One file. Offsets count characters of `text`, which has the line ends of the file and no byte order mark.

    Raises NotEditableError for bytes that would not come back as they are.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.data = path, data
        self.outlines: dict[tuple[int, int], Node] = {}
        """The structure of each part that was asked for."""
        self.mark, self.encoding = _encoding(data)
        try:
            self.text = data[len(self.mark) :].decode(self.encoding)
        except UnicodeDecodeError:
            self.encoding = "latin-1"
            self.text = data.decode(self.encoding)
            self.mark = b""
        if self.encoding.startswith("utf-16") and self.encoded(self.text) != data:
            raise NotEditableError("its encoding does not allow exact edits; save it as UTF-8")

    def encoded(self, text: str) -> bytes:
        """Return the bytes of a text in this encoding. Raises NotEditableError for a sign that it lacks."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            sign = error.object[error.start]
            raise NotEditableError(f"{self.encoding} cannot write {sign!r}; save the file as UTF-8") from error

    def line_end(self, offset: int) -> str:
        r"""Return the line end of the line of an offset, else that of the first line, `\n` where there is none."""
        found = _LINE_END.search(self.text, offset) or _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def _starts(self) -> list[int]:
        line_end = _LINE_END if "\r" in self.text else _LINE_FEED  # a single sign is found much faster
        return [0, *map(re.Match.end, line_end.finditer(self.text))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both from 1. Raises NotEditableError for one that is missing."""
        if not 1 <= line <= len(self._starts):
            raise NotEditableError("the file has changed since it was read")
        start = self._starts[line - 1] + column - 1
        limit = self._starts[line] if line < len(self._starts) else len(self.text) + 1
        if column < 1 or start >= limit:
            raise NotEditableError("the file has changed since it was read")
        return start

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column (both from 1) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_starts(self, after: int) -> Sequence[int]:
        """Return where each line begins that begins after an offset; the last of them may be empty."""
        return self._starts[bisect_right(self._starts, after) :]

    def next_line(self, offset: int) -> int:
        """Return where the line after that of an offset begins; the end of the text for the last one."""
        line = bisect_right(self._starts, offset)
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def byte(self, offset: int) -> int:
        """Return the number of bytes before an offset."""
        return len(self.mark) + len(self.text[:offset].encode(self.encoding))


def open_document(path: str, loaded: bytes | str) -> Document | str:
    """Return the document of a file, or the reason why it cannot be edited."""
    if path.lower().endswith(".py"):
        return "it is Python code, which graphkit does not edit: change it by hand"
    try:
        return loaded if isinstance(loaded, str) else Document(path, loaded)
    except NotEditableError as error:
        return str(error)


def load_here(path: str) -> bytes | str:
    """Return the bytes of a file as it is, to show what an edit would change; a text says why there are none."""
    try:
        return files.read_bytes(path)
    except OSError as error:
        return f"it cannot be read: {error.strerror or error}"


def _encoding(data: bytes) -> tuple[bytes, str]:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return mark, name
    return b"", "utf-8"
