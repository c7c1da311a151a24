"""PNG, for places that show no SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers import graphviz

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.options import RenderOptions


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return the picture as PNG. Raises RenderError when no engine can draw it."""
    return graphviz.draw(diagram, options, "png")
