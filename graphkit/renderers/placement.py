"""Where the parts of a picture stand, in points; y grows upwards."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.renderers.routes import Point, Route


NO_FRAMES: Mapping[str, Frame] = MappingProxyType({})


class Frame(NamedTuple):
    """The box around everything."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right, at least one point."""
        return max(1.0, self.right - self.left)

    @property
    def height(self) -> float:
        """From bottom to top, at least one point."""
        return max(1.0, self.top - self.bottom)

    def moved(self, dx: float, dy: float) -> Frame:
        """Return the frame so far to the right and above."""
        return Frame(self.left + dx, self.bottom + dy, self.right + dx, self.top + dy)

    @property
    def middle(self) -> float:
        """Halfway between left and right."""
        return (self.left + self.right) / 2


class Placement(NamedTuple):
    """Centres of nodes, routes of links and frames around clusters, by id; and the box around all of it.

    With `halos` lines are so many that each is to be seen on the paper's colour where it crosses others.
    """

    nodes: Mapping[str, Point]
    routes: Mapping[str, Route]
    frame: Frame
    clusters: Mapping[str, Frame] = NO_FRAMES
    halos: bool = False
