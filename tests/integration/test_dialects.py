"""What people really wrote, in every dialect: values counted by hand or by an independent script.

The numbers hold for the files that are shipped; where the whole public tree has more, the test says so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
import yaml

import graphkit
from graphkit.config import load
from tests.integration.corpora import CORPORA, FORTY_ONE, NINETEEN, folders
from tests.integration.corpora import graphkit as command

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.report import Report

ODYSSEY = "wild/HomericIntelligence__ProjectOdyssey"
HVE = "wild/microsoft__hve-core"
CAGENT = "wild/docker__cagent"
SWARM = "wild/parruda__claude-swarm"
CHATDEV = "wild/OpenBMB__ChatDev"
OPENCODE = "wild/darrenhinde__OpenAgentsControl"
KIRO = "wild/RaapTechllc__Kiro-Orchestrator-Template"
AIOX = "wild/danielsouza-git__aiox-core"


@cache
def check(folder: str) -> Report:
    """Check a folder once."""
    return graphkit.check(CORPORA / folder)


def values(report: Report) -> dict[str, tuple[int, int]]:
    """Return for each field how many values name somebody, and how many of them name an agent that exists."""
    written, resolved = Counter[str](), Counter[str]()
    for edge in report.graph.edges:
        for reference in edge.references:
            written[reference.field] += 1
            resolved[reference.field] += edge.resolved
    return {field: (written[field], resolved[field]) for field in sorted(written)}


def of(report: Report, code: str) -> list[str]:
    """Return the messages of a rule."""
    return [finding.message for finding in report.live if finding.code == code]


def test_delegation_with_numbered_levels() -> None:
    """ProjectOdyssey: all 62 + 68 values resolve, 50 edges are one-sided, and 0 is the top of six levels."""
    report = check(ODYSSEY)
    assert values(report) == {"delegates_to": (62, 62), "receives_from": (68, 68)}
    assert not report.graph.ghosts
    assert len(of(report, "GK303")) == 50
    assert report.graph.levels == ("5", "4", "3", "2", "1", "0")
    speaking = {agent for edge in report.graph.links() for agent in (edge.source, edge.target)}
    assert len(report.graph.agents) == 44, "the template beside them is none"
    assert len(speaking | {a.id for a in report.graph.agents.values() if a.declares}) == 44


def test_copilot_with_display_names() -> None:
    """hve-core: 40 handoffs and 36 agents, one of them dangling, 21 self-handoffs as info, cycles of 3 and 2."""
    report = check(HVE)
    assert values(report) == {"agents": (36, 36), "handoffs": (40, 39)}
    (missing,) = (finding for finding in report.live if finding.code == "GK101")
    assert "no agent defines `ADR Creation`" in missing.message
    assert missing.hint == "Did you mean `ADR Creator`?"
    loops = [finding for finding in report.live if finding.code == "GK103"]
    assert {finding.severity.value for finding in loops} == {"info"}
    assert sum(1 + len(finding.related) for finding in loops) == 21
    assert sorted(len(finding.agents) for finding in report.live if finding.code == "GK202") == [2, 3]


def test_cagent_rosters() -> None:
    """43 of 44 `sub_agents` and `handoffs` resolve; the other one comes from a catalogue."""
    report = check(CAGENT)
    assert values(report) == {"handoffs": (8, 8), "sub_agents": (36, 35)}
    assert [(ghost.name, ghost.external) for ghost in report.graph.ghosts.values()] == [("agentcatalog/pirate", True)]
    assert "GK101" not in {finding.code for finding in report.live}


def test_swarms() -> None:
    """All 116 `connections` and `delegates_to` resolve."""
    assert values(check(SWARM)) == {"connections": (107, 107), "delegates_to": (9, 9)}


def test_graphs_of_nodes_and_edges() -> None:
    """ChatDev: every edge of every file resolves: 349 in the 45 files shipped, of the 636 in the whole tree."""
    expected = sum(
        len(yaml.safe_load(path.read_text(encoding="utf-8"))["graph"].get("edges") or [])
        for path in (CORPORA / CHATDEV).rglob("*.yaml")
    )
    assert expected == 349
    assert values(check(CHATDEV)) == {"graph.edges": (expected, expected)}


def test_opencode_dependencies() -> None:
    """`subagent:name` names an agent, `context:...` does not; calls in bodies name some too.

    The files allow five agents and deny `"*"` below: the last match decides, so that they may call none of the five.
    """
    expected = {"dependencies": (15, 15), "subagent_type": (22, 22)}
    assert values(check(OPENCODE)) == expected


def test_kiro_agents_load() -> None:
    """One agent for each JSON file; they name each other only in their prompts."""
    report = check(KIRO)
    files = {path.name for path in (CORPORA / KIRO).rglob("*.json")}
    assert len(files) == 17
    assert {agent.path.rpartition("/")[2] for agent in report.graph.agents.values()} == files
    assert {agent.dialect for agent in report.graph.agents.values()} == {"kiro"}


def test_yaml_blocks_in_bodies() -> None:
    """aiox-core: 24 definitions are in a block, and its four tools' folders are four worlds without duplicates.

    A 25th is in `.claude/agents`, whose tool reads it.
    """
    report = check(AIOX)
    dialects = Counter(agent.dialect for agent in report.graph.agents.values())
    assert dialects["aiox"] == 24
    assert set(values(report)) == {"handoff_to", "persona.responsibility_boundaries"}
    assert len({agent.root for agent in report.graph.agents.values()}) == 4
    assert not of(report, "GK102")


@pytest.mark.parametrize("folder", [NINETEEN, FORTY_ONE])
def test_fields_nobody_told_of(folder: str) -> None:
    """`collaborates_with` and nested fields name agents, and are told, not silently read."""
    told = of(check(folder), "GK004")
    assert any(message.startswith("`collaborates_with` names 3 agents in 2 files") for message in told)
    assert any(message.startswith("`execution_patterns.parallel_with`") for message in told)


EXPECTED = {
    ODYSSEY: ("delegates_to (62)", "receives_from (68)"),
    HVE: ("handoffs (40)", "agents (36)"),
    CAGENT: ("sub_agents (36)", "handoffs (8)"),
    SWARM: ("connections (107)", "delegates_to (9)"),
    CHATDEV: ("graph.edges (349)",),
    OPENCODE: ("dependencies (15)", "subagent_type (22)"),
    AIOX: ("handoff_to (4)",),
    NINETEEN: ("escalation_to (28)", "parallel_compatible (69)", '"collaborates_with"'),
    FORTY_ONE: ("escalation_to (71)", "escalation_from (23)", '"collaborates_with"'),
}


@pytest.mark.parametrize("folder", folders() or ["(none)"])
def test_init_proposes_relations_and_no_topics(folder: str, tmp_path: Path) -> None:
    """Each folder's relation fields are in the proposal, no tag, category or keyword is, and it can be used."""
    made = command("init", folder)
    assert made.status == 0
    assert all(field in made.out for field in EXPECTED.get(folder, ())), made.out
    settings = [line for line in made.out.splitlines() if line.startswith("relations.")]
    fields = [path.rpartition(".")[2] for line in settings for path in re.findall(r'"([^"]+)"', line)]
    assert not any(word in name for name in fields for word in ("tag", "categor", "keyword", "domain", "expertise"))
    (tmp_path / "graphkit.toml").write_text(made.out, encoding="utf-8")
    config = load.load(tmp_path / "graphkit.toml")
    assert not [f for f in graphkit.check(CORPORA / folder, config).live if f.code == "GK004"]


def test_everything_in_one_run() -> None:
    """All of the corpora at once: no traceback, and each dialect that occurs in them is there."""
    run = command("check", ".", "--format", "json")
    assert run.status in (0, 1)
    assert re.match(r"[\d,]+ agents in \d+ places: ", run.err)
    assert "Traceback" not in run.err
    seen = {agent["dialect"] for agent in json.loads(run.out)["agents"]}
    assert seen >= {"aiox", "cagent", "chatdev", "claude-code", "claude-config", "claude-swarm", "copilot"}
    assert seen >= {"kiro", "opencode"}
