"""Impact: what breaks when an agent or an outsider goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.impact import dominated, impact
from graphkit.model.graph import Edge
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from tests.unit.analysis.crew import crew
from tests.unit.graphs import graph


def test_it_says_where_escalation_leaves() -> None:
    """The captain is no authority; its edges to agents and to outsiders are counted apart."""
    found = impact(crew(), "captain")
    assert (found.is_top, found.outsiders) == (False, ("owner",))
    assert (found.edges, found.outside) == ({"escalation": 1}, {"escalation": 1})
    assert found.cut_off == ("pilot",)
    assert not found.is_harmless


def test_impact_of_an_outsider() -> None:
    """Without the external nobody decides what captain and pilot escalate; without the typo nothing is lost."""
    assert impact(crew(), "owner").cut_off == ("captain", "pilot")
    assert impact(crew(), "owner").stranded == ("captain",)
    assert impact(crew(), "skiper").cut_off == ()
    assert [made.agent for made in impact(crew(), "skiper").dangling] == ["mate"]
    assert not impact(crew(), "owner").is_top
    with pytest.raises(KeyError):
        impact(crew(), "stranger")


def test_the_lines_to_edit_are_in_the_order_of_the_files() -> None:
    """Those of others only, from edges in either direction."""
    made = graph(list("abc"), [("c", "b"), ("a", "b"), ("b", "a"), ("b", "c", "parallel")])
    assert [(made_.agent, made_.relation) for made_ in impact(made, "b").dangling] == [
        ("a", "escalation"), ("c", "escalation"), ("c", "parallel"),
    ]  # fmt: skip
    assert impact(made, "b").edges == {"escalation": 3, "parallel": 1}
    assert impact(graph(["a"], [("a", "a")]), "a").edges == {}


def test_stranded_agents_have_no_one_else() -> None:
    """An external is someone else, a missing name is not."""
    made = graph(list("abcx"), [("a", "x"), ("b", "x"), ("b", "c"), ("c", "x"), ("c", "gone")], ("gone",))
    assert impact(made, "x").stranded == ("a", "c")
    assert impact(made, "b").stranded == ()
    assert impact(crew(), "captain").stranded == ("pilot",)


def test_orphans_have_relations_to_the_agent_alone() -> None:
    """By any relation, to it or from it; a wildcard keeps an agent in the team."""
    made = graph(list("abcd"), [("a", "x"), ("x", "b", "workflow"), ("c", "x"), ("c", "d"), ("d", "x", "parallel")])
    made = graph([*"abcdx"], [("a", "x"), ("x", "b", "workflow"), ("c", "x"), ("c", "d"), ("d", "x", "parallel")])
    assert impact(made, "x").orphans == ("a", "b")
    wild = replace(made, agents={**made.agents, "a": replace(made.agents["a"], wildcards=("parallel",))})
    assert impact(wild, "x").orphans == ("b",)
    assert impact(crew(), "skiper").orphans == ()


def test_a_team_may_fall_apart() -> None:
    """Into the groups that are left of its part of the hierarchy, the largest first."""
    made = graph([*"abcdx"], [("a", "x"), ("b", "x"), ("d", "b")])
    assert impact(made, "x").apart == (("b", "d"), ("a",))
    assert impact(made, "d").apart == ()
    assert impact(made, "c").apart == ()


def test_an_authority_of_the_settings_counts() -> None:
    """It is the top, and who reaches it only through an agent is cut off with that agent."""
    made = graph(list("abc"), [("a", "b"), ("b", "c")])
    assert impact(made, "c").is_top
    assert impact(made, "b", ("b",)).is_top
    assert not impact(made, "c", ("b",)).is_top
    assert impact(made, "c", ("b",)).cut_off == ()
    assert impact(made, "c").cut_off == ("a", "b")


def test_an_agent_without_relations_is_harmless() -> None:
    """A call of a command alone is a line to edit."""
    made = graph(["a", "b"], [])
    assert impact(made, "a").is_harmless
    assert impact(made, "a").outsiders == ()
    calls = [
        Reference(f"command:{name}", "calls", Direction.OUT, "Task", "a", Span(f"{name}.md", 4, 1)) for name in "ba"
    ]
    edges = tuple(Edge(call.agent, "a", "calls", None, False, True, (call,)) for call in calls)
    called = impact(replace(made, calls=edges), "a")
    assert [str(call.span) for call in called.calls] == ["a.md:4:1", "b.md:4:1"]
    assert not called.is_harmless


def test_who_is_dominated() -> None:
    """Whoever has a second way is not; nor is one that reaches no authority at all."""
    above = {"a": ["m"], "b": ["m", "n"], "m": ["top"], "n": ["top"], "top": [], "c": ["d"], "d": []}
    assert dominated(above, frozenset({"top"}), "m") == {"a"}
    assert dominated(above, frozenset({"top"}), "top") == {"a", "b", "m", "n"}
    assert dominated(above, frozenset({"top", "elsewhere"}), "d") == set()
    assert dominated(above, frozenset({"top", "m"}), "top") == {"n"}
