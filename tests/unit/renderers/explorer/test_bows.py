"""Lines that bow over a finished picture."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from graphkit.renderers.explorer.bows import Box, bow

SIZE = st.floats(5, 100)
PLACE = st.floats(-500, 500)
BOXES = st.builds(Box, PLACE, PLACE, SIZE, SIZE)


def numbers(text: str) -> list[float]:
    """Return the numbers of a path."""
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", text)]


@given(BOXES, BOXES, st.integers(0, 5))
def test_a_line_is_the_same_from_both_ends(one: Box, other: Box, place: int) -> None:
    """Which end is called the source changes the names of the tips, not the line."""
    path, tips = bow(one, other, place)
    back, reverse = bow(other, one, place)
    if (one.x, one.y) != (other.x, other.y):
        assert path == back
        assert tips["source"] == reverse["target"]


@given(st.floats(150, 400), st.floats(150, 400))
def test_lines_of_one_pair_lie_apart(x: float, y: float) -> None:
    """The second bows to the other side, the third farther than the first."""
    middles = [numbers(bow(Box(0, 0, 40, 13), Box(x, y, 40, 13), place)[0])[2:4] for place in range(3)]
    sides = [(mx - x / 2) * y - (my - y / 2) * x for mx, my in middles]
    assert sides[0] * sides[1] < 0
    assert sides[0] * sides[2] > 0
    assert abs(sides[2]) > abs(sides[0])


def test_a_line_begins_and_ends_outside_the_boxes() -> None:
    """It touches the borders, so that no arrow hides under a box."""
    start_x, start_y, _, _, end_x, end_y = numbers(bow(Box(0, 0, 40, 13), Box(300, 0, 40, 13), 0)[0])
    assert abs(start_x) >= 40 or abs(start_y) >= 13
    assert abs(end_x - 300) >= 40 or abs(end_y) >= 13


def test_a_box_is_read_from_a_path() -> None:
    """Middle and half sides of what engines draw."""
    assert Box.around("M10,-20C5,-30 30.5,-20 30,-10") == Box(17.75, -20, 12.75, 10)
    assert Box(1, 2, 3, 4).edge_towards(1, 2) == (1, 2)
