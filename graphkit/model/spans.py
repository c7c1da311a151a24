"""Where something is in a file."""

from __future__ import annotations

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
