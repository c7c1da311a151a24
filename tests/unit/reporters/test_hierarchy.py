"""The hierarchy as a tree: complete, without end nowhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.hierarchy import hierarchy_relation
from graphkit.model.graph import AgentGraph
from graphkit.reporters.hierarchy import authorities, rows
from tests.unit.graphs import graph


def drawn(built: AgentGraph) -> list[str]:
    """Write the rows as indented names; a reference tells where it points."""
    return [
        f"{'  ' * row.depth}{row.agent}" + (f" -> {row.under or 'above'}" if row.again else "") for row in rows(built)
    ]


def test_an_agent_stands_where_it_is_nearest_to_the_top() -> None:
    """Who escalates to two agents stands once, under the higher one; the other one refers to it."""
    built = graph(["a", "b", "c", "d"], [("b", "a"), ("c", "b"), ("c", "a"), ("d", "c")])
    assert drawn(built) == ["a", "  b", "    c -> a", "  c", "    d"]
    assert authorities(built) == ["a"]


def test_who_has_no_escalation_is_left_out() -> None:
    """Agents without an escalation are not in the tree."""
    built = graph(["a", "b", "alone"], [("b", "a"), ("alone", "b", "parallel")])
    assert drawn(built) == ["a", "  b"]


def test_who_escalates_outside_is_a_root_that_says_so() -> None:
    """An agent that escalates to a name without a definition is a root, with that name beside it."""
    built = graph(["a", "b"], [("b", "a"), ("a", "ghost")], ("ghost",))
    assert [(row.agent, row.exits) for row in rows(built)] == [("a", ("ghost",)), ("b", ())]


def test_the_highest_authority_comes_first() -> None:
    """Trees are sorted by the level of their root, then by name."""
    levels = {"low": "specialist", "top": "principal", "none": None, "x": None, "y": None, "z": None}
    built = graph(levels, [("x", "low"), ("y", "top"), ("z", "none")])
    assert authorities(built) == ["top", "low", "none"]
    assert [row.agent for row in rows(built) if row.depth == 0] == ["top", "low", "none"]


def test_a_circle_without_a_way_out_has_a_head() -> None:
    """Where a circle has no end, its highest member becomes the root, and the tree ends where the circle closes."""
    built = graph({"a": "senior", "b": "staff", "c": "senior"}, [("a", "b"), ("b", "c"), ("c", "a")])
    assert authorities(built) == []
    assert drawn(built) == ["b", "  a", "    c", "      b -> above"]


def test_without_levels_the_head_takes_most_escalations() -> None:
    """Among equals the root is the one whom most others escalate to."""
    built = graph(["a", "b", "x"], [("a", "b"), ("b", "a"), ("x", "b")])
    assert drawn(built) == ["b", "  a", "    b -> above", "  x"]


def test_a_circle_with_a_way_out_hangs_below_it() -> None:
    """A circle that escalates on is part of the tree of whom it escalates to."""
    built = graph(["a", "b", "top"], [("a", "b"), ("b", "a"), ("a", "top")])
    assert drawn(built) == ["top", "  a", "    b", "      a -> top"]


def test_a_chain_of_thousands_is_no_problem() -> None:
    """Depth is limited by nothing, least of all by the stack of Python."""
    names = [f"n{number:05}" for number in range(5000)]
    assert rows(graph(names, list(zip(names[1:], names[:-1], strict=True))))[-1].depth == 4999


def test_the_relation_that_runs_upwards_is_the_hierarchy() -> None:
    """The tree is made of escalation; without any relation that runs upwards, of what bears that name."""
    from dataclasses import replace

    built = graph(["a"], [])
    assert hierarchy_relation(built) == "escalation"
    assert hierarchy_relation(replace(built, relations={})) == "escalation"


NAMES = [f"n{number}" for number in range(9)]


@given(st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=30))
def test_the_tree_is_complete(pairs: set[tuple[str, str]]) -> None:
    """Every agent with an escalation stands exactly once, and every escalation is one row below its target."""
    pairs = {(low, high) for low, high in pairs if low != high}
    shown = rows(graph(NAMES, sorted(pairs)))
    placed = [row.agent for row in shown if not row.again]
    assert sorted(placed) == sorted({agent for pair in pairs for agent in pair})
    trail: list[str] = []
    edges = []
    for row in shown:
        del trail[row.depth :]
        if trail:
            edges.append((row.agent, trail[-1]))
        trail.append(row.agent)
    assert sorted(edges) == sorted(pairs)
