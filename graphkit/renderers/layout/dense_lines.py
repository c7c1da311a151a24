"""Lines between boxes in rows: straight where nothing is in the way, else bowed; many at one box share a trunk."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from graphkit.renderers.routes import Point, Route, straight
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.renderers.diagram import Diagram, Link

HUB = 12
"""Lines of a kind above which those that come from one side share a trunk."""
TRUNK = 22.0
"""Length of a trunk, in points."""
BOWS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32)
"""How far aside a line may bow to pass a box, as parts of its length; the first that passes most is taken."""
_SAMPLES = 14
_WEIGHTS = [((1 - t) ** 2, 2 * (1 - t) * t, t * t) for t in (part / _SAMPLES for part in range(1, _SAMPLES))]
"""How much each of the three points of a curve counts at each sample."""
_ARROW = 6.5


class Box(NamedTuple):
    """A rectangle by its middle and half its sides."""

    x: float
    y: float
    half: float
    tall: float

    def towards(self, x: float, y: float, gap: float) -> Point:
        """Return where a ray from the middle to a place leaves the rectangle, `gap` points outside."""
        dx, dy = x - self.x, y - self.y
        reach = min(
            (self.half + gap) / abs(dx) if dx else math.inf, (self.tall + gap) / abs(dy) if dy else math.inf, 1.0
        )  # fmt: skip
        return Point(self.x + dx * reach, self.y + dy * reach)


class Lines:
    """Routes for all lines between boxes that have their places."""

    def __init__(
        self,
        diagram: Diagram,
        boxes: Mapping[str, Box],
        cells: Mapping[str, tuple[int, int]],
        pitch: tuple[float, float],
    ) -> None:
        self.diagram, self.boxes, self.pitch = diagram, boxes, pitch
        self.at = {cell: name for name, cell in cells.items()}
        self.trunks = self._trunks()

    def routes(self) -> dict[str, Route]:
        """Return a route for each line that is no loop, from the lower to the upper end of its pair."""
        taken: Counter[frozenset[str]] = Counter()
        found = {}
        for link in self.diagram.links:
            if not link.is_loop:
                found[link.id] = self._route(link, taken[link.ends])
                taken[link.ends] += 1
        return found

    def _trunks(self) -> dict[tuple[str, str], tuple[Point, Point]]:
        """Return by line and end (node id) the trunk it shares there: where it begins, and where it meets the box."""
        sides: dict[tuple[str, str], dict[str, list[str]]] = {}
        for link in self.diagram.links:
            for hub, other in (link.lower, link.upper), (link.upper, link.lower):
                if hub != other:
                    side = _side(self.boxes[hub], self.boxes[other])
                    sides.setdefault((hub, link.relation), {}).setdefault(side, []).append(link.id)
        kinds = sorted({link.relation for link in self.diagram.links})
        found = {}
        for (hub, relation), by_side in sides.items():
            if sum(map(len, by_side.values())) <= HUB:
                continue
            shift = (kinds.index(relation) - (len(kinds) - 1) / 2) * 9
            for side, names in by_side.items():
                if len(names) > 3:
                    trunk = _trunk(self.boxes[hub], side, shift)
                    found.update(dict.fromkeys(((name, hub) for name in names), trunk))
        return found

    def _route(self, link: Link, place: int) -> Route:
        start, end = self.boxes[link.lower], self.boxes[link.upper]
        tail, head = self.trunks.get((link.id, link.lower)), self.trunks.get((link.id, link.upper))
        a, b = (tail[0] if tail else Point(start.x, start.y)), (head[0] if head else Point(end.x, end.y))
        length = math.dist(a, b) or 1.0
        extra = (place + 1) // 2 * 14.0 / length * (1 if place % 2 else -1)
        bow, least = extra, math.inf
        for shift in BOWS:
            hits = self._hits(a, b, shift + extra, link.ends)
            if hits < least:
                bow, least = shift + extra, hits
            if not hits:
                break
        middle = _bowed(a, b, bow)
        to_tail = link.both or (link.directed and link.target == link.lower)
        to_head = link.both or (link.directed and link.target == link.upper)
        first = a if tail else start.towards(*middle, gap=0.0)
        last = b if head else end.towards(*middle, gap=0.0)
        tail_tip, head_tip = (tail[1] if tail else first), (head[1] if head else last)
        inner = _curve(
            first if tail or not to_tail else _back(first, middle), middle,
            last if head or not to_head else _back(last, middle),
        )  # fmt: skip
        if tail:
            port = _back(tail[1], tail[0]) if to_tail else tail[1]
            inner = (*straight([port, inner[0]]), *inner[1:])
        if head:
            port = _back(head[1], head[0]) if to_head else head[1]
            inner = (*inner, *straight([inner[-1], port])[1:])
        return Route(inner, tail_tip if to_tail else None, head_tip if to_head else None)

    def _hits(self, a: Point, b: Point, bow: float, ends: frozenset[str]) -> int:
        """Count the samples of a line that lie in foreign boxes."""
        middle = _bowed(a, b, bow)
        across, down = self.pitch
        found = 0
        for before, between, after in _WEIGHTS:
            x = before * a.x + between * middle.x + after * b.x
            y = before * a.y + between * middle.y + after * b.y
            row = round(-y / down)
            name = self.at.get((row, round(x / across - (row % 2) / 2)))
            if name is not None and name not in ends:
                box = self.boxes[name]
                found += abs(x - box.x) < box.half + 2 and abs(y - box.y) < box.tall + 2
        return found


def _bowed(a: Point, b: Point, bow: float) -> Point:
    """Return the control point of a curve that bows aside by a part of its length."""
    return Point((a.x + b.x) / 2 - (b.y - a.y) * bow, (a.y + b.y) / 2 + (b.x - a.x) * bow)


def _curve(a: Point, middle: Point, b: Point) -> tuple[Point, ...]:
    """Return a quadratic curve as a cubic one."""
    return (
        a, Point(a.x + (middle.x - a.x) * 2 / 3, a.y + (middle.y - a.y) * 2 / 3),
        Point(b.x + (middle.x - b.x) * 2 / 3, b.y + (middle.y - b.y) * 2 / 3), b,
    )  # fmt: skip


def _back(tip: Point, towards: Point) -> Point:
    """Return the end of a line behind the arrowhead at its tip."""
    length = math.dist(tip, towards) or 1.0
    return tip.moved((towards.x - tip.x) / length * _ARROW, (towards.y - tip.y) / length * _ARROW)


def _side(hub: Box, other: Box) -> str:
    if abs(other.y - hub.y) < 1:
        return "right" if other.x > hub.x else "left"
    return "top" if other.y > hub.y else "bottom"


def _trunk(hub: Box, side: str, shift: float) -> tuple[Point, Point]:
    """Return where a trunk begins and where it meets the box."""
    if side in ("top", "bottom"):
        up = 1 if side == "top" else -1
        port = Point(hub.x + shift, hub.y + up * hub.tall)
        return port.moved(0, up * TRUNK), port
    out = 1 if side == "right" else -1
    port = Point(hub.x + out * hub.half, hub.y + max(-8.0, min(8.0, shift / 2)))
    return port.moved(out * TRUNK * 0.7, 0), port
