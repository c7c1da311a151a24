"""Lines of layers that are hidden at first: bowed over the finished picture, so that they shape nothing."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

BEND = 0.1
"""How far a line bows aside, as a part of its length."""
APART = 14.0
"""How much farther each next line between the same two agents bows, in points."""
_TIP, _WING = 8.0, 3.2
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Box(NamedTuple):
    """A rectangle by its middle and half its sides."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, path: str) -> Box:
        """Return the rectangle around the numbers of an SVG path."""
        numbers = [float(number) for number in _NUMBER.findall(path)]
        xs, ys = numbers[::2], numbers[1::2]
        return cls(
            (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
        )  # fmt: skip

    def edge_towards(self, x: float, y: float, gap: float = 1.5) -> tuple[float, float]:
        """Return where a ray from the middle leaves the rectangle, `gap` points outside."""
        dx, dy = x - self.x, y - self.y
        reach = min(
            (self.width + gap) / abs(dx) if dx else math.inf, (self.height + gap) / abs(dy) if dy else math.inf
        )  # fmt: skip
        return (self.x, self.y) if math.isinf(reach) else (self.x + dx * reach, self.y + dy * reach)


def bow(source: Box, target: Box, place: int) -> tuple[str, Mapping[str, str]]:
    """Return the path of a curve, and the points of the arrow tips that it may need, by `source` and `target`.

    `place` counts the lines that join the same two agents already: each next one bows farther, on the other side.
    """
    if (source.x, source.y) > (target.x, target.y):
        path, tips = bow(target, source, place)
        return path, {"source": tips["target"], "target": tips["source"]}
    dx, dy = target.x - source.x, target.y - source.y
    length = math.hypot(dx, dy) or 1.0
    aside = (length * BEND + APART * (place // 2 + 1)) * (1 if place % 2 else -1)
    middle = (source.x + dx / 2 - dy / length * aside, source.y + dy / 2 + dx / length * aside)
    start, end = source.edge_towards(*middle), target.edge_towards(*middle)
    path = f"M{_pair(start)}Q{_pair(middle)} {_pair(end)}"
    return path, {"source": _tip(middle, start), "target": _tip(middle, end)}


def _tip(behind: tuple[float, float], point: tuple[float, float]) -> str:
    dx, dy = point[0] - behind[0], point[1] - behind[1]
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    back = (point[0] - ux * _TIP, point[1] - uy * _TIP)
    wings = [(back[0] - uy * side, back[1] + ux * side) for side in (_WING, -_WING)]
    return " ".join(_pair(one) for one in (wings[0], point, wings[1]))


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
