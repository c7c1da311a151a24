"""A team in numbers."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.metrics import Level, depth, metrics, numbers
from graphkit.model.definitions import Definition, Tools
from graphkit.model.graph import AgentGraph
from graphkit.model.values import Scalar
from tests.unit.analysis.crew import crew
from tests.unit.graphs import agent, graph


def with_tools(one: Definition, *names: str) -> Definition:
    """Return the agent with tools that it may use."""
    return replace(one, tools=Tools(allowed=tuple(Scalar(name, 1, 1, len(name)) for name in names)))


def test_metrics_name_the_ends() -> None:
    """The final authorities and the exits; an external is not missing."""
    found = metrics(crew())
    assert (found.authorities, found.missing, found.agents) == (("purser",), 1, 6)
    assert found.exits == ((("captain",), ("owner",)), (("mate",), ("skiper",)))


def test_the_numbers_of_a_relation() -> None:
    """How many edges, how many of them by both sides, how dense, and who has most."""
    made = graph(list("abcd"), [("a", "c"), ("b", "c"), ("b", "d"), ("c", "d"), ("a", "b", "parallel")])
    (escalation, parallel) = metrics(made).relations
    assert escalation._asdict() == {
        "relation": "escalation", "edges": 4, "both": 0, "reciprocity": 0.0, "density": 0.3333,
        "most_out": 2, "most_out_agent": "b", "most_in": 2, "most_in_agent": "c", "mean": 1.0,
    }  # fmt: skip
    assert parallel._asdict() == {
        "relation": "parallel", "edges": 1, "both": 1, "reciprocity": 1.0, "density": 0.1667,
        "most_out": 1, "most_out_agent": "a", "most_in": 1, "most_in_agent": "a", "mean": 0.5,
    }  # fmt: skip


def test_a_relation_of_one_side_has_no_reciprocity() -> None:
    """Nobody can confirm a workflow phrase."""
    (workflow,) = metrics(graph(["a", "b"], [("a", "b", "workflow", "asks")])).relations
    assert (workflow.both, workflow.reciprocity) == (None, None)


def test_reciprocity_is_a_share() -> None:
    """One of three edges is declared by both sides; what is in prose only does not count as declared."""
    made = graph(list("abc"), [("a", "b"), ("b", "c"), ("a", "c")])
    first, second, third = made.edges
    back = first.references[0]._replace(agent="b")
    prose = second.references[0]._replace(agent="c", prose=True)
    edges = (
        first._replace(references=(*first.references, back)),
        second._replace(references=(*second.references, prose)),
        third,
    )
    (row,) = metrics(replace(made, edges=edges)).relations
    assert (row.edges, row.both, row.reciprocity) == (3, 1, 0.3333)


def test_levels_come_from_the_top_down() -> None:
    """Then those that no order knows, then agents without one; with the tools of each, the most used first."""
    agents = {
        "a": with_tools(agent("a", "staff"), "Bash", "Read"), "b": with_tools(agent("b", "STAFF"), "Read"),
        "c": agent("c", "senior"), "d": agent("d", "wizard"), "e": agent("e"), "f": agent("f", " wizard "),
        "g": agent("g", "archmage"),
    }  # fmt: skip
    assert metrics(replace(graph([], []), agents=agents)).levels == (
        Level("staff", 2, {"Read": 2, "Bash": 1}), Level("senior", 1, {}), Level("archmage", 1, {}),
        Level("wizard", 2, {}), Level(None, 1, {}),
    )  # fmt: skip


def test_depth_counts_the_steps_of_the_longest_chain() -> None:
    """A cycle is one step."""
    assert depth({"a": ["b"], "b": ["c"], "c": [], "x": ["c"]}) == 2
    assert depth({"a": ["b"], "b": ["a", "c"], "c": []}) == 1
    assert depth({"a": []}) == depth({}) == 0
    assert metrics(graph(list("abc"), [("a", "b"), ("b", "c"), ("a", "c")])).depth == 2


def test_components_go_by_every_relation() -> None:
    """The largest first, single agents included."""
    made = graph(list("abcdef"), [("a", "b"), ("c", "b", "parallel"), ("d", "e", "workflow")])
    assert metrics(made).components == (3, 2, 1)


def test_a_team_of_none_and_of_one() -> None:
    """Nothing is divided by nothing; the mean is rounded to two places."""
    (row,) = metrics(graph(list("abc"), [("a", "b")])).relations
    assert row.mean == 0.33
    empty = metrics(graph([], []))
    assert (empty.agents, empty.depth, empty.relations, empty.components) == (0, 0, (), ())
    assert metrics(graph(["a"], [])).components == (1,)


def test_numbers_are_what_a_history_lists() -> None:
    """Reciprocity only where both sides can declare a relation."""
    made: AgentGraph = graph(list("abc"), [("a", "b"), ("b", "gone"), ("a", "c", "workflow")], ("gone",))
    found = numbers(made, {"error": 1})
    assert found._asdict() == {
        "agents": 3, "missing": 1, "depth": 1, "edges": {"escalation": 1, "workflow": 1},
        "reciprocity": {"escalation": 0.0}, "findings": {"error": 1},
    }  # fmt: skip
