"""Self references: a small loop at the corner of the box where there is most room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.layout.cost import polyline
from graphkit.renderers.routes import Point, Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.placement import Placement

REACH = 16.0
"""How far a loop reaches over its corner, in points."""
NEAR = 24.0
"""Points around a corner within which other lines count as in its way."""
_CORNERS = ((1, 1), (-1, 1), (1, -1), (-1, -1))


def with_loops(diagram: Diagram, placed: Placement) -> Placement:
    """Add the routes of lines from an agent to itself; each takes a corner of its own."""
    loops = [link for link in diagram.links if link.is_loop]
    if not loops:
        return placed
    nodes = {node.id: node for node in diagram.nodes}
    points = [point for route in placed.routes.values() for point in polyline(route)]
    routes = dict(placed.routes)
    taken: set[tuple[str, tuple[int, int]]] = set()
    for link in loops:
        node, at = nodes[link.source], placed.nodes[link.source]
        half = node.width / 2, node.height / 2
        free = [corner for corner in _CORNERS if (node.id, corner) not in taken] or list(_CORNERS)
        corner = min(free, key=lambda c: _crowd(points, Point(at.x + c[0] * half[0], at.y + c[1] * half[1])))
        taken.add((node.id, corner))
        routes[link.id] = _loop(at, half, corner)
    return placed._replace(routes=routes)


def _crowd(points: Iterable[tuple[float, float]], corner: Point) -> int:
    return sum(abs(x - corner.x) < NEAR and abs(y - corner.y) < NEAR for x, y in points)


def _loop(at: Point, half: tuple[float, float], corner: tuple[int, int]) -> Route:
    side, up = corner
    right, top = at.x + side * half[0], at.y + up * half[1]
    start = Point(right - side * 14, top)
    tip = Point(right, at.y + up * 3)
    end = Point(right + side * 6.5, at.y + up * 5.5)
    bend = Point(start.x + side * 2, top + up * REACH), Point(right + side * (REACH + 6), top + up * 10)
    return Route((start, *bend, end), None, tip)
