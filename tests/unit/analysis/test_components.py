"""Components and cycles: the cases that a reader wants to see, and sizes that recursion would not survive."""

from __future__ import annotations

import pytest

from graphkit.analysis.components import components, joined, weak_components
from graphkit.analysis.cycles import shortest_cycle
from tests.unit.graphs import cut_arcs


def test_components_of_two_or_more() -> None:
    """A node alone is no component, even if it names itself; a target that is no key has no successors."""
    successors = {"a": ["b"], "b": ["a", "c"], "c": ["c", "x"], "e": ["d"], "d": ["e"]}
    assert components(successors) == [["a", "b"], ["d", "e"]]


def test_what_leads_to_a_circle_or_away_from_it_is_no_part_of_it() -> None:
    """Nor is what lies between two circles."""
    successors = {"in": ["a"], "a": ["b"], "b": ["a", "way"], "way": ["c"], "c": ["d"], "d": ["c", "out"]}
    assert components(successors) == [["a", "b"], ["c", "d"]]


def test_pairs_join_whatever_their_order() -> None:
    """Two groups that have grown become one by a single pair."""
    pairs = [("a", "b"), ("e", "d"), ("c", "d"), ("a", "b"), ("b", "e")]
    assert joined("fedcba", pairs) == [["a", "b", "c", "d", "e"], ["f"]]
    assert joined("ab", iter([("a", "b"), ("b", "a")])) == [["a", "b"]]
    assert joined([], []) == []


def test_the_largest_weak_component_comes_first() -> None:
    """Groups are sorted by size, then by name, and single nodes are groups."""
    assert weak_components({"z": [], "a": ["b"], "x": ["y", "w"]}) == [["w", "x", "y"], ["a", "b"], ["z"]]


def test_a_long_ring() -> None:
    """Ten thousand agents in one circle: no recursion limit, the whole ring as evidence, one edge to cut."""
    names = [f"n{number:05}" for number in range(10_000)]
    successors = {name: [names[number - 1]] for number, name in enumerate(names)}
    assert components(successors) == [names]
    assert shortest_cycle(successors, names) == [names[0], *names[:0:-1]]
    assert len(cut_arcs(successors, names)) == 1


def test_the_shortest_of_many_cycles() -> None:
    """Twenty agents that all name each other have too many cycles to list, and a shortest one at once."""
    names = [f"n{number:02}" for number in range(20)]
    successors = {name: [other for other in names if other != name] for name in names}
    assert shortest_cycle(successors, names) == ["n00", "n01"]
    assert len(cut_arcs(successors, names)) == 190


def test_a_group_without_a_cycle_has_no_evidence() -> None:
    """Who asks for a cycle where there is none has made a mistake, and is told so."""
    with pytest.raises(ValueError, match=r"min|empty"):
        shortest_cycle({"a": ["b"], "b": []}, ["a", "b"])


def test_the_shortest_cycle_is_not_the_first() -> None:
    """Five hops from `a`, three from `x`: wherever the search begins, the shorter one is the evidence."""
    long, short = ["a", "b", "c", "d", "e"], ["x", "y", "z"]
    successors = {one: [two] for ring in (long, short) for one, two in zip(ring, ring[1:] + ring[:1], strict=True)}
    successors["a"].append("x")
    successors["z"].append("c")
    assert shortest_cycle(successors, [*long, *short]) == short
    renamed = {f"_{node}" if node in short else node: node for node in successors}
    turned = {new: [f"_{t}" if t in short else t for t in successors[old]] for new, old in renamed.items()}
    assert shortest_cycle(turned, list(turned)) == ["_x", "_y", "_z"]
