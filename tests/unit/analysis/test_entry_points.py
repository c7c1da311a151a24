"""Entry points: which callers start a team, and whom they reach."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.entry_points import entry_points, reached, unreached
from graphkit.model.calls import Caller
from graphkit.model.code import START
from graphkit.model.graph import AgentGraph, Edge
from graphkit.model.spans import Span
from tests.unit.graphs import graph


def team(*calls: tuple[str, str]) -> AgentGraph:
    """Return a team in which commands call agents: a -> b -> c, d with e in parallel, f alone."""
    made = graph(list("abcdef"), [("a", "b"), ("b", "c", "workflow"), ("d", "e", "parallel")])
    callers = {
        f"command:{name}": Caller(f"command:{name}", "command", name, Span(f"{name}.md", 1, 1), "agents")
        for name, _ in calls
    }
    edges = [Edge(f"command:{name}", agent, "calls", None, False, True, ()) for name, agent in calls]
    return replace(made, callers=callers, calls=tuple(edges))


def test_the_caller_of_most_agents_comes_first() -> None:
    """Equal ones by id, each with its agents in the order of the calls."""
    points = entry_points(team(("z", "a"), ("m", "d"), ("m", "a"), ("c", "f")))
    assert [(point.caller.id, point.agents) for point in points] == [
        ("command:m", ("d", "a")), ("command:c", ("f",)), ("command:z", ("a",)),
    ]  # fmt: skip
    assert entry_points(team()) == []


def test_what_a_caller_starts_goes_on_by_every_relation() -> None:
    """Along the direction of an edge, and both ways where it has none."""
    made = team(("one", "a"), ("two", "e"))
    assert reached(made) == {"a", "b", "c", "d", "e"}
    assert reached(made, ["command:one"]) == {"a", "b", "c"}
    assert reached(made, ["command:two"]) == {"d", "e"}
    assert reached(team(("one", "c"))) == {"c"}
    assert reached(made, []) == frozenset()


def test_agents_that_no_caller_reaches() -> None:
    """Sorted."""
    assert unreached(team(("one", "b"))) == ["a", "d", "e", "f"]
    assert unreached(team()) == list("abcdef")


def test_the_start_of_a_graph_in_code_is_an_entry() -> None:
    """What it leads to is reached; a missing name that it leads to is no agent."""
    made = graph(list("abc"), [(START, "a", "handoff"), (START, "gone", "handoff"), ("a", "b")], (START, "gone"))
    assert unreached(made) == ["c"]
    assert unreached(graph(list("abc"), [("gone", "a", "handoff"), ("a", "b")], ("gone",))) == ["a", "b", "c"]
