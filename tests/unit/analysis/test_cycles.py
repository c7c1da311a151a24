"""Which edges are suggested for removal: few, the doubtful ones first, and none in vain."""

from __future__ import annotations

from graphkit.analysis.cycles import shortest_cycle
from tests.unit.graphs import cut_arcs


def test_a_doubtful_edge_is_cut_in_preference() -> None:
    """Of a ring any edge will do; the doubtful one is it."""
    ring = {"a": ["b"], "b": ["c"], "c": ["a"]}
    for arc in (("a", "b"), ("b", "c"), ("c", "a")):
        assert cut_arcs(ring, "abc", [arc]) == [arc]


def test_doubtful_edges_are_put_back_last() -> None:
    """An edge that is not doubtful and closes no cycle by itself stays; the doubtful ones make room for it."""
    successors = {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"]}
    doubtful = [("b", "a"), ("c", "a"), ("c", "b")]
    assert cut_arcs(successors, "abc", doubtful) == doubtful
    assert cut_arcs(successors, "abc", [("a", "b"), ("a", "c"), ("b", "c")]) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_doubtful_edge_that_closes_no_cycle_is_kept() -> None:
    """Once the others are cut nothing is gained by its removal."""
    successors = {"a": ["b", "c"], "b": ["a"], "c": ["a"]}
    assert cut_arcs(successors, "abc", [("b", "a"), ("c", "a"), ("a", "c")]) == [("b", "a"), ("c", "a")]


def test_a_shorter_cycle_is_found_after_a_longer_one() -> None:
    """One edge shorter is enough, wherever it is; nodes outside of the component, and loops, count for nothing."""
    ring = {"a": ["a", "b", "zz"], "b": ["c"], "c": ["d"], "d": ["a", "e"], "e": ["f"], "f": ["d"]}
    assert shortest_cycle(ring, "abcdef") == ["d", "e", "f"]
    assert cut_arcs({"a": ["b", "zz"], "b": ["a", "b"]}, "ab") in ([("a", "b")], [("b", "a")])
