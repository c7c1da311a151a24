"""The box around what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.layout.cost import polyline
from graphkit.renderers.placement import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphkit.renderers.diagram import Node
    from graphkit.renderers.routes import Point, Route


def extent(
    nodes: Iterable[Node], at: Mapping[str, Point], routes: Iterable[Route], frames: Iterable[Frame] = ()
) -> Frame:
    """Return the box around nodes at their places, lines with their bends, and frames."""
    xs, ys = [], []
    for node in nodes:
        x, y = at[node.id]
        xs += [x - node.width / 2, x + node.width / 2]
        ys += [y - node.height / 2, y + node.height / 2]
    for route in routes:
        for x, y in polyline(route):
            xs.append(x)
            ys.append(y)
    for frame in frames:
        xs += [frame.left, frame.right]
        ys += [frame.bottom, frame.top]
    return Frame(min(xs), min(ys), max(xs), max(ys))
