"""Pictures of the graph. A new picture format is one file with `write(diagram, options) -> bytes`, and one row here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple, cast

from graphkit.errors import RenderError
from graphkit.renderers.options import EngineChoice, RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Diagram

__all__ = ["FORMATS", "EngineChoice", "Format", "RenderOptions", "describe_engine", "format_for", "render"]


class Format(NamedTuple):
    """A picture format: the module that writes it, and the suffixes by which a file asks for it."""

    module: str
    suffixes: tuple[str, ...]


FORMATS = {
    "svg": Format("svg", (".svg",)),
    "png": Format("png", (".png",)),
    "dot": Format("dot", (".dot", ".gv")),
    "mmd": Format("mermaid", (".mmd", ".mermaid")),
    "html": Format("explorer", (".html", ".htm")),
}


def format_for(path: str) -> str | None:
    """Return the format that a file name asks for by its suffix, or None."""
    name = path.casefold()
    return next((fmt for fmt, known in FORMATS.items() if name.endswith(known.suffixes)), None)


def render(
    graph: AgentGraph, fmt: str, options: RenderOptions | None = None, findings: Sequence[Finding] = ()
) -> bytes:
    """Draw a graph as `svg`, `png`, `dot`, `mmd` or `html`; findings appear in the tooltips.

    Raises RenderError, with what to do, when the format is unknown or the graph cannot be drawn.
    """
    from graphkit.renderers.compose import compose

    if fmt == "html":
        from graphkit.renderers.explorer import page

        return page(graph, options, findings)
    if fmt not in FORMATS:
        raise RenderError(f"There is no picture format `{fmt}`. Choose one of: {', '.join(FORMATS)}.")
    module = importlib.import_module(f"{__name__}.{FORMATS[fmt].module}")
    write = cast("Callable[[Diagram, RenderOptions], bytes]", module.write)
    chosen = options or RenderOptions()
    return write(compose(graph, chosen, findings), chosen)


def describe_engine(choice: EngineChoice = "auto") -> str:
    """Say which layout engine draws, with its version: one line for `graphkit --version -v`."""
    from graphkit.renderers.engine import describe

    return describe(choice)
