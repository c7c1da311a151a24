"""GK201 and GK202: one finding for each component, with a shortest cycle as evidence and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config import Config
from graphkit.rules import check
from tests.unit.graphs import graph
from tests.unit.rules import files

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph


def findings(built: AgentGraph, code: str) -> list[Finding]:
    """Return what one rule says about a graph."""
    return [finding for finding in check(built, Config()) if finding.code == code]


def test_evidence_and_cut() -> None:
    """Members of two cycles are one finding; each hop of the shorter one has its place; the cut names edges."""
    built = graph(list("abcd"), [("a", "b"), ("b", "c"), ("c", "a"), ("c", "b"), ("d", "a")])
    (finding,) = findings(built, "GK201")
    assert finding.severity == "error"
    assert finding.agents == ("a", "b", "c")
    assert finding.message == "escalation cycles among 3 agents (`a`, `b`, `c`); the shortest is `b` -> `c` -> `b`"
    assert [(str(label.span), label.message) for label in finding.related] == [
        ("agents/b.md:4:5", "`b` escalates to `c`"),
        ("agents/c.md:6:5", "`c` escalates to `b`"),
    ]
    assert finding.span == finding.related[0].span
    assert finding.edges == (("b", "c", "escalation"), ("c", "b", "escalation"))
    assert finding.cut == (("b", "c", "escalation"),)
    assert finding.hint == "Suggested to remove; no cycle is left then: `b` -> `c` (agents/b.md:4:5)."


def test_two_components_are_two_findings() -> None:
    """Circles that have nothing to do with each other are told apart."""
    built = graph(list("abcd"), [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")])
    assert [finding.agents for finding in findings(built, "GK201")] == [("a", "b"), ("c", "d")]


def test_an_edge_to_a_lower_level_is_cut_first() -> None:
    """The suggestion keeps the hierarchy: authority does not escalate to those below."""
    built = graph({"a": "senior", "b": "principal"}, [("a", "b"), ("b", "a")])
    (finding,) = findings(built, "GK201")
    assert finding.cut == (("b", "a", "escalation"),)


def test_only_an_acyclic_relation_cuts_downward_edges_first() -> None:
    """Work is delegated downwards, so there the edge that goes down is no better to cut than the other one."""
    levels = {"a": "principal", "b": "senior"}
    for relation, cut in (("escalation", ("a", "b")), ("delegation", ("b", "a"))):
        built = graph(levels, [("a", "b", relation), ("b", "a", relation)])
        (finding,) = findings(built, "GK201" if relation == "escalation" else "GK202")
        assert finding.cut == ((*cut, relation),)


def test_every_downward_edge_is_cut_before_any_other() -> None:
    """Two of them are cut although one edge up would do, for authority does not escalate to those below."""
    levels = {"a": "senior", "b": "principal", "c": "principal"}
    built = graph(levels, [("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")])
    (finding,) = findings(built, "GK201")
    assert finding.cut == (("b", "a", "escalation"), ("c", "a", "escalation"))


def test_symmetric_edges_form_no_cycle() -> None:
    """A ring of parallel agents is a group that runs together."""
    built = graph(list("abc"), [("a", "b", "parallel"), ("b", "c", "parallel"), ("c", "a", "parallel")])
    assert findings(built, "GK201") == findings(built, "GK202") == []


def test_a_large_component_is_summed_up() -> None:
    """A message stays readable: some names, and how many more."""
    names = [f"agent-{number:02}" for number in range(20)]
    edges = [(one, two) for one in names for two in names if one != two]
    (finding,) = findings(graph(names, edges), "GK201")
    assert "and 12 more" in finding.message
    assert "and 182 more" in (finding.hint or "")
    assert len(finding.agents) == 20
    assert len(finding.cut) == 190


def test_a_delegation_cycle_is_a_warning_and_other_relations_get_an_info() -> None:
    """Agents that start each other recurse; a cycle of phrases may be intended, and shows its verbs."""
    built = graph(list("abcd"), [
        ("a", "b", "delegation"), ("b", "a", "delegation"),
        ("c", "d", "workflow", "provides"), ("d", "c", "workflow", "reviews"), ("a", "d", "parallel"),
    ])  # fmt: skip
    delegation, workflow = findings(built, "GK202")
    assert (delegation.severity, workflow.severity) == ("warning", "info")
    assert delegation.message == "delegation cycle of 2 agents: `a` -> `b` -> `a`"
    assert [label.message for label in workflow.related] == ["`c` -> `d` (provides)", "`d` -> `c` (reviews)"]
    assert findings(built, "GK201") == []


def test_a_hop_is_shown_at_the_field_of_its_source(tmp_path: Path) -> None:
    """The entry to remove is that of the agent that escalates; the other declaration is named too, after the hops."""
    both = {"cook": "escalation_from: [waiter]\nescalation_to: [waiter]", "waiter": "escalation_to: [cook]"}
    (finding,) = files.findings(tmp_path, both, "GK201")
    assert [(place, label.message) for place, label in zip(files.related(finding), finding.related, strict=True)] == [
        (("cook.md", 3), "`cook` escalates to `waiter`"),
        (("waiter.md", 2), "`waiter` escalates to `cook`"),
        (("cook.md", 2), "also declared here"),
    ]
    assert "waiter.md:2" in (finding.hint or "") or "cook.md:3" in (finding.hint or "")


def test_what_goes_both_ways_is_no_circle(tmp_path: Path) -> None:
    """Two agents that work with each other have no direction in which anything could go round."""
    phrases = {
        "tester": "workflow_integration: [collaborates_with_lead]",
        "lead": "workflow_integration: [collaborates_with_tester]",
    }
    assert files.findings(tmp_path, phrases, "GK202") == []
