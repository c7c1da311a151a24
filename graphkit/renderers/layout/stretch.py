"""A crowded drawing that is narrower or flatter than a page spreads over it: its lines get room at no cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from graphkit.renderers.dot_parts import courses
from graphkit.renderers.layout.cost import SHAPE, polyline
from graphkit.renderers.layout.extent import extent
from graphkit.renderers.layout.packing import components
from graphkit.renderers.placement import Frame
from graphkit.renderers.routes import Point, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.placement import Placement

FILLED = 0.177
"""The share of the drawing that boxes fill at least: one that is emptier has room enough."""
CROWDED = 2.0
"""Lines for a box from which on they are worth room."""
MOST = 1.5
"""How far a drawing is stretched at most."""
STEPS = 12
"""How often the interval is halved in which the best stretch lies."""


def stretched(diagram: Diagram, placed: Placement) -> Placement:
    """Return a crowded drawing of one part, stretched along its short side as long as boxes fill enough of it."""
    width, height = placed.frame.width, placed.frame.height
    boxes = sum(node.width * node.height for node in diagram.nodes)
    most = min(MOST, boxes / FILLED / (width * height))
    crowded = len(placed.routes) > CROWDED * len(diagram.nodes)
    if most <= 1 or not crowded or len(components(diagram, placed.nodes)) > 1:
        return placed
    points = [point for route in placed.routes.values() for point in polyline(route)]
    across = [(placed.nodes[node.id].x, node.width / 2) for node in diagram.nodes]
    upright = [(placed.nodes[node.id].y, node.height / 2) for node in diagram.nodes]
    wider = _scale(min(height * SHAPE, width * most), across, [x for x, _ in points])
    higher = _scale(min(width / SHAPE, height * most), upright, [y for _, y in points])
    return _scaled(diagram, placed, wider, higher)


def _scale(wanted: float, boxes: Sequence[tuple[float, float]], points: Sequence[float]) -> float:
    """Return how far apart everything must move so that it is as wide as wanted; boxes stay as large as they are."""
    edges = [*boxes, *((point, 0.0) for point in (min(points), max(points)))]

    def width(scale: float) -> float:
        return max(at * scale + half for at, half in edges) - min(at * scale - half for at, half in edges)

    least, most = 1.0, 2 * MOST
    if width(least) >= wanted or width(most) <= wanted:
        return 1.0
    for _ in range(STEPS):
        middle = (least + most) / 2
        least, most = (middle, most) if width(middle) < wanted else (least, middle)
    return least


def _scaled(diagram: Diagram, placed: Placement, wider: float, higher: float) -> Placement:
    """Return the placement with every place moved; boxes keep their size, and lines meet them where they did."""

    def moved(point: Point) -> Point:
        return Point(point.x * wider, point.y * higher)

    known = courses(diagram.links)
    nodes = {name: moved(at) for name, at in placed.nodes.items()}
    routes = dict(placed.routes)
    for link in diagram.links:
        if route := placed.routes.get(link.id):
            tail, head = known[link.ends][:2]
            met = (
                _met(route.tail_tip or route.points[0], placed.nodes[tail], nodes[tail]),
                _met(route.head_tip or route.points[-1], placed.nodes[head], nodes[head]),
            )
            routes[link.id] = _between(*met, route, moved)
    clusters = {
        name: Frame(*moved(Point(box.left, box.bottom)), *moved(Point(box.right, box.top)))
        for name, box in placed.clusters.items()
    }
    frame = extent(diagram.nodes, nodes, routes.values(), clusters.values())
    return placed._replace(nodes=nodes, routes=routes, frame=frame, clusters=clusters)


def _met(touch: Point, before: Point, now: Point) -> Point:
    """Return where a line meets a box that has moved: at the same place of it."""
    return touch.moved(now.x - before.x, now.y - before.y)


def _between(tail: Point, head: Point, route: Route, moved: Callable[[Point], Point]) -> Route:
    """Return a route with every point moved, from one place to another; arrows keep their length."""
    start, end = moved(route.tail_tip or route.points[0]), moved(route.head_tip or route.points[-1])
    last = len(route.points) - 1
    points = [
        moved(point).moved(
            ((tail.x - start.x) * (last - number) + (head.x - end.x) * number) / last,
            ((tail.y - start.y) * (last - number) + (head.y - end.y) * number) / last,
        )
        for number, point in enumerate(route.points)
    ]
    if route.tail_tip:
        points[0] = _from(tail, points[0], math.dist(route.tail_tip, route.points[0]))
    if route.head_tip:
        points[-1] = _from(head, points[-1], math.dist(route.head_tip, route.points[-1]))
    return Route(tuple(points), route.tail_tip and tail, route.head_tip and head)


def _from(start: Point, towards: Point, length: float) -> Point:
    """Return the place so far from another one."""
    share = length / (math.dist(start, towards) or 1.0)
    return start.moved((towards.x - start.x) * share, (towards.y - start.y) * share)
