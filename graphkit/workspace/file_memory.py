"""What was learnt of files, kept by a process that stays open: it holds until the file changes."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from time import time_ns
from typing import TYPE_CHECKING, Any, TypeAlias

from graphkit.support import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_State: TypeAlias = "bytes | tuple[int, ...] | None"
"""What tells one content of a file from the next: a buffer itself, else its times, size and number; or nothing does."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that changes again is sure to have other times: clocks of file systems tick slowly."""


class FileMemory:
    """What functions said of files, each with the state that its file then had. What a run does not ask is dropped."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], tuple[_State, Any]] = {}
        self._asked: dict[tuple[object, ...], tuple[_State, Any]] = {}
        self._states: dict[str, _State] = {}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Answer from the memory during one run, which looks at each file once."""
        self._asked, self._states = {}, {}
        with files.answers_from(self.recall):
            yield
        self._kept = self._asked

    def recall(self, function: Callable[..., Any], location: str, rest: tuple[object, ...]) -> Any:
        """Return what a function says of a file: what it said before, if the file is as it was then."""
        key = (function, location, *rest)
        state = self._states[location] if location in self._states else self._look_at(location)
        known = self._asked.get(key) or self._kept.get(key)
        if known is None or known[0] != state:
            known = (state, function(location, *rest))
        if state is not None:
            self._asked[key] = known
        return known[1]

    def _look_at(self, location: str) -> _State:
        state = self._states[location] = _state_of(location)
        return state


def _state_of(location: str) -> _State:
    """Return the state of a file, None for one that is too young to be sure, and for what is no file."""
    unsaved = files.buffer(location)
    if unsaved is not None:
        return unsaved
    try:
        status = os.stat(location)  # noqa: PTH116 - asked of every file
    except (OSError, ValueError):
        return None
    last = max(status.st_mtime_ns, status.st_ctime_ns)  # a tool that restores the first changes the second
    if not stat.S_ISREG(status.st_mode) or time_ns() - last < SETTLED:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev
