"""Bounds of what a drawing may cost its reader, on real teams: a layout that gets worse is noticed."""

from __future__ import annotations

import pytest

from tests.bench.pictures import TEAMS, figures, made_up, real

MOST = {
    "nine": 30, "002": 150, "028": 112, "038": 200, "hve-core": 45, "ProjectOdyssey": 141, "cagent": 2, "ChatDev": 19,
}  # fmt: skip


@pytest.mark.parametrize("team", MOST)
def test_lines_cross_no_more_than_this(team: str) -> None:
    """No line runs through a box, no escalation leads down, and the shape fits a page."""
    now = figures(real(TEAMS[team]))
    assert now.crossings <= MOST[team]
    assert now.through <= 1
    assert 0.6 < now.aspect < 3.2


@pytest.mark.parametrize(("seed", "most"), [(1, 150), (2, 180), (3, 180)])
def test_teams_of_twenty_five(seed: int, most: int) -> None:
    """Made-up teams, whose lines cross at random, too."""
    now = figures(made_up(seed))
    assert now.crossings <= most
    assert now.through <= 1
