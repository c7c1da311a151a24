"""Lines keep their shape, and arrowheads keep their distance."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.renderers.routes import APART, CORNER, Point, Route, fan_out, read_route, spread
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram

STRAIGHT = "e,0.00,-13.00 0.00,-100.00 0.00,-70.00 0.00,-40.00 0.00,-20.00"


@pytest.mark.parametrize(
    "text",
    [
        STRAIGHT,
        "0.00,0.00 1.00,0.00 2.00,0.00 3.00,0.00",
        "s,0.00,0.00 e,9.00,0.00 1.00,0.00 2.00,0.00 3.00,0.00 8.00,0.00",
    ],
)
def test_routes_are_read_and_written_alike(text: str) -> None:
    """What the engine routed is what it is told to draw."""
    assert str(read_route(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0,0 1,1", "e,1 0,0 1,1 2,2 3,3", "0,0 1,1 2,2 3,3;0,0 1,1 2,2 3,3", "a,b c,d e,f g,h"]
)
def test_what_is_no_route_is_refused(text: str) -> None:
    """An engine that writes something else is noticed."""
    with pytest.raises(ValueError, match=r".*"):
        read_route(text)


def heads(offsets: dict[str, float], side: str = "bottom") -> dict[str, Route]:
    """Routes from below (or from the left) that end at these places of a box at the origin."""
    found = {}
    for name, at in offsets.items():
        points = [Point(at, -100.0), Point(at, -70.0), Point(at, -40.0), Point(at, -20.0)]
        tip = Point(at, -13.0)
        if side == "left":
            points, tip = [Point(4 * y, x) for x, y in points], Point(-60.0, at)
        found[name] = Route(tuple(points), head_tip=tip)
    return found


def fanned(routes: dict[str, Route]) -> dict[str, Route]:
    """Fan out over one box at the origin, every route coming from a box of its own."""
    names = ["hub", *routes]
    nodes = diagram(graph(names, [])).nodes
    ids = {node.agent: node.id for node in nodes}
    at = dict.fromkeys((node.id for node in nodes), Point(0.0, -400.0)) | {ids["hub"]: Point(0.0, 0.0)}
    return fan_out(routes, {name: (ids[name], ids["hub"]) for name in routes}, nodes, at)


def test_arrowheads_on_one_spot_are_fanned_out() -> None:
    """Three arrows into the middle of a box are three arrows to the eye."""
    moved = fanned(heads({"a": 0.0, "b": 0.1, "c": 0.2}))
    tips = [moved[name].head_tip for name in "abc"]
    assert [tip.x for tip in tips if tip] == pytest.approx([0.0, APART, 2 * APART])
    assert {tip.y for tip in tips if tip} == {-13.0}


def test_the_far_end_of_a_line_stays() -> None:
    """Only the last stretch bends."""
    before, after = heads({"a": 0.0, "b": 0.0}), fanned(heads({"a": 0.0, "b": 0.0}))
    assert after["b"].points[:2] == before["b"].points[:2]
    assert after["b"].points[2:] != before["b"].points[2:]
    assert after["a"] == before["a"]


def test_arrowheads_at_the_side_move_along_the_side() -> None:
    """They stay on the border."""
    moved = fanned(heads({"a": 0.0, "b": 0.0}, "left"))
    assert [route.head_tip for route in moved.values()] == [Point(-60.0, 0.0), Point(-60.0, APART)]


def test_no_arrowhead_floats_beside_a_round_corner() -> None:
    """Also a single one is drawn in from the corner."""
    (hub, *_) = diagram(graph(["hub", "a"], [])).nodes
    corner = hub.width / 2 - 1
    (route,) = fanned(heads({"a": corner})).values()
    assert route.head_tip == Point(hub.width / 2 - CORNER, -13.0)


def test_tails_and_loops_stay() -> None:
    """A line without a head hides nothing, and a loop has its own way."""
    plain = {name: Route(route.points) for name, route in heads({"a": 0.0, "b": 0.0}).items()}
    assert fanned(plain) == plain
    nodes = diagram(graph(["hub"], [])).nodes
    loops = heads({"a": 0.0, "b": 0.0})
    assert fan_out(loops, dict.fromkeys(loops, ("n-0", "n-0")), nodes, {"n-0": Point(0.0, 0.0)}) == loops


def test_arrows_at_the_tail_are_heads_too() -> None:
    """Lines that an engine was given the other way round, or with two arrowheads."""
    turned = {
        name: Route(route.points[::-1], tail_tip=route.head_tip) for name, route in heads({"a": 0.0, "b": 0.0}).items()
    }
    nodes = diagram(graph(["hub", "x"], [])).nodes
    at = {"n-0": Point(0.0, 0.0), "n-1": Point(0.0, -400.0)}
    moved = fan_out(turned, dict.fromkeys(turned, ("n-0", "n-1")), nodes, at)
    assert [route.tail_tip for route in moved.values()] == [Point(0.0, -13.0), Point(APART, -13.0)]


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.floats(10, 80))
def test_ends_are_spread_in_order_and_within_the_side(places: list[float], room: float) -> None:
    """Nobody leaves the side, nobody overtakes, and all are as far apart as the side allows."""
    found = spread(sorted(places), 0.0, room)
    assert -room - 1e-6 <= min(found)
    assert max(found) <= room + 1e-6
    gap = min(APART, 2 * room / max(1, len(places) - 1))
    assert all(b - a >= gap - 1e-6 for a, b in itertools.pairwise(found))


def test_ends_that_are_apart_do_not_move() -> None:
    """What is legible is left alone."""
    assert spread([-20.0, 0.0, 20.0], 0.0, 40.0 - CORNER) == [-20.0, 0.0, 20.0]
