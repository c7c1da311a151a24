"""The canonical folder of nine agents: every edge, side, verb and finding, as worked out by reading the files."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.corpora import NINE, graphkit

AGENTS = [
    "backend-staff", "codebase-analyst", "debugger", "mobile-ui", "principal-architect", "product-strategy-expert",
    "project-orchestrator", "tech-writer", "ui-designer",
]  # fmt: skip

# Source, target, and who declares it: both, the source alone (S) or the target alone (T).
ESCALATION = {
    ("backend-staff", "principal-architect"): "ST",
    ("codebase-analyst", "backend-staff"): "ST",
    ("codebase-analyst", "project-orchestrator"): "ST",
    ("debugger", "backend-staff"): "ST",
    ("product-strategy-expert", "principal-architect"): "ST",
    ("project-orchestrator", "principal-architect"): "ST",
    ("project-orchestrator", "product-strategy-expert"): "ST",
    ("tech-writer", "product-strategy-expert"): "ST",
    ("debugger", "principal-architect"): "S",
    ("mobile-ui", "principal-architect"): "S",
    ("mobile-ui", "ui-designer"): "S",
    ("ui-designer", "principal-architect"): "S",
    ("ui-designer", "product-strategy-expert"): "S",
    ("codebase-analyst", "debugger"): "T",
    ("debugger", "project-orchestrator"): "T",
}

# A parallel edge runs from the name that sorts first, whoever says it.
PARALLEL = {
    ("backend-staff", "product-strategy-expert"): "ST",
    ("backend-staff", "tech-writer"): "ST",
    ("codebase-analyst", "debugger"): "ST",
    ("codebase-analyst", "tech-writer"): "ST",
    ("debugger", "tech-writer"): "ST",
    ("mobile-ui", "ui-designer"): "ST",
    ("project-orchestrator", "tech-writer"): "ST",
    ("backend-staff", "mobile-ui"): "T",
    ("mobile-ui", "tech-writer"): "S",
    ("product-strategy-expert", "tech-writer"): "S",
    ("backend-staff", "project-orchestrator"): "T",
    ("backend-staff", "ui-designer"): "T",
    ("tech-writer", "ui-designer"): "T",
}

# Source, verb, target, who says it, and whether it goes both ways.
WORKFLOW = {
    ("codebase-analyst", "receives", "backend-staff", "T", False),
    ("backend-staff", "collaborates", "debugger", "S", True),
    ("backend-staff", "escalates", "principal-architect", "S", False),
    ("backend-staff", "provides", "tech-writer", "S", False),
    ("codebase-analyst", "collaborates", "debugger", "S", True),
    ("codebase-analyst", "supplies", "tech-writer", "S", False),
    ("codebase-analyst", "escalates", "backend-staff", "S", False),
    ("codebase-analyst", "receives", "debugger", "T", False),
    ("debugger", "escalates", "backend-staff", "S", False),
    ("debugger", "documents", "tech-writer", "S", True),
    ("mobile-ui", "coordinates", "ui-designer", "ST", True),
    ("mobile-ui", "provides", "backend-staff", "S", False),
    ("mobile-ui", "collaborates", "tech-writer", "S", True),
    ("mobile-ui", "escalates", "ui-designer", "S", False),
    ("product-strategy-expert", "escalates", "principal-architect", "S", False),
    ("tech-writer", "collaborates", "ui-designer", "T", True),
    ("ui-designer", "provides", "backend-staff", "S", False),
    ("ui-designer", "escalates", "product-strategy-expert", "S", False),
}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """Return the JSON of `graphkit report`."""
    return graphkit("report", NINE, "--format", "json").json


def sides(edge: dict[str, Any]) -> str:
    """Tell which ends declare an edge: `ST`, `S` or `T`."""
    said = {reference["agent"] for reference in edge["references"]}
    return "".join(letter for letter, end in (("S", "source"), ("T", "target")) if edge[end] in said)


def of(report: dict[str, Any], relation: str) -> list[dict[str, Any]]:
    """Return the edges of one relation."""
    return [edge for edge in report["edges"] if edge["relation"] == relation]


def pairs(report: dict[str, Any], code: str) -> list[tuple[str, ...]]:
    """Return the pairs of agents that a rule reports, sorted."""
    return sorted(tuple(sorted(finding["agents"])) for finding in report["findings"] if finding["code"] == code)


def test_ids_come_from_file_names(report: dict[str, Any]) -> None:
    """Nine agents without a `name:`; the README without front matter is skipped and said to be."""
    assert [agent["id"] for agent in report["agents"]] == AGENTS
    assert [skipped["path"].rpartition("/")[2] for skipped in report["skipped"]] == ["README.md"]


def test_levels(report: dict[str, Any]) -> None:
    """Two staff, one specialist, the rest senior."""
    levels = {agent["id"]: agent["level"] for agent in report["agents"]}
    assert {agent for agent, level in levels.items() if level == "staff"} == {"backend-staff", "principal-architect"}
    assert {agent for agent, level in levels.items() if level == "specialist"} == {"tech-writer"}
    assert list(levels.values()).count("senior") == 6


def test_escalation(report: dict[str, Any]) -> None:
    """15 edges: 8 said by both sides, 5 by the source alone, 2 by the target alone."""
    assert {(e["source"], e["target"]): sides(e) for e in of(report, "escalation")} == ESCALATION
    assert len(of(report, "escalation")) == 15


def test_parallel(report: dict[str, Any]) -> None:
    """13 pairs, 7 of them mutual, each one edge without direction."""
    assert {(e["source"], e["target"]): sides(e) for e in of(report, "parallel")} == PARALLEL
    assert all(edge["symmetric"] for edge in of(report, "parallel"))
    assert sum(len(edge["references"]) for edge in of(report, "parallel")) == 20


def test_workflow(report: dict[str, Any]) -> None:
    """19 phrases name an agent and make 18 edges with verb and direction; groups and nobody make none."""
    edges = of(report, "workflow")
    assert {(e["source"], e["label"], e["target"], sides(e), e["symmetric"]) for e in edges} == WORKFLOW
    assert len(edges) == 18
    assert sum(len(edge["references"]) for edge in edges) == 19


def test_no_other_relation(report: dict[str, Any]) -> None:
    """Nothing is counted as a relation that is none."""
    assert report["summary"]["edges"] == {"escalation": 15, "parallel": 13, "workflow": 18}
    assert len(report["edges"]) == 15 + 13 + 18


def test_one_sided_findings(report: dict[str, Any]) -> None:
    """Exactly the 7 escalations and 6 parallel pairs that one side omits, each with the other side's place."""
    one_sided = sorted(tuple(sorted(pair)) for pair, said in ESCALATION.items() if said != "ST")
    assert pairs(report, "GK301") == one_sided
    assert pairs(report, "GK302") == sorted(pair for pair, said in PARALLEL.items() if said != "ST")
    assert all(f["related"] for f in report["findings"] if f["code"] in ("GK301", "GK302"))


def test_nothing_else_is_wrong(report: dict[str, Any]) -> None:
    """No orphan, no cycle, no missing target, nothing unread: the 13 one-sided pairs are all there is to warn of."""
    worth = {finding["code"] for finding in report["findings"] if finding["severity"] != "info"}
    assert worth == {"GK301", "GK302"}
    assert report["ghosts"] == []
    assert report["summary"]["findings"]["error"] == 0
    assert report["summary"]["findings"]["warning"] == 13
