"""Bounds of what a drawing may cost its reader, on real teams: a layout that gets worse is noticed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from graphkit.renderers.layout.cost import SHAPE
from tests.bench.pictures import MADE_UP, TEAMS, figures, made_up, real

if TYPE_CHECKING:
    from graphkit.renderers.layout.cost import Cost
    from tests.bench.pictures import Row

MOST = {
    "nine": 30, "002": 150, "028": 112, "038": 200, "hve-core": 45, "ProjectOdyssey": 141, "cagent": 2, "ChatDev": 19,
}  # fmt: skip
WORSE = 1.05
"""How much larger than before, or farther from the shape of a page, a picture may be."""


def fits(now: Cost, before: Row) -> bool:
    """Whether a picture is hardly larger than before, and its shape hardly farther from 16:10."""
    off = abs(math.log(before.width / before.height / SHAPE))
    larger = now.area > WORSE * before.width * before.height
    return not larger and abs(math.log(now.aspect / SHAPE)) <= off + math.log(WORSE)


@pytest.mark.parametrize("team", MOST)
def test_real_teams(team: str) -> None:
    """Few lines cross, none runs through a box, and the picture fits a page as it did before."""
    now = figures(real(TEAMS[team]))
    assert now.crossings <= MOST[team]
    assert now.through <= 1
    assert fits(now, TEAMS[team])


@pytest.mark.parametrize(("seed", "most"), [(1, 150), (2, 150), (3, 160)])
def test_teams_of_twenty_five(seed: int, most: int) -> None:
    """Made-up teams, whose lines cross at random, too."""
    now = figures(made_up(seed))
    assert now.crossings <= most
    assert now.through <= 1
    assert fits(now, MADE_UP[seed])
