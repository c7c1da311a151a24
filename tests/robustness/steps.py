"""What a run takes, counted so that it is the same on every machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def steps(run: Callable[[], object]) -> int:
    """Count the calls, of Python and of C, and the lines that something takes: a loop in one line counts each turn."""
    count = 0

    def call(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    def line(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.setprofile(call)
    sys.settrace(line)
    try:
        run()
    finally:
        sys.settrace(before)
        sys.setprofile(None)
    return count
