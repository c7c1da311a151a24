"""How long each stage of a run took."""

from __future__ import annotations

import time


class Stopwatch:
    """Laps by name, in seconds; it runs from the moment it is made."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """End a stage: the time since the last lap is its own."""
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + now - self._last
        self._last = now

    def table(self) -> str:
        """Return one line a stage, in milliseconds, and the total."""
        rows = [*self._laps.items(), ("total", sum(self._laps.values()))]
        return "\n".join(f"{stage:<10} {seconds * 1000:>9.1f} ms" for stage, seconds in rows)
