"""A crowded drawing spreads over its page."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from graphkit.renderers.layout.cost import SHAPE
from graphkit.renderers.layout.extent import extent
from graphkit.renderers.layout.stretch import FILLED, stretched
from graphkit.renderers.placement import Placement
from graphkit.renderers.routes import Point, Route, straight
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram

NAMES = [f"agent-{letter}" for letter in "abcdefgh"]
ARROW = 7.0


def drawn(lines: list[tuple[str, str]], *, flat: bool = False) -> tuple[Diagram, Placement]:
    """Return agents in two columns, or in two rows, with straight lines that touch the middles of their boxes."""
    shown = diagram(graph(NAMES, lines))
    places = [(number % 2 * 110.0, number // 2 * 60.0) for number in range(len(NAMES))]
    at = {
        node.id: Point(y * 2, x / 2) if flat else Point(x, y) for node, (x, y) in zip(shown.nodes, places, strict=True)
    }
    routes = {}
    for link in (link for link in shown.links if not link.is_loop):
        start, end = at[link.lower], at[link.upper]
        length = math.dist(start, end)
        stop = Point(*(e + (s - e) * ARROW / length for s, e in zip(start, end, strict=True)))
        routes[link.id] = Route(straight([start, stop]), head_tip=end)
    return shown, Placement(at, routes, extent(shown.nodes, at, routes.values()))


@pytest.mark.parametrize("flat", [False, True])
def test_it_comes_nearer_to_the_shape_of_a_page(flat: bool) -> None:
    """It grows along its short side only, and boxes still fill enough of it."""
    shown, before = drawn(list(combinations(NAMES, 2)), flat=flat)
    after = stretched(shown, before).frame
    assert abs(math.log(after.width / after.height / SHAPE)) < abs(
        math.log(before.frame.width / before.frame.height / SHAPE)
    )
    assert (after.width, after.height)[not flat] == pytest.approx((before.frame.width, before.frame.height)[not flat])
    boxes = sum(node.width * node.height for node in shown.nodes)
    assert boxes / (after.width * after.height) > FILLED - 0.01


def test_lines_meet_their_boxes_where_they_did() -> None:
    """Arrowheads keep their length."""
    shown, before = drawn(list(combinations(NAMES, 2)))
    after = stretched(shown, before)
    for link in shown.links:
        route = after.routes[link.id]
        assert route.points[0] == pytest.approx(after.nodes[link.lower])
        assert route.head_tip == pytest.approx(after.nodes[link.upper])
        assert math.dist(route.points[-1], after.nodes[link.upper]) == pytest.approx(ARROW)


def test_what_is_not_crowded_stays_as_it_is() -> None:
    """A few lines need no more room; parts without a line between them have been packed."""
    for lines in (list(pairwise(NAMES)), list(combinations(NAMES[:7], 2)), [(name, name) for name in NAMES] * 3):
        shown, before = drawn(lines)
        assert stretched(shown, before) is before
