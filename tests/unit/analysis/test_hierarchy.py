"""Where escalation ends: at a final authority, at an external, or at a name that no agent defines."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.hierarchy import (
    ends,
    escalations,
    exits,
    final_authorities,
    hierarchy_relation,
    outsiders_above,
)
from tests.unit.analysis.crew import crew
from tests.unit.graphs import graph


def test_an_agent_that_escalates_to_an_outsider_is_no_final_authority() -> None:
    """Only the purser has the last word; the exits are listed with where they lead."""
    assert final_authorities(crew()) == {"purser"}
    assert exits(crew()) == ((("captain",), ("owner",)), (("mate",), ("skiper",)))


def test_a_missing_name_decides_nothing() -> None:
    """An external ends an escalation, a typo does not; configured authorities are taken as they are."""
    assert ends(crew()) == {"purser", "owner"}
    assert ends(crew(), ("OWNER",)) == {"owner"}
    assert ends(crew(), ("purser",)) == {"purser"}


def test_the_hierarchy_is_the_upward_relation_that_is_used() -> None:
    """Escalation, unless the agents only report."""
    assert hierarchy_relation(graph(["a", "b"], [("a", "b")])) == "escalation"
    assert hierarchy_relation(graph(["a", "b"], [("a", "b", "reporting")])) == "reporting"
    assert hierarchy_relation(graph(["a", "b"], [("a", "b", "reporting"), ("a", "b")])) == "escalation"
    assert hierarchy_relation(graph(["a", "b"], [("a", "b", "delegation")])) == "escalation"
    assert hierarchy_relation(replace(graph([], []), relations={})) == "escalation"


def test_escalations_lead_to_outsiders_too() -> None:
    """Each agent has an entry, and so has each outsider; a self reference is none, and no other relation is."""
    made = graph(["a", "b"], [("a", "b"), ("a", "gone"), ("a", "a"), ("b", "else", "delegation")], ("gone", "else"))
    assert escalations(made) == {"a": ["b", "gone"], "b": [], "gone": []}


def test_a_final_authority_takes_escalations_of_others() -> None:
    """Whoever only escalates to itself, or takes none, has not the last word."""
    assert final_authorities(graph(["a", "b", "c"], [("a", "b"), ("c", "c")])) == {"b"}
    assert final_authorities(graph(["a", "b"], [])) == frozenset()
    assert final_authorities(graph(["a", "b"], [("a", "b")]), ("A", "Stranger")) == {"a"}


def test_who_escalates_to_outsiders_alone() -> None:
    """One that escalates to an agent too has not left the team."""
    made = graph(list("abc"), [("a", "x"), ("a", "y"), ("b", "x"), ("b", "c")], ("x", "y"))
    assert outsiders_above(made) == {"a": ("x", "y")}
    both = graph(list("abc"), [("a", "x"), ("b", "y"), ("c", "x")], ("x", "y"))
    assert exits(both) == ((("a", "c"), ("x",)), (("b",), ("y",)))
