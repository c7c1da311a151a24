"""The profile of an agent: its relations seen from it, who declares them, its way to the top, and what is reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.agent_profile import agent_profile, outsider_profile
from graphkit.model.graph import AgentGraph, Edge
from tests.unit.analysis.crew import crew
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding


def test_ties_are_seen_from_the_agent() -> None:
    """By relation, out before in; a symmetric edge is once and goes both ways, a loop is once and goes out."""
    made = graph(
        list("abc"),
        [("b", "a"), ("a", "c"), ("a", "a"), ("a", "b", "parallel"), ("c", "a", "workflow", "asks"), ("a", "gone")],
        ("gone",),
    )
    ties = agent_profile(made, "a").ties
    assert [(tie.relation, tie.direction, tie.other, tie.label, tie.resolved) for tie in ties] == [
        ("escalation", "out", "a", None, True),
        ("escalation", "out", "c", None, True),
        ("escalation", "out", "gone", None, False),
        ("escalation", "in", "b", None, True),
        ("parallel", "both", "b", None, True),
        ("workflow", "in", "c", "asks", True),
    ]
    assert [len(tie.references) for tie in ties] == [1, 1, 1, 1, 2, 1]


def test_a_tie_says_which_side_declares_it() -> None:
    """The agent itself, the other one, or both."""
    made = graph(["a", "b"], [("a", "b"), ("b", "a", "delegation"), ("a", "b", "parallel")])
    assert [tie.side for tie in agent_profile(made, "a").ties] == ["this", "other", "both"]
    assert [tie.side for tie in agent_profile(made, "b").ties] == ["other", "this", "both"]


def test_the_chain_leads_to_an_authority_or_out_of_the_team() -> None:
    """Without an authority in reach the chain ends at the external, or at the missing name."""

    def targets(made: AgentGraph, agent: str) -> list[str]:
        chain = agent_profile(made, agent).chain
        assert chain is not None
        return [edge.target for edge in chain]

    assert targets(crew(), "pilot") == ["captain", "owner"]
    assert targets(crew(), "stoker") == ["mate", "skiper"]
    # Who can reach a final authority is led there, though an external is nearer.
    assert targets(graph(["a", "b", "c"], [("a", "out"), ("a", "b"), ("b", "c")], ("out",)), "a") == ["b", "c"]
    assert targets(crew(), "purser") == []
    assert agent_profile(graph(["a", "b"], [("a", "b"), ("b", "a")]), "a").chain is None


def test_the_chain_is_made_of_escalations() -> None:
    """Another relation between the same agents is no step of it."""
    made = graph(["a", "b"], [("a", "b"), ("a", "b", "delegation")])
    (step,) = agent_profile(made, "a").chain or ()
    assert step.relation == "escalation"


def test_a_profile_has_the_findings_about_the_agent_only() -> None:
    """A finding counts at each of its agents."""
    pair, other = finding(agents=("a", "b")), finding(agents=("b",))
    made = graph(["a", "b"], [("a", "b")])
    assert agent_profile(made, "a", [pair, other]).findings == (pair,)
    assert agent_profile(made, "b", [pair, other]).findings == (pair, other)
    assert agent_profile(made, "a").findings == ()


def test_an_authority_of_the_settings_is_the_top() -> None:
    """Instead of those that are final by the edges."""
    made = graph(["a", "b", "c"], [("a", "b"), ("b", "c")])
    assert agent_profile(made, "c").is_top
    assert not agent_profile(made, "b").is_top
    assert agent_profile(made, "b", named_tops=("b",)).is_top
    assert not agent_profile(made, "c", named_tops=("b",)).is_top
    assert agent_profile(made, "a").hierarchy_relation == "escalation"


def test_a_profile_has_the_calls_of_commands() -> None:
    """Who starts the agent is beside its relations."""
    call = Edge("command:go", "a", "calls", None, False, True, ())
    made = replace(graph(["a", "b"], []), calls=(call,))
    assert agent_profile(made, "a").calls == (call,)
    assert agent_profile(made, "b").calls == ()


def test_outsiders_have_a_profile() -> None:
    """Who refers to an external or a missing name, and what is reported about it."""
    about = finding(agents=("mate",), edges=(("mate", "skiper", "escalation"),))
    profile = outsider_profile(crew(), "owner", [about])
    assert (profile.outsider, profile.external, profile.findings) == ("owner", True, ())
    assert [(tie.other, tie.direction, tie.side) for tie in profile.ties] == [("captain", "in", "other")]
    profile = outsider_profile(crew(), "skiper", [about, finding(edges=(("a", "b", "escalation"),))])
    assert (profile.external, profile.findings) == (False, (about,))


def test_an_id_that_the_graph_lacks_is_a_mistake_of_the_caller() -> None:
    """Names are resolved before."""
    with pytest.raises(KeyError):
        agent_profile(crew(), "stranger")
    with pytest.raises(KeyError):
        outsider_profile(crew(), "pilot")
