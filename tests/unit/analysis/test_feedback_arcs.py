"""An order in which most arcs run forward: the base of which edges of a cycle to cut."""

from __future__ import annotations

import pytest

from graphkit.analysis.feedback_arcs import Ordering, backward


def test_without_a_cycle_no_arc_runs_backward() -> None:
    """Whatever the numbers of the nodes."""
    assert list(backward([[1, 2], [2], []])) == []
    assert list(backward([[], [0], [0, 1]])) == []
    assert list(backward([])) == []


def test_every_cycle_has_an_arc_that_runs_backward() -> None:
    """And few others: of a ring just one."""
    assert len(list(backward([[1], [2], [3], [0]]))) == 1
    assert len(list(backward([[1], [0, 2], [1]]))) == 2
    # What a cycle leads to comes after it, in its own order.
    assert len(list(backward([[1], [0, 2], [3], []]))) == 1
    # The node that gives much and takes little comes first: its one incoming arc runs backward.
    assert list(backward([[1, 2, 3], [2], [3], [0]])) == [(3, 0)]


def test_an_ordering_takes_an_arc_unless_it_closes_a_cycle() -> None:
    """Also one that runs against the order of before; what was left out is known."""
    ordering = Ordering([[1], [2], []])
    assert list(ordering.left_out) == []
    assert not ordering.add(2, 0)
    assert ordering.add(0, 2)
    other = Ordering([[], [], []])
    assert other.add(2, 0)
    assert other.add(0, 1)
    assert not other.add(1, 2)
    assert other.add(2, 1)


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (3, 1, 4, 0, 2)])
def test_the_order_stays_right_however_it_is_moved(order: tuple[int, ...]) -> None:
    """Arcs of a line that are added in any sequence never close a cycle; each arc back does."""
    arcs = [(3, 1), (1, 4), (4, 0), (0, 2)]
    line = [3, 1, 4, 0, 2]
    ordering = Ordering([[] for _ in range(5)])
    for place in order:
        if place < 4:
            assert ordering.add(*arcs[place])
    for later, target in enumerate(line):
        for source in line[later + 1 :]:
            assert not ordering.add(source, target)


def test_the_work_is_counted() -> None:
    """So that a search can be cut short; arcs that run forward cost nothing."""
    ordering = Ordering([[1], [2], [3], []])
    assert ordering.add(0, 3)
    assert ordering.cost == 0
    assert not ordering.add(3, 0)
    assert ordering.cost > 0
    before = ordering.cost
    assert not ordering.add(2, 0)
    assert ordering.cost > before
    moving = Ordering([[], [0], [], []])
    moving.add(0, 3)
    moving.add(3, 2)
    first = moving.cost
    moving.add(2, 1)
    assert moving.cost >= first
