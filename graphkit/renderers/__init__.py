"""Pictures of the graph. A new picture format is one file with `write(diagram, options) -> bytes`, and one row here."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from graphkit.renderers.options import (
    Collapse,
    Direction,
    EngineChoice,
    Grouping,
    Highlight,
    RenderOptions,
    Theme,
    View,
    Way,
)
from graphkit.support.errors import RenderError
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Diagram

__all__ = [
    "FORMATS",
    "VIEWS",
    "Collapse",
    "Direction",
    "Drawing",
    "EngineChoice",
    "Format",
    "Grouping",
    "Highlight",
    "RenderOptions",
    "Theme",
    "View",
    "Way",
    "describe_engine",
    "draw",
    "format_for",
    "render",
]


class Format(NamedTuple):
    """A picture format: the module that writes it, and the suffixes by which a file asks for it.

    A `source` is for another program to draw: it contains the whole graph, whatever its size.
    """

    module: str
    suffixes: tuple[str, ...]
    source: bool = False


FORMATS = {
    "svg": Format("svg", (".svg",)),
    "png": Format("png", (".png",)),
    "pdf": Format("pdf", (".pdf",)),
    "dot": Format("dot", (".dot", ".gv"), source=True),
    "mmd": Format("mermaid", (".mmd", ".mermaid")),
    "mermaid": Format("mermaid", ()),
    "d2": Format("d2", (".d2",), source=True),
    "plantuml": Format("plantuml", (".puml", ".plantuml"), source=True),
    "json": Format("positions", (".json",)),
    "html": Format("explorer", (".html", ".htm")),
}
VIEWS: dict[View, tuple[str, ...]] = {"graph": tuple(FORMATS), "matrix": ("svg", "png", "pdf")}
"""The views of a graph, and the formats that each of them can be written in."""


class Drawing(NamedTuple):
    """A finished picture, and for the user who asked for it: what to type to see what was left out, if anything."""

    data: bytes
    advice: str = ""


def format_for(path: str) -> str | None:
    """Return the format that a file name asks for by its suffix, or None."""
    name = path.casefold()
    return next((fmt for fmt, known in FORMATS.items() if known.suffixes and name.endswith(known.suffixes)), None)


def render(
    graph: AgentGraph, fmt: str, options: RenderOptions | None = None, findings: Sequence[Finding] = ()
) -> bytes:
    """Draw a graph in one of `FORMATS`; findings appear in the tooltips.

    Raises RenderError, with what to do, when the format is unknown or the graph cannot be drawn.
    """
    return draw(graph, fmt, options, findings).data


def draw(
    graph: AgentGraph, fmt: str, options: RenderOptions | None = None, findings: Sequence[Finding] = ()
) -> Drawing:
    """Draw a graph as `render` does, and say what to do about what the picture leaves out. Raises RenderError."""
    chosen = options or RenderOptions()
    if fmt not in FORMATS:
        raise RenderError(f"There is no picture format `{fmt}`. Choose one of: {', '.join(FORMATS)}.")
    if fmt not in VIEWS[chosen.view]:
        raise RenderError(f"The view `{chosen.view}` is written as: {', '.join(VIEWS[chosen.view])}; not as {fmt}.")
    if FORMATS[fmt].source:
        chosen = replace(chosen, whole=True)
    if chosen.view == "matrix":
        from graphkit.renderers import matrix

        return Drawing(*matrix.write(graph, fmt, chosen, findings))
    from graphkit.renderers.compose import compose

    if fmt == "html":
        from graphkit.renderers.explorer import page

        return Drawing(page(graph, chosen, findings))
    from graphkit.renderers.fonts import advice

    diagram = compose(graph, chosen, findings)
    letters = advice(fmt, (line for node in diagram.nodes for line in node.lines))
    return Drawing(write(diagram, fmt, chosen), " ".join(filter(None, (diagram.advice, letters))))


def write(diagram: Diagram, fmt: str, options: RenderOptions) -> bytes:
    """Write a composed diagram in a format. Raises RenderError when there is none of that name."""
    if fmt not in FORMATS:
        raise RenderError(f"There is no picture format `{fmt}`. Choose one of: {', '.join(FORMATS)}.")
    module = importlib.import_module(f"{__name__}.{FORMATS[fmt].module}")
    return cast("Callable[[Diagram, RenderOptions], bytes]", module.write)(diagram, options)


def describe_engine(choice: EngineChoice = "auto") -> str:
    """Say which layout engine draws, with its version: one line for `graphkit --version -v`."""
    from graphkit.renderers.engine import describe

    return describe(choice)
