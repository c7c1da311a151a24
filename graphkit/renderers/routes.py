"""Lines as an engine gives them, and how their ends are kept apart.

Engines aim every line at the middle of a box, so that arrowheads land on each other; here they are fanned out.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphkit.renderers.diagram import Node

APART = 7.0
"""Points between two ends on one side of a box: an arrowhead is 6 wide."""
CORNER = 6.0
SIGN = 6.0
"""Points that a sign at the end of a line takes."""


class Point(NamedTuple):
    """A place in points."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Point:
        """Return the place so far to the right and above."""
        return Point(self.x + dx, self.y + dy)

    def __str__(self) -> str:
        """Write the place as Graphviz reads it."""
        return f"{self.x:.2f},{self.y:.2f}"


@dataclass(frozen=True, slots=True)
class Route:
    """A chain of cubic Bézier curves from tail to head (3n+1 points), with the tips of its arrows if it has any."""

    points: tuple[Point, ...]
    tail_tip: Point | None = None
    head_tip: Point | None = None

    def __str__(self) -> str:
        """Write the route as Graphviz reads it."""
        tips = ((mark, tip) for mark, tip in (("s", self.tail_tip), ("e", self.head_tip)) if tip)
        return " ".join([*(f"{mark},{tip}" for mark, tip in tips), *map(str, self.points)])

    def moved(self, dx: float, dy: float) -> Route:
        """Return the whole route moved."""
        tail, head = (tip and tip.moved(dx, dy) for tip in (self.tail_tip, self.head_tip))
        return Route(tuple(point.moved(dx, dy) for point in self.points), tail, head)

    def turned(self) -> Route:
        """Return the same line from head to tail."""
        return Route(self.points[::-1], self.head_tip, self.tail_tip)

    def halves(self) -> tuple[Route, Route]:
        """Return the line as two that meet halfway."""
        curves = [self.points[start : start + 4] for start in range(0, len(self.points) - 3, 3)]
        lengths = [sum(math.dist(a, b) for a, b in pairwise(curve)) for curve in curves]
        half, number = sum(lengths) / 2, 0
        while half > lengths[number] and number + 1 < len(curves):
            half -= lengths[number]
            number += 1
        first, second = _divided(curves[number], half / (lengths[number] or 1.0))
        before, after = self.points[: 3 * number], self.points[3 * number + 4 :]
        return Route((*before, *first), self.tail_tip, None), Route((*second, *after), None, self.head_tip)

    def tipped(self, *, at_head: bool) -> Route:
        """Return the line with room for a sign at one end."""
        if at_head:
            return self if self.head_tip else self.turned().tipped(at_head=False).turned()
        if self.tail_tip:
            return self
        end, towards = self.points[0], self.points[1]
        share = min(0.8, SIGN / (math.dist(end, towards) or SIGN))
        start = Point(end.x + (towards.x - end.x) * share, end.y + (towards.y - end.y) * share)
        return Route((start, *self.points[1:]), end, self.head_tip)

    def shifted(self, at_head: bool, dx: float, dy: float) -> Route:
        """Return it with one end moved: the tip, and the control points that give the line its direction there."""
        moved = [Point(point.x + dx, point.y + dy) for point in self.points]
        if at_head:
            tip = self.head_tip and Point(self.head_tip.x + dx, self.head_tip.y + dy)
            return replace(self, points=(*self.points[:-2], *moved[-2:]), head_tip=tip)
        tip = self.tail_tip and Point(self.tail_tip.x + dx, self.tail_tip.y + dy)
        return replace(self, points=(*moved[:2], *self.points[2:]), tail_tip=tip)


def _divided(curve: Sequence[Point], share: float) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Divide a curve in two (de Casteljau)."""

    def between(a: Point, b: Point) -> Point:
        return Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)

    a, b, c, d = curve
    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def straight(corners: Sequence[Point]) -> tuple[Point, ...]:
    """Return a chain of curves (3n+1 points) that runs straight from corner to corner."""
    points = [corners[0]]
    for start, end in pairwise(corners):
        dx, dy = (end.x - start.x) / 3, (end.y - start.y) / 3
        points += [start.moved(dx, dy), start.moved(2 * dx, 2 * dy), end]
    return tuple(points)


def read_route(text: str) -> Route:
    """Read a `pos` attribute. Raises ValueError when it holds anything but one chain of curves."""
    tips: dict[str, Point] = {}
    points = []
    for word in text.split():
        *mark, x, y = word.split(",")
        point = Point(float(x), float(y))
        if mark:
            tips[mark[0]] = point
        else:
            points.append(point)
    if len(points) < 4:
        raise ValueError(text)
    return Route(tuple(points), tips.get("s"), tips.get("e"))


class _End(NamedTuple):
    """One arrowhead on a side of a box: its place along the side, where the line comes from, and whose it is."""

    along: float
    origin: float
    route: str
    at_head: bool


def fan_out(
    routes: Mapping[str, Route], ends: Mapping[str, tuple[str, str]], nodes: Iterable[Node], at: Mapping[str, Point]
) -> dict[str, Route]:
    """Move arrowheads apart that touch a box at nearly the same place, and away from its round corners.

    `ends` gives the node ids of tail and head of every route, `at` the centres of the nodes.
    """
    found = dict(routes)
    boxes = {node.id: node for node in nodes}
    for (box, side), heads in sorted(_heads(routes, ends, boxes, at).items()):
        flat = side in ("top", "bottom")
        room = (boxes[box].width if flat else boxes[box].height) / 2 - CORNER
        heads.sort(key=lambda end: (round(end.along), end.origin, end.route))
        for end, place in zip(heads, spread([end.along for end in heads], at[box][not flat], room), strict=True):
            move = place - end.along
            found[end.route] = found[end.route].shifted(end.at_head, *((move, 0.0) if flat else (0.0, move)))
    return found


def _heads(
    routes: Mapping[str, Route], ends: Mapping[str, tuple[str, str]], boxes: Mapping[str, Node], at: Mapping[str, Point]
) -> dict[tuple[str, str], list[_End]]:
    """Return the arrowheads on each side of each box; those of loops stay where they are."""
    found: dict[tuple[str, str], list[_End]] = {}
    for name, route in routes.items():
        tail, head = ends[name]
        for box, tip, origin, at_head in (
            (tail, route.tail_tip, route.points[3], False),
            (head, route.head_tip, route.points[-4], True),
        ):
            if tip and tail != head:
                side = _side(tip, boxes[box], at[box])
                axis = 0 if side in ("top", "bottom") else 1
                found.setdefault((box, side), []).append(_End(tip[axis], origin[axis], name, at_head))
    return found


def _side(touch: Point, node: Node, centre: Point) -> str:
    dx, dy = (touch.x - centre.x) / node.width, (touch.y - centre.y) / node.height
    if abs(dx) > abs(dy):
        return "right" if dx > 0 else "left"
    return "top" if dy > 0 else "bottom"


def spread(places: Sequence[float], middle: float, room: float) -> list[float]:
    """Return places in the same order, at least `APART` from each other, all within `room` of the middle.

    Where there is not enough room they share it evenly. Places that are apart already do not move.
    """
    gap = min(APART, 2 * room / max(1, len(places) - 1))
    low, high = middle - room, middle + room
    found: list[float] = []
    for number, place in enumerate(places):
        least = found[-1] + gap if found else low
        found.append(min(max(place, least), high - gap * (len(places) - 1 - number)))
    return found
