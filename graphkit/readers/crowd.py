"""Many files are read by several processes at once. What comes back is the same, in the same order."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graphkit.model.definitions import Reading
    from graphkit.model.spans import Source

CROWD = 1000
"""Files from which on it pays: to start a process and take over what it read costs as much as to read some hundred."""

MOST = 4
"""More processes than this wait for the one that takes what they have read."""

LOT = 100
"""Files that a process takes upon itself at a time."""

_QUEUE = 1 << 13
"""Lots whose numbers surely fit into a pipe."""

_WIDTH = 4


def unwatched(stage: str, done: int, total: int) -> None:
    """Take no notice."""


def each(
    read: Callable[[Source], Reading],
    sources: Sequence[Source],
    told: Callable[[str, int, int], None] = unwatched,
) -> list[Reading]:
    """Read every file, by this process alone or, where there are many files and processors, with others.

    Whoever is free takes the next lot of files. `told` learns how many are taken, now and then.
    """
    size = max(LOT, len(sources) // _QUEUE + 1)
    lots = range(0, len(sources), size)

    def lot(start: int) -> list[Reading]:
        return [read(source) for source in sources[start : start + size]]

    def here(starts: Iterable[int]) -> dict[int, list[Reading]]:
        found = {}
        for start in starts:
            told("read", start, len(sources))
            found[start] = lot(start)
        return found

    hands = _hands(len(sources))
    found = here(lots) if hands == 1 else _together(lot, here, _Queue(lots), hands)
    # What a helper took and never delivered, because it died, is read now.
    return [reading for start in lots for reading in found.get(start) or lot(start)]


def _together(
    lot: Callable[[int], list[Reading]],
    here: Callable[[Iterable[int]], dict[int, list[Reading]]],
    queue: _Queue,
    hands: int,
) -> dict[int, list[Reading]]:
    """Read lots in this process and in copies of it until none is left."""
    helpers: list[_Helper] = []
    try:
        with suppress(OSError):  # there may be no process to be had; then there are fewer to read
            for _ in range(hands - 1):
                helpers.append(_Helper(lot, queue))
        found = here(queue)
        for helper in helpers:
            found |= helper.result()
    finally:
        for helper in helpers:
            helper.end()
        queue.close()
    return found


def _hands(files: int) -> int:
    """Return how many processes are to read. One that has threads must not be copied, nor one on macOS."""
    threading = sys.modules.get("threading")
    if files < CROWD or sys.platform == "darwin" or not hasattr(os, "fork"):
        return 1
    if threading is not None and threading.active_count() > 1:
        return 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST)


class _Queue:
    """The lots still to be read, in a pipe: each is taken once, by whichever process comes first."""

    def __init__(self, lots: Iterable[int]) -> None:
        self._reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(b"".join(lot.to_bytes(_WIDTH, "big") for lot in lots))

    def __iter__(self) -> Iterator[int]:
        """Take lots until none is left."""
        while lot := os.read(self._reader, _WIDTH):
            yield int.from_bytes(lot, "big")

    def close(self) -> None:
        """Let go of it in this process."""
        os.close(self._reader)


class _Helper:
    """A copy of this process that reads along."""

    def __init__(self, lot: Callable[[int], list[Reading]], queue: _Queue) -> None:
        self._pipe, writer = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            os.close(self._pipe)
            raise
        else:
            if self._child == 0:
                _work(lot, queue, writer)
        finally:
            os.close(writer)

    def result(self) -> dict[int, list[Reading]]:
        """Return the lots it read, once it is done; none if it failed."""
        with os.fdopen(self._pipe, "rb", closefd=False) as pipe:
            data = pipe.read()
        child, self._child = self._child, 0
        if os.waitpid(child, 0)[1] != 0:
            return {}
        from graphkit.readers import parcel

        return parcel.unpack(data)

    def end(self) -> None:
        """Stop it if it still runs."""
        os.close(self._pipe)
        if self._child:
            import signal

            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)


def _work(lot: Callable[[int], list[Reading]], queue: _Queue, writer: int) -> None:
    """Do the work of the copy, and end it without a word: not even buffered output may be written twice."""
    status = 1
    try:
        from graphkit.readers import parcel

        with os.fdopen(writer, "wb") as pipe:
            pipe.write(parcel.pack({start: parcel.wrap(lot(start)) for start in queue}))
        status = 0
    finally:
        os._exit(status)
