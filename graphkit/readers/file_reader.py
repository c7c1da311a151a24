"""How a run reads its files: many by several processes. A workspace that stays open does only what has changed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from graphkit import readers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from typing import TypeVar

    from graphkit.config import Config
    from graphkit.model.calls import CallerSource, CallerText
    from graphkit.model.definitions import Reading
    from graphkit.model.spans import Source

    Result = TypeVar("Result")


class FileReader:
    """Reads the files of a run: definitions, by several processes where there are many, and callers."""

    def definitions(
        self,
        sources: Sequence[Source],
        config: Config,
        plugins: Collection[str],
        on_progress: Callable[[str, int, int], None],
    ) -> Iterable[Reading]:
        """Return the reading of each file, in their order."""
        return read_all(lambda source: readers.read(source, config, plugins), sources, on_progress)

    def callers(
        self, sources: Iterable[CallerSource], config: Config, plugins: Collection[str]
    ) -> Iterable[CallerText | None]:
        """Return the calls of each file, None where it has none."""
        for source in sources:
            from graphkit.readers import callers  # many teams have none

            yield callers.read(source, config, plugins)

    def probe(self, sources: Sequence[Source], config: Config) -> Iterable[Reading]:
        """Return what some files would give with another configuration."""
        return [readers.read(source, config) for source in sources]

    def result(self, step: Callable[..., Result], *given: object) -> Result:
        """Return what a later step of the run makes of what it is given, which is all that it looks at."""
        return step(*given)


READER = FileReader()


MIN_FILES = 1000
"""Files from which on it pays: to start a process and take over what it read costs as much as to read some hundred."""

MAX_WORKERS = 4
"""More processes than this wait for the one that takes what they have read."""

CHUNK = 100
"""Files that a process takes upon itself at a time."""

_QUEUE = 1 << 13
"""Chunks whose numbers surely fit into a pipe."""

_WIDTH = 4


def no_progress(stage: str, done: int, total: int) -> None:
    """Ignore the progress of a run."""


def read_all(
    read: Callable[[Source], Reading],
    sources: Sequence[Source],
    on_progress: Callable[[str, int, int], None] = no_progress,
) -> list[Reading]:
    """Read every file, in this process alone or, where there are many files and processors, with workers.

    Whichever process is free takes the next chunk of files. `on_progress` is called with how many are taken.
    """
    size = max(CHUNK, len(sources) // _QUEUE + 1)
    chunks = range(0, len(sources), size)

    def read_chunk(start: int) -> list[Reading]:
        return [read(source) for source in sources[start : start + size]]

    def read_here(starts: Iterable[int]) -> dict[int, list[Reading]]:
        results = {}
        for start in starts:
            on_progress("read", start, len(sources))
            results[start] = read_chunk(start)
        return results

    workers = _workers(len(sources))
    results = read_here(chunks) if workers == 1 else _together(read_chunk, read_here, _Queue(chunks), workers)
    # What a worker took and never delivered, because it died, is read now.
    return [reading for start in chunks for reading in results.get(start) or read_chunk(start)]


def _together(
    read_chunk: Callable[[int], list[Reading]],
    read_here: Callable[[Iterable[int]], dict[int, list[Reading]]],
    queue: _Queue,
    workers: int,
) -> dict[int, list[Reading]]:
    """Read chunks in this process and in copies of it until none is left."""
    from graphkit.support.children import ended_with_parent

    copies: list[_Worker] = []
    with ended_with_parent():
        try:
            with suppress(OSError):  # there may be no process to be had; then there are fewer to read
                for _ in range(workers - 1):
                    copies.append(_Worker(read_chunk, queue))
            results = read_here(queue)
            for worker in copies:
                results |= worker.result()
        finally:
            for worker in copies:
                worker.end()
            queue.close()
    return results


def _workers(files: int) -> int:
    """Return how many processes are to read. One that has threads must not be copied, nor one on macOS."""
    threading = sys.modules.get("threading")
    if files < MIN_FILES or sys.platform == "darwin" or not hasattr(os, "fork"):
        return 1
    if threading is not None and threading.active_count() > 1:
        return 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MAX_WORKERS)


class _Queue:
    """The chunks still to be read, in a pipe: each is taken once, by whichever process comes first."""

    def __init__(self, chunks: Iterable[int]) -> None:
        self._reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(b"".join(chunk.to_bytes(_WIDTH, "big") for chunk in chunks))

    def __iter__(self) -> Iterator[int]:
        """Take chunks until none is left."""
        while number := os.read(self._reader, _WIDTH):
            yield int.from_bytes(number, "big")

    def close(self) -> None:
        """Let go of it in this process."""
        os.close(self._reader)


class _Worker:
    """A worker: a copy of this process that reads along."""

    def __init__(self, read_chunk: Callable[[int], list[Reading]], queue: _Queue) -> None:
        self._pipe, writer = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            os.close(self._pipe)
            raise
        else:
            if self._child == 0:
                _work(read_chunk, queue, writer)
        finally:
            os.close(writer)

    def result(self) -> dict[int, list[Reading]]:
        """Return the chunks it read, once it is done; none if it failed."""
        with os.fdopen(self._pipe, "rb", closefd=False) as pipe:
            data = pipe.read()
        child, self._child = self._child, 0
        if os.waitpid(child, 0)[1] != 0:
            return {}
        from graphkit.readers import transfer

        return transfer.from_bytes(data)

    def end(self) -> None:
        """Stop it if it still runs."""
        os.close(self._pipe)
        if self._child:
            import signal

            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)


def _work(read_chunk: Callable[[int], list[Reading]], queue: _Queue, writer: int) -> None:
    """Do the work of the copy, and end it without a word: not even buffered output may be written twice."""
    status = 1
    try:
        from graphkit.readers import transfer

        with os.fdopen(writer, "wb") as pipe:
            pipe.write(transfer.to_bytes({start: transfer.chunk_to_bytes(read_chunk(start)) for start in queue}))
        status = 0
    finally:
        os._exit(status)
