"""Where something is in a file, by line and column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


class Span(NamedTuple):
    """A place that an editor can jump to: POSIX path relative to the working directory, 1-based line and column.

    `width` is the number of characters that the place covers on its line, at least 1.
    """

    path: str
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        """Write the place as `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


span_of: Callable[[tuple[str, int, int, int]], Span] = partial(tuple.__new__, Span)
"""Make a span of its parts, in half the time that its constructor takes."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One file that may hold definitions.

    `path` is how people see it (POSIX, relative to the working directory), `location` is where it is opened,
    `root` the agents root it belongs to, in the same form as `path`: names are unique within one root.
    `named` tells a file that was asked for by its name from one that was found. `plugin` is the name that the
    manifest of its plugin gives it, "" where there is none. `dialect` is that of the file which names this one by its
    path, "" for a file that was found by itself. `data` are the bytes that count in place of those of the
    file: the buffer of an editor, or an edit that is not yet written.
    """

    path: str
    location: str
    root: str
    named: bool = False
    plugin: str = ""
    dialect: str = ""
    data: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def file(self) -> Path:
        """The location, for more than opening it: of many sources it is never asked for."""
        return Path(self.location)


class InvalidTextError(Exception):
    """Text that its format does not allow: what is wrong, in words that complete "not valid JSON: ...", and where."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


class LineIndex:
    """Where the lines of a text begin; lines and columns count from 1, in characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, position: int) -> tuple[int, int]:
        """Return line and column of a position."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1
