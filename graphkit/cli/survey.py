"""What a run says on stderr: how many agents are where, its progress on a terminal, and `--timings`."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graphkit.model.discovery import Survey
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report

PATIENCE = 1.0
"""Seconds before the first progress line."""

PAUSE = 0.1
"""Seconds between two progress lines."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a callback, as `on_progress("read", 1200, 10000)`, that writes to stderr on a terminal.

    Nothing is written within the first second, and the line is erased at the end, also after an error.
    """
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield _silent
        return
    next_time = time.monotonic() + PATIENCE
    shown = False

    def on_progress(stage: str, done: int, total: int) -> None:
        nonlocal next_time, shown
        now = time.monotonic()
        if now >= next_time:
            next_time = now + PAUSE
            shown = True
            stream.write(f"\r{stage} {done:,} of {total:,}\x1b[K")
            stream.flush()

    try:
        yield on_progress
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()


def _silent(stage: str, done: int, total: int) -> None:
    """Write nothing."""


class Stopwatch:
    """The time of each stage by its name, in seconds; it runs from the moment it is made."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """End a stage: it took the time since the last lap."""
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + now - self._last
        self._last = now

    def table(self) -> str:
        """Return one line a stage, in milliseconds, and the total."""
        rows = [*self._laps.items(), ("total", sum(self._laps.values()))]
        return "\n".join(f"{stage:<10} {seconds * 1000:>9.1f} ms" for stage, seconds in rows)


def lines(graph: AgentGraph) -> tuple[str, ...]:
    """Return the lines about the search that found the agents of a graph."""
    from graphkit.analysis import discovery_summary

    found = discovery_summary.lines(graph.survey, None if graph.named is None else len(graph.named))
    return (*found, *discovery_summary.computed(graph))


def search_lines(survey: Survey) -> tuple[str, ...]:
    """Return the lines about a search of which nothing else is known."""
    from graphkit.analysis import discovery_summary

    return tuple(discovery_summary.lines(survey))


def report_lines(report: Report) -> tuple[str, ...]:
    """Return the same of a report, with its notes."""
    return (*lines(report.graph), *(f"note: {note}" for note in report.notes))


def announce(texts: Iterable[str]) -> None:
    """Write the lines about a search to stderr; paths in them are those of a foreign repository."""
    for line in texts:
        click.echo(escape.terminal(line), err=True)
