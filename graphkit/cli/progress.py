"""How far a long run is, on a terminal only; erased before anything else is written."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 1.0
"""Seconds that a run may take without a word."""

PAUSE = 0.1
"""Seconds between two signs of life."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that is told what is done, as `told("read", 1200, 10000)`; it writes to stderr on a terminal.

    Nothing is written within the first second, and the line is erased at the end, also after an error.
    """
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield _silent
        return
    next_time = time.monotonic() + PATIENCE
    shown = False

    def told(stage: str, done: int, total: int) -> None:
        nonlocal next_time, shown
        now = time.monotonic()
        if now >= next_time:
            next_time = now + PAUSE
            shown = True
            stream.write(f"\r{stage} {done:,} of {total:,}\x1b[K")
            stream.flush()

    try:
        yield told
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()


def _silent(stage: str, done: int, total: int) -> None:
    """Write nothing."""
