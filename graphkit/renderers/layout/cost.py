"""What a layout costs its reader: crossings, lines through boxes, size, shape, and escalations that lead down."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.placement import Placement
    from graphkit.renderers.routes import Point, Route

SHAPE = 1.6
"""Width to height that a page or a screen likes best: 16:10."""
PIECES = 6
"""Straight pieces in place of one curve, where lines are compared."""
INSIDE = 3.0
"""How far inside a box a line must be, in points, to run through it."""
GRAIN = 1000
"""Steps in a point, where crossings are counted: in whole numbers, lines that lie on each other never seem to cross."""
MISSHAPEN, TOLERABLE, MANY = 60.0, 0.6, 150
"""What a ribbon costs besides, from which shape on, and lines above which a single crossing counts less."""
THROUGH, OVERLAP, UNSEEN, DOWN, ASIDE, PAGE, GROWTH = 3.0, 1.0, 6.0, 40.0, 8.0, 20.0, 80.0
ROOM, BESIDE = 15.0, 1.5
"""Points between two boxes below which nobody sees the line, for its arrowheads; and between an arrowhead and a box."""
TOUCHING = 5.0
"""Points between two arrowheads below which they lie on each other."""

_BERNSTEIN = [
    ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    for t in (part / PIECES for part in range(1, PIECES + 1))
]
"""How much each of the four points of a curve counts at the end of each piece."""

Place: TypeAlias = tuple[float, float]
"""To the right and up, in points."""


class Cost(NamedTuple):
    """The figures of one layout: lower is better in all but `aspect`, whose best value is `SHAPE`.

    With `aside` authority lies to the left or to the right, where fewer readers look for it than above.
    """

    crossings: int
    through: int
    overlaps: int
    unseen: int
    down: int
    lines: int
    aside: bool
    width: float
    height: float

    @property
    def aspect(self) -> float:
        """Width to height."""
        return self.width / self.height

    @property
    def area(self) -> float:
        """In square points."""
        return self.width * self.height

    @property
    def page(self) -> float:
        """The area of the smallest page of the best shape that it fits on."""
        return max(self.width, self.height * SHAPE) ** 2 / SHAPE

    def total(self, usual: float) -> float:
        """Return one figure to compare layouts by; `usual` is the area above which a picture counts as grown."""
        off = abs(math.log(self.aspect / SHAPE))
        shape = MISSHAPEN * max(0.0, off - TOLERABLE) ** 2
        size = PAGE * math.log(self.page) + GROWTH * max(0.0, math.log(self.area / usual))
        faults = (
            self.crossings + THROUGH * self.through + OVERLAP * self.overlaps + UNSEEN * self.unseen + DOWN * self.down
        )
        return faults * min(1.0, MANY / max(1, self.lines)) + ASIDE * self.aside + shape + size


def cost(diagram: Diagram, placed: Placement, upwards: tuple[int, int]) -> Cost:
    """Measure a layout; `upwards` is the direction in which authority lies: (0, 1) up, (-1, 0) to the left."""
    lines = {name: polyline(route) for name, route in placed.routes.items()}
    heads = [tip for route in placed.routes.values() for tip in (route.tail_tip, route.head_tip) if tip]
    boxes, ends = _Boxes(diagram, placed), {link.id: link.ends for link in diagram.links}
    return Cost(
        crossings(list(lines.values())),
        _through(boxes, ends, lines),
        _overlaps(heads),
        _unseen(boxes, ends, placed.routes),
        _down(diagram, placed, upwards),
        len(lines),
        upwards[0] != 0,
        placed.frame.width,
        placed.frame.height,
    )


def polyline(route: Route) -> list[Place]:
    """Return a route as a chain of straight pieces, from tip to tip."""
    points = route.points
    chain: list[Place] = [route.tail_tip] if route.tail_tip else []
    chain.append(points[0])
    for start in range(0, len(points) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[start : start + 4]
        chain += [(a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy) for a, b, c, d in _BERNSTEIN]
    if route.head_tip:
        chain.append(route.head_tip)
    return chain


def crossings(lines: Sequence[Sequence[Place]]) -> int:
    """Count how often two lines cross. A sweep from left to right: only pieces that overlap in x are compared."""
    pieces = []
    for number, line in enumerate(lines):
        for (ax, ay), (bx, by) in pairwise(corners(line)):
            if ax > bx:
                ax, ay, bx, by = bx, by, ax, ay
            pieces.append((ax, bx, ay, by, *((ay, by) if ay < by else (by, ay)), number))
    pieces.sort()
    found = 0
    active: list[tuple[int, int, int, int, int, int, int]] = []
    for piece in pieces:
        ax, bx, ay, by, low, high, number = piece
        active = [one for one in active if one[1] >= ax]
        for cx, dx, cy, dy, other_low, other_high, other in active:
            if (
                other_high >= low
                and other_low <= high
                and other != number
                and ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) * ((bx - ax) * (dy - ay) - (by - ay) * (dx - ax))
                < 0
                and ((dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)) * ((dx - cx) * (by - cy) - (dy - cy) * (bx - cx))
                < 0
            ):
                found += 1
        active.append(piece)
    return found


def corners(line: Sequence[Place]) -> list[tuple[int, int]]:
    """Return a line without the points that it passes straight: the time of a sweep grows with the square of them."""
    first, *others = ((round(x * GRAIN), round(y * GRAIN)) for x, y in line)
    corners = [first]
    for (bx, by), (cx, cy) in pairwise(others):
        ax, ay = corners[-1]
        straight = (cx - ax) * (by - ay) == (cy - ay) * (bx - ax)
        if not straight or (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0:
            corners.append((bx, by))
    return [*corners, others[-1]]


class _Boxes:
    """The boxes of a layout, found by the row in which they are."""

    BAND = 40.0

    def __init__(self, diagram: Diagram, placed: Placement) -> None:
        self.rows: dict[int, list[tuple[float, float, float, float, str]]] = {}
        for node in diagram.nodes:
            x, y = placed.nodes[node.id]
            half, tall = node.width / 2, node.height / 2
            for row in range(int((y - tall) // self.BAND), int((y + tall) // self.BAND) + 1):
                self.rows.setdefault(row, []).append((x - half, x + half, y - tall, y + tall, node.id))

    def around(self, place: Place, inside: float) -> Iterator[str]:
        """Yield the ids of the boxes in which a place is, so far from the border at least."""
        x, y = place
        for left, right, low, high, box in self.rows.get(int(y // self.BAND), ()):
            if left + inside < x < right - inside and low + inside < y < high - inside:
                yield box


def _through(boxes: _Boxes, ends: Mapping[str, frozenset[str]], lines: Mapping[str, Sequence[Place]]) -> int:
    """Count pairs of a line and a foreign box that it runs through."""
    struck = {
        (name, box) for name, line in lines.items() for place in line for box in boxes.around(place, INSIDE)
        if box not in ends[name]
    }  # fmt: skip
    return len(struck)


def _unseen(boxes: _Boxes, ends: Mapping[str, frozenset[str]], routes: Mapping[str, Route]) -> int:
    """Count lines so short, and arrowheads so near to a foreign box, that nobody sees them."""
    found = 0
    for name, route in routes.items():
        first, last = route.points[0], route.points[-1]
        found += math.dist(route.tail_tip or first, route.head_tip or last) < ROOM
        for tip, base in (route.tail_tip, first), (route.head_tip, last):
            found += tip is not None and any(box not in ends[name] for box in boxes.around(base, -BESIDE))
    return found


def _overlaps(tips: Sequence[Point]) -> int:
    """Count arrowheads that lie on another one."""
    ordered = sorted(tips)
    found = 0
    for number, tip in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other[0] - tip[0] > TOUCHING:
                break
            if other != tip and math.dist(tip, other) < TOUCHING:
                found += 1
    return found


def _down(diagram: Diagram, placed: Placement, upwards: tuple[int, int]) -> int:
    """Count lines of the hierarchy that lead down, those of cycles apart, which cannot all lead up."""
    across, up = upwards
    found = 0
    for link in diagram.links:
        if link.backbone and not link.cycle and not link.is_loop:
            lower, upper = placed.nodes[link.lower], placed.nodes[link.upper]
            found += (upper[0] - lower[0]) * across + (upper[1] - lower[1]) * up < 1
    return found
