"""The garbage collector, kept from looking for garbage where there is none."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def gc_paused(*, last: bool = False) -> Iterator[None]:
    """Switch it off while much is made and nothing is thrown away: a third of the time of a large run is its.

    `last` says that the process is about to end: what was made meanwhile is never looked through, not even then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if last:
            gc.freeze()
        if was_on:
            gc.enable()
