"""One picture by the first engine that draws all of it."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, TypeVar

from graphkit.renderers import dot_source, engine
from graphkit.renderers.layout import DRAFTING, place
from graphkit.renderers.layout.answers import FIXED
from graphkit.renderers.svg_tree import drawn_ids
from graphkit.renderers.theme import tint
from graphkit.support import children
from graphkit.support.errors import RenderError
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.engine import Engine
    from graphkit.renderers.options import RenderOptions
    from graphkit.renderers.placement import Placement

Result = TypeVar("Result")
DPI = 192
"""Dots an inch of a PNG: twice those of a plain screen, so that letters are sharp on any."""
MOST_PIXELS = 30_000
"""A side of a PNG above which programs refuse it."""
DRAWING = 5.0
"""Seconds that an engine has at least to draw what stands: a small part of that is enough, and a layout is not lost."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One engine and the moment (in `time.monotonic` seconds) at which it must be done."""

    engine: Engine
    start: float
    deadline: float

    def draft(self, source: str, *arguments: str) -> bytes:
        """Run the engine for a draft of the layout, which must leave time for the drawing."""
        end = self.start + (self.deadline - self.start) * DRAFTING
        return engine.run(self.engine, arguments, source, end - time.monotonic())

    def run(self, source: str, *arguments: str) -> bytes:
        """Run the engine for the drawing of what stands."""
        return engine.run(self.engine, arguments, source, max(self.deadline - time.monotonic(), DRAWING))


def draw(diagram: Diagram, options: RenderOptions, fmt: str) -> bytes:
    """Return the picture in a format of the engine (`svg`, `png`, with Graphviz as installed also `pdf`).

    Raises RenderError when no engine is left, with what each of them did.
    """
    return _first(options, lambda attempt: _attempt(diagram, options, attempt, fmt))


def lay_out(diagram: Diagram, options: RenderOptions) -> Placement:
    """Return where everything stands. Raises RenderError as `draw` does."""
    return _first(options, lambda attempt: place(diagram, attempt.draft, options.direction))


def _first(options: RenderOptions, work: Callable[[_Attempt], Result]) -> Result:
    """Return what the first engine gives that does its work.

    An engine that crashes, hangs or loses a node or an edge is replaced by the next one, and a warning is logged.
    Raises RenderError when no engine is left.
    """
    engines = engine.available(options.engine)
    end = time.monotonic() + options.time_limit
    failures: list[str] = []
    for number, candidate in enumerate(engines):
        now = time.monotonic()
        attempt = _Attempt(candidate, now, now + (end - now) / (len(engines) - number))
        try:
            with children.ended_with_parent():
                return work(attempt)
        except engine.EngineError as failure:
            failures.append(f"the {candidate.kind} engine ({candidate.command}) {failure}")
            if number + 1 < len(engines):
                _LOG.warning("%s; trying the %s engine.", failures[-1], engines[number + 1].kind)
    raise RenderError(_explain(failures, options.time_limit))


def _attempt(diagram: Diagram, options: RenderOptions, attempt: _Attempt, fmt: str) -> bytes:
    placement = place(diagram, attempt.draft, options.direction)
    source = dot_source.drawing(diagram, placement, tint(options.theme))
    svg = attempt.run(source, *FIXED, "-Tsvg")
    _insist(diagram, svg)
    if fmt == "svg":
        return svg
    widest = max(placement.frame.width, placement.frame.height) * options.scale * DPI / 72
    if fmt == "png" and widest > MOST_PIXELS:
        raise RenderError(
            f"At scale {options.scale:g} the PNG would be about {widest:,.0f} pixels wide or high. "
            "Choose a smaller `--scale`, or write svg, which stays sharp at any size."
        )
    return attempt.run(source, *FIXED, f"-T{fmt}", *([f"-Gdpi={DPI * options.scale:g}"] if fmt == "png" else []))


def _insist(diagram: Diagram, svg: bytes) -> None:
    """Exit status 0 is no proof: engines have dropped edges without a word."""
    drawn = drawn_ids(svg)
    for what, items in (("nodes", diagram.nodes), ("edges", diagram.links)):
        found = sum(item.id in drawn for item in items)
        if found < len(items):
            raise engine.EngineError(f"drew {found} of {len(items)} {what}")


def _explain(failures: Sequence[str], seconds: float) -> str:
    causes = "; ".join(failures)
    return (
        f"The graph could not be drawn within {seconds:g} s: {causes}. "
        "Raise the time limit, draw less (`--relations`, `--focus`, `--only findings`, `--split`), or write dot or "
        "mermaid, which need no engine."
    )
