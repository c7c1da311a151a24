"""Which agents can be reached from which, and in how many steps."""

from __future__ import annotations

from graphkit.analysis.reach import adjacency, directed, reach, reaching, reversed_adjacency
from tests.unit.graphs import graph


def test_reach_gives_the_distance() -> None:
    """The nearest start counts; nodes come in the order of their distance, equal ones by name."""
    after = {"a": ["c", "b"], "b": ["d"], "c": ["d"], "d": ["a"], "x": ["d"]}
    assert list(reach(after, ["a"]).items()) == [("a", 0), ("b", 1), ("c", 1), ("d", 2)]
    assert reach(after, ["x", "a"]) == {"a": 0, "x": 0, "b": 1, "c": 1, "d": 1}
    assert reach(after, []) == {}


def test_reach_stops_at_a_depth() -> None:
    """Nothing beyond it is looked at."""
    line = {"a": ["b"], "b": ["c"], "c": ["d"]}
    assert reach(line, ["a"], 0) == {"a": 0}
    assert reach(line, ["a"], 2) == {"a": 0, "b": 1, "c": 2}


def test_what_reaches_a_goal() -> None:
    """The goals included, whether or not they have edges."""
    edges = [("a", "b"), ("b", "c"), ("x", "y"), ("c", "a")]
    assert reaching(edges, ["c"]) == {"a", "b", "c"}
    assert reaching(edges, ["y", "lonely"]) == {"x", "y", "lonely"}


def test_reversed_adjacency_has_every_node() -> None:
    """Sorted, those included that are no key."""
    assert reversed_adjacency({"b": ["c", "d"], "a": ["c"], "c": []}) == {"a": [], "b": [], "c": ["a", "b"], "d": ["b"]}


def test_the_adjacency_of_a_relation() -> None:
    """Without self references; an edge without direction goes both ways where its relation is asked for."""
    made = graph(list("abc"), [("c", "a"), ("a", "a"), ("a", "b", "parallel"), ("c", "b", "delegation")])
    assert adjacency(made, "escalation") == {"a": [], "b": [], "c": ["a"]}
    assert adjacency(made, "parallel") == {"a": ["b"], "b": ["a"], "c": []}
    assert adjacency(made, None) == directed(made) == {"a": [], "b": [], "c": ["a", "b"]}


def test_outsiders_take_part_where_they_are_named() -> None:
    """Others do not."""
    made = graph(["a", "b"], [("a", "gone"), ("b", "else"), ("a", "b"), ("b", "gone", "delegation")], ("gone", "else"))
    assert adjacency(made, "escalation", ["gone"]) == {"a": ["b", "gone"], "b": [], "gone": []}
    assert adjacency(made, None, ["gone"]) == {"a": ["b", "gone"], "b": ["gone"], "gone": []}
    assert adjacency(made, "escalation") == {"a": ["b"], "b": []}
