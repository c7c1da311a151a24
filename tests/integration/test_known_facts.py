"""Three larger folders, counted by an independent script; ghosts and self references are left out."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import graphkit
from tests.integration.corpora import CORPORA, FORTY_ONE, NESTED, NINETEEN

if TYPE_CHECKING:
    from graphkit.model.report import Report


@cache
def check(folder: str) -> Report:
    """Check a folder once."""
    return graphkit.check(CORPORA / folder)


def codes(report: Report) -> Counter[str]:
    """Count the findings by code."""
    return Counter(finding.code for finding in report.live)


def test_broken_yaml_costs_one_entry_and_no_agent() -> None:
    """All 19 files are invalid YAML: 19 findings, 19 agents, no relation lost, three guides skipped."""
    report = check(NINETEEN)
    assert len(report.graph.agents) == 19
    assert codes(report)["GK002"] == 19
    assert report.graph.counts()["escalation"] == 35
    assert report.graph.counts()["parallel"] == 51
    assert len(report.graph.skipped) == 3


def test_triggers_are_workflow_and_make_no_cycle() -> None:
    """`escalation_triggers` name targets in their keys; taken for escalations they would make false cycles."""
    report = check(NINETEEN)
    verbs = Counter(edge.label for edge in report.graph.links("workflow"))
    assert verbs["escalates"] > 0
    assert codes(report)["GK201"] == 0


def test_groups_make_no_agent() -> None:
    """`all_agents` is everybody and `general-purpose` lives elsewhere: neither is missing."""
    report = check(NINETEEN)
    assert "all-agents" not in report.graph.ghosts
    assert codes(report)["GK101"] == 0


def test_the_worst_folder() -> None:
    """41 agents with 76 escalations and 151 parallel pairs."""
    report = check(FORTY_ONE)
    assert len(report.graph.agents) == 41
    assert report.graph.counts()["escalation"] == 76
    assert report.graph.counts()["parallel"] == 151


def test_self_references_are_found() -> None:
    """Three agents list themselves as parallel: several instances of one agent run at once, so it is no finding."""
    report = check(FORTY_ONE)
    loops = {(edge.source, edge.relation) for edge in report.graph.loops()}
    assert loops == {(agent, "parallel") for agent in ("backend-staff", "frontend-staff", "senior-dev")}
    assert not [finding for finding in report.live if finding.code == "GK103"]


def test_one_cycle_component() -> None:
    """Five agents escalate in circles: one finding, the shortest cycle as evidence, and a cut that ends them all."""
    import networkx

    report = check(FORTY_ONE)
    (finding,) = (finding for finding in report.live if finding.code == "GK201")
    assert sorted(finding.agents) == [
        "backend-staff", "frontend-staff", "performance-engineer", "platform-engineer", "ui-designer",
    ]  # fmt: skip
    escalation = report.graph.view("escalation")
    assert [label.span.path.rpartition("/")[2] for label in finding.related] == [
        "backend-staff.md", "performance-engineer.md",
    ], "the shortest cycle has two hops"  # fmt: skip
    assert finding.cut
    escalation.remove_edges_from((source, target) for source, target, _ in finding.cut)
    assert networkx.is_directed_acyclic_graph(escalation)


def test_missing_targets_of_the_worst_folder() -> None:
    """Each name that nobody defines is a ghost, whoever uses it; wildcards and known externals are not missing."""
    ghosts = {ghost.id for ghost in check(FORTY_ONE).graph.ghosts.values() if not ghost.external}
    assert ghosts >= {"backend-dev", "ceo", "cto", "principal-engineer", "product-strategy-expert"}
    assert "general-purpose" not in ghosts


def test_nested_fields() -> None:
    """Relations below `coordination_protocols` count like the flat ones; the one ghost is `tech-lead`."""
    report = check(NESTED)
    counts = report.graph.counts()
    assert len(report.graph.agents) == 31
    assert (counts["escalation"], counts["parallel"], counts["handoff"]) == (30, 67, 45)
    assert [ghost.id for ghost in report.graph.ghosts.values() if not ghost.external] == ["tech-lead"]
    assert any("tech-lead" in finding.message for finding in report.live if finding.code == "GK101")
