"""Where escalation ends: at a final authority, at an external, or at a name that no agent defines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.agent_lookup import resolve_node, resolve_relation
from graphkit.analysis.agent_profile import agent_profile, outsider_profile
from graphkit.analysis.bottlenecks import bottlenecks
from graphkit.analysis.hierarchy import ends, exits, final_authorities
from graphkit.analysis.impact import impact
from graphkit.analysis.metrics import metrics
from graphkit.model.graph import AgentGraph, Ghost
from graphkit.support.errors import UsageError
from tests.unit.graphs import graph

EDGES = [("pilot", "captain"), ("captain", "owner"), ("stoker", "mate"), ("mate", "skiper"), ("cook", "purser")]


def crew() -> AgentGraph:
    """Build a crew: the captain escalates to an external, the mate to a typo, the purser to no one."""
    agents = ["pilot", "captain", "stoker", "mate", "cook", "purser"]
    built = graph(agents, EDGES, ("owner", "skiper"))
    return replace(built, ghosts={**built.ghosts, "owner": Ghost("owner", "Owner", external=True)})


def test_an_agent_that_escalates_to_an_outsider_is_no_final_authority() -> None:
    """Only the purser has the last word; the exits are listed with where they lead."""
    assert final_authorities(crew()) == {"purser"}
    assert exits(crew()) == ((("captain",), ("owner",)), (("mate",), ("skiper",)))


def test_a_missing_name_decides_nothing() -> None:
    """An external ends an escalation, a typo does not; configured authorities are taken as they are."""
    assert ends(crew()) == {"purser", "owner"}
    assert ends(crew(), ("OWNER",)) == {"owner"}
    assert ends(crew(), ("purser",)) == {"purser"}


def test_the_chain_leads_to_the_outsider() -> None:
    """Without an authority in reach the chain ends at the external, or at the missing name."""
    chain = agent_profile(crew(), "pilot").chain
    assert chain is not None
    assert [edge.target for edge in chain] == ["captain", "owner"]
    chain = agent_profile(crew(), "stoker").chain
    assert chain is not None
    assert [edge.target for edge in chain] == ["mate", "skiper"]


def test_an_authority_is_preferred_to_an_outsider() -> None:
    """Who can reach a final authority is led there, though an external is nearer."""
    built = graph(["a", "b", "c"], [("a", "out"), ("a", "b"), ("b", "c")], ("out",))
    chain = agent_profile(built, "a").chain
    assert chain is not None
    assert [edge.target for edge in chain] == ["b", "c"]


def test_bottlenecks_count_who_reaches_an_end() -> None:
    """Stoker and mate end at a typo and do not count; nor is the mate called an authority."""
    found = bottlenecks(crew())
    assert found.reaching == 4
    assert {one.agent: one.dominates for one in found.burdens} == {"captain": 1, "purser": 1, "mate": 0}
    assert [one.agent for one in found.burdens if one.is_top] == ["purser"]


def test_impact_says_where_escalation_leaves() -> None:
    """The captain is no authority; its edges to agents and to outsiders are counted apart."""
    found = impact(crew(), "captain")
    assert (found.is_top, found.outsiders) == (False, ("owner",))
    assert (found.edges, found.outside) == ({"escalation": 1}, {"escalation": 1})
    assert found.cut_off == ("pilot",)


def test_impact_of_an_outsider() -> None:
    """Without the external nobody decides what captain and pilot escalate; without the typo nothing is lost."""
    assert impact(crew(), "owner").cut_off == ("captain", "pilot")
    assert impact(crew(), "skiper").cut_off == ()
    assert [made.agent for made in impact(crew(), "skiper").dangling] == ["mate"]
    with pytest.raises(KeyError):
        impact(crew(), "stranger")


def test_metrics_name_the_ends() -> None:
    """Metrics list the final authorities and the exits."""
    found = metrics(crew())
    assert (found.authorities, found.exits) == (("purser",), exits(crew()))


def test_outsiders_can_be_asked_about_in_any_spelling() -> None:
    """An external and a missing name have a profile: who refers to them."""
    assert resolve_node(crew(), "OWNER") == "owner"
    profile = outsider_profile(crew(), "owner")
    assert profile.external
    assert [(tie.other, tie.direction) for tie in profile.ties] == [("captain", "in")]


def test_an_unknown_relation_is_refused_with_the_nearest() -> None:
    """A relation that does not exist raises, and the message names the one that may be meant."""
    with pytest.raises(UsageError, match="`escalation`"):
        resolve_relation(crew(), "escalate")
