"""A bound on time, far above what any of it takes, so that only what explodes fails."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUND = 20


@pytest.fixture
def seconds() -> Iterator[None]:
    """Fail a test that has not ended after some seconds of work."""

    def late(signum: int, frame: object) -> None:
        pytest.fail(f"this took more than {BOUND} seconds of work")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, BOUND)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
