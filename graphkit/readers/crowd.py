"""Many files are read by several processes at once. What comes back is the same, in the same order."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.definitions import Reading
    from graphkit.model.spans import Source

CROWD = 2000
"""Files from which on it pays: to start a process and take over what it read costs as much as to read some hundred."""

FEWEST = 3
"""Processors from which on it pays: with two, what is packed and unpacked takes half of what the second one saves."""

MOST = 4
"""More processes than this wait for the one that takes what they have read."""


STEP = 100
"""Files read between two words about how far it is."""


def unwatched(stage: str, done: int, total: int) -> None:
    """Take no notice."""


def each(
    read: Callable[[Source], Reading],
    sources: Sequence[Source],
    told: Callable[[str, int, int], None] = unwatched,
) -> list[Reading]:
    """Read every file, by this process alone or, where there are many files and processors, with others.

    `told` learns how many files are done, now and then: what this process has done stands for all.
    """
    hands = _hands(len(sources))
    # Taking over what another process has read costs this one a tenth of reading it, so it starts with less.
    own = len(sources) if hands == 1 else int(len(sources) / (hands + 0.1 * (hands - 1)))
    rest = len(sources) - own
    bounds = [own + rest * step // max(hands - 1, 1) for step in range(hands)]
    helpers = [_Helper(read, sources[start:end]) for start, end in pairwise(bounds)]
    try:
        found: list[Reading] = []
        for start in range(0, own, STEP):
            told("read", start * len(sources) // own, len(sources))
            found += [read(source) for source in sources[start : min(start + STEP, own)]]
        for helper in helpers:
            found += helper.result()
    finally:
        for helper in helpers:
            helper.end()
    return found


def _hands(files: int) -> int:
    """Return how many processes are to read. One that has threads must not be copied."""
    threading = sys.modules.get("threading")
    if files < CROWD or not hasattr(os, "fork") or (threading is not None and threading.active_count() > 1):
        return 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST) if allowed >= FEWEST else 1


class _Helper:
    """A copy of this process that reads some of the files. One that fails is replaced by reading them here."""

    def __init__(self, read: Callable[[Source], Reading], sources: Sequence[Source]) -> None:
        self._read, self._sources = read, sources
        self._pipe, writer = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            _work(read, sources, writer)
        os.close(writer)

    def result(self) -> list[Reading]:
        """Return what it read, once it is done."""
        with os.fdopen(self._pipe, "rb", closefd=False) as pipe:
            data = pipe.read()
        child, self._child = self._child, 0
        if os.waitpid(child, 0)[1] != 0:
            return [self._read(source) for source in self._sources]
        from graphkit.readers.parcel import unpack

        return unpack(data)

    def end(self) -> None:
        """Stop it if it still runs."""
        os.close(self._pipe)
        if self._child:
            import signal

            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)


def _work(read: Callable[[Source], Reading], sources: Sequence[Source], writer: int) -> None:
    """Do the work of the copy, and end it without a word: not even buffered output may be written twice."""
    status = 1
    try:
        from graphkit.readers.parcel import pack

        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pack([read(source) for source in sources]))
        status = 0
    finally:
        os._exit(status)
