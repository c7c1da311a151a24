"""One picture by the first engine that draws all of it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.errors import RenderError
from graphkit.renderers import engine, passes
from graphkit.renderers.layout import FIXED, place
from graphkit.renderers.svg_tree import drawn_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.engine import Engine
    from graphkit.renderers.options import RenderOptions

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One engine and the moment (in `time.monotonic` seconds) at which it must be done."""

    engine: Engine
    deadline: float

    def run(self, source: str, *arguments: str) -> bytes:
        return engine.run(self.engine, arguments, source, self.deadline - time.monotonic())


def draw(diagram: Diagram, options: RenderOptions, fmt: str) -> bytes:
    """Return the picture in a format of the engine (`svg`, `png`).

    An engine that crashes, hangs or loses a node or an edge is replaced by the next one, and a warning is logged.
    Raises RenderError when no engine is left, with what each of them did.
    """
    engines = engine.available(options.engine)
    end = time.monotonic() + options.time_limit
    failures: list[str] = []
    for number, candidate in enumerate(engines):
        now = time.monotonic()
        attempt = _Attempt(candidate, now + (end - now) / (len(engines) - number))
        try:
            return _attempt(diagram, attempt, fmt)
        except engine.EngineError as failure:
            failures.append(f"the {candidate.kind} engine ({candidate.command}) {failure}")
            if number + 1 < len(engines):
                _LOG.warning("%s; trying the %s engine.", failures[-1], engines[number + 1].kind)
    raise RenderError(_explain(failures, options.time_limit))


def _attempt(diagram: Diagram, attempt: _Attempt, fmt: str) -> bytes:
    source = passes.drawing(diagram, place(diagram, attempt.run))
    svg = attempt.run(source, *FIXED, "-Tsvg")
    _insist(diagram, svg)
    return svg if fmt == "svg" else attempt.run(source, *FIXED, f"-T{fmt}")


def _insist(diagram: Diagram, svg: bytes) -> None:
    """Exit status 0 is no proof: engines have dropped edges without a word."""
    drawn = drawn_ids(svg)
    for what, items in (("nodes", diagram.nodes), ("edges", diagram.links)):
        found = sum(item.id in drawn for item in items)
        if found < len(items):
            raise engine.EngineError(f"drew {found} of {len(items)} {what}")


def _explain(failures: Sequence[str], seconds: float) -> str:
    told = "; ".join(failures)
    return (
        f"The graph could not be drawn within {seconds:g} s: {told}. "
        "Raise the time limit, draw fewer relations, or write dot or mermaid, which need no engine."
    )
