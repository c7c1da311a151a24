"""Many files are read by several processes at once. What comes back is the same, in the same order."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.definitions import Reading
    from graphkit.model.spans import Source

CROWD = 1000
"""Files from which on it pays: to start a process and take over what it read costs as much as to read some hundred."""

MOST = 4
"""More processes than this wait for the one that takes what they have read."""

STEP = 100
"""Files that a process takes upon itself at a time."""

_QUEUE = 1 << 14
"""Numbers that surely fit into a pipe at once."""

_WIDTH = 4


def unwatched(stage: str, done: int, total: int) -> None:
    """Take no notice."""


def each(
    read: Callable[[Source], Reading],
    sources: Sequence[Source],
    told: Callable[[str, int, int], None] = unwatched,
) -> list[Reading]:
    """Read every file, by this process alone or, where there are many files and processors, with others.

    Whoever is free takes the next few files. `told` learns how many are taken, now and then.
    """
    hands = _hands(len(sources))
    step = max(STEP, len(sources) // _QUEUE + 1)
    chunks = [sources[start : start + step] for start in range(0, len(sources), step)]
    if hands == 1:
        return [
            reading
            for number, chunk in enumerate(chunks)
            for reading in _here(read, chunk, told, number * step, len(sources))
        ]
    queue = _Queue(len(chunks))
    helpers = [_Helper(read, chunks, queue) for _ in range(hands - 1)]
    try:
        found = {
            number: _here(read, chunks[number], told, number * step, len(sources)) for number in iter(queue.take, None)
        }
        for helper in helpers:
            found.update(helper.result())
    finally:
        for helper in helpers:
            helper.end()
        queue.close()
    # What a helper took and never delivered, because it died, is read here.
    return [reading for number, chunk in enumerate(chunks) for reading in found.get(number) or map(read, chunk)]


def _here(
    read: Callable[[Source], Reading],
    chunk: Sequence[Source],
    told: Callable[[str, int, int], None],
    done: int,
    total: int,
) -> list[Reading]:
    told("read", done, total)
    return [read(source) for source in chunk]


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
    """The numbers of what is still to be done, in a pipe: each is taken once, by whichever process comes first."""

    def __init__(self, count: int) -> None:
        self._reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(b"".join(number.to_bytes(_WIDTH, "big") for number in range(count)))

    def take(self) -> int | None:
        """Return the next number; None when all are taken."""
        number = os.read(self._reader, _WIDTH)
        return int.from_bytes(number, "big") if number else None

    def close(self) -> None:
        """Let go of it in this process."""
        os.close(self._reader)


class _Helper:
    """A copy of this process that reads along."""

    def __init__(self, read: Callable[[Source], Reading], chunks: Sequence[Sequence[Source]], queue: _Queue) -> None:
        self._pipe, writer = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            _work(read, chunks, queue, writer)
        os.close(writer)

    def result(self) -> dict[int, list[Reading]]:
        """Return what it read, by the numbers of the chunks, once it is done; nothing if it failed."""
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


def _work(
    read: Callable[[Source], Reading], chunks: Sequence[Sequence[Source]], queue: _Queue, writer: int
) -> None:  # fmt: skip
    """Do the work of the copy, and end it without a word: not even buffered output may be written twice."""
    status = 1
    try:
        from graphkit.readers import parcel

        done = {number: parcel.melted(map(read, chunks[number])) for number in iter(queue.take, None)}
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(parcel.pack(done))
        status = 0
    finally:
        os._exit(status)
