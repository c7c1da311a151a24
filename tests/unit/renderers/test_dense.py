"""Very many lines: a picture without a layout engine."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from graphkit.renderers.diagram import Cluster
from graphkit.renderers.layout.dense import dense_layout
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.placement import Frame, Placement

NAMES = [f"agent-{number:02}" for number in range(24)]


def mesh(*, teams: int = 0) -> Diagram:
    """Return agents of which each has to do with each, in frames of equal size if there are to be any."""
    shown = diagram(graph(NAMES, list(combinations(NAMES, 2))))
    ids = [node.id for node in shown.nodes]
    frames = tuple(Cluster(f"c-{team}", f"team {team}", frozenset(ids[team::teams])) for team in range(teams))
    return replace(shown, clusters=frames)


def boxes(shown: Diagram, placed: Placement) -> dict[str, tuple[float, float, float, float]]:
    """Return left, bottom, right and top of each box."""
    found = {}
    for node in shown.nodes:
        x, y = placed.nodes[node.id]
        found[node.id] = (x - node.width / 2, y - node.height / 2, x + node.width / 2, y + node.height / 2)
    return found


def apart(one: tuple[float, ...] | Frame, other: tuple[float, ...] | Frame) -> bool:
    """Whether two rectangles have no point in common."""
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


@pytest.mark.parametrize("teams", [0, 1, 3])
def test_everything_has_a_place(teams: int) -> None:
    """Every line is there, and no two boxes touch."""
    shown = mesh(teams=teams)
    placed = dense_layout(shown)
    assert placed.routes.keys() == {link.id for link in shown.links}
    assert all(apart(one, other) for one, other in combinations(boxes(shown, placed).values(), 2))


@pytest.mark.parametrize("direction", ["BT", "TB"])
def test_a_frame_holds_its_members_and_nobody_else(direction: str) -> None:
    """Frames do not overlap."""
    shown = mesh(teams=3)
    placed = dense_layout(shown, direction)
    assert all(apart(one, other) for one, other in combinations(placed.clusters.values(), 2))
    for name, box in boxes(shown, placed).items():
        for cluster in shown.clusters:
            frame = placed.clusters[cluster.id]
            inside = frame.left < box[0] and frame.bottom < box[1] and box[2] < frame.right and box[3] < frame.top
            assert inside == (name in cluster.members)
            assert inside or apart(frame, box)
