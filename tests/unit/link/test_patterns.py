"""Patterns and permissions: which agents a pattern covers, and what such an edge counts for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import graphkit
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.report import Report

Files = dict[str, str | bytes]
BOATS = ("tug-north", "tug-south", "ferry")


def team(front: str, home: str = ".opencode/agent") -> Files:
    """Return a lead with some front matter, and three agents that name nobody."""
    files: Files = {f"{home}/lead.md": f"---\ndescription: d\n{front}\n---\n"}
    return files | {f"{home}/{boat}.md": f"---\nname: {boat}\ndescription: d\n---\n" for boat in BOATS}


def via(report: Report) -> set[tuple[str, str | None]]:
    """Return the targets of the delegations, each with the pattern that covers it."""
    return {(edge.target, edge.via) for edge in report.graph.edges if edge.relation == "delegation"}


def of(report: Report, code: str) -> list[str]:
    """Return the messages of a rule."""
    return [finding.message for finding in report.live if finding.code == code]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("{'tug-*': allow}", {("tug-north", "tug-*"), ("tug-south", "tug-*")}),
        ("{'*': deny, 'tug-*': ask}", {("tug-north", "tug-*"), ("tug-south", "tug-*")}),
        ("{'tug-*': allow, tug-south: deny}", {("tug-north", "tug-*")}),
        ("{'tug-*': allow, '*-south': deny, tug-south: allow}", {("tug-north", "tug-*"), ("tug-south", None)}),
        ("{tug-south: deny, 'tug-*': allow}", {("tug-north", "tug-*"), ("tug-south", "tug-*")}),
        ("{'tug-?orth': allow}", {("tug-north", "tug-?orth")}),
        ("{'tug-*': deny, ferry: allow}", {("ferry", None)}),
        ("{'tug-*': allow, '*': deny}", set()),
        ("{ferry: allow, '*': deny}", set()),
        ("{'*': deny}", set()),
        ("deny", set()),
    ],
)
def test_the_last_rule_that_matches_decides(tmp_path: Path, task: str, expected: set[tuple[str, str | None]]) -> None:
    """As OpenCode reads them: in their order, `ask` as an allowance; who is named and covered has one edge without `via`."""
    assert via(graphkit.check(write(tmp_path, team(f"permission:\n  task: {task}")))) == expected


RULES = """permissions:
  - {action: subagent, resource: "*", effect: deny}
  - {action: task, resource: "tug-*", effect: allow}
  - {action: read, resource: "ferry", effect: allow}
  - {action: subagent, resource: ferry, effect: ask}
  - {action: "*", resource: tug-south, effect: deny}"""


def test_the_newer_list_of_rules_is_read_too(tmp_path: Path) -> None:
    """Only rules about calling agents count, and denials of every action."""
    assert via(graphkit.check(write(tmp_path, team(RULES)))) == {("tug-north", "tug-*"), ("ferry", None)}


@pytest.mark.parametrize(
    ("front", "home"),
    [
        ("permission: {task: allow}", ".opencode/agent"), ("permission: {task: {'*': allow}}", ".opencode/agent"),
        ("tools: Agent(*), Read", ".claude/agents"), ("tools: ['Task(*)']", ".claude/agents"),
        ("delegates_to: all_agents", "agents"), ("parallel_compatible: '*'", "agents"),
        ("parallel_compatible: [all  # of them]", "agents"),
    ],
)  # fmt: skip
def test_a_wildcard_makes_no_edge_and_covers_everybody(tmp_path: Path, front: str, home: str) -> None:
    """Neither who says `all` nor whom it covers is an orphan; agents of another folder are not covered."""
    files = team(front, home) | {
        ".cursor/agents/one.md": "---\nname: one\n---\n",
        ".cursor/agents/two.md": "---\nname: two\n---\n",
    }
    report = graphkit.check(write(tmp_path, files))
    assert not report.graph.edges
    assert report.graph.agents["lead"].wildcards
    assert len(of(report, "GK501")) == 1  # that of the other folder
    assert not of(report, "GK101")


@pytest.mark.parametrize(
    ("front", "home", "found"),
    [
        ("permission: {task: {'barge-*': allow}}", ".opencode/agent", True),
        ("permission: {task: {'barge-*': deny}}", ".opencode/agent", False),
        ("tools: Agent(barge-*)", ".claude/agents", True),
        ("delegates_to: ['barge-*']", "agents", True),
        ("permission: {task: {'tug-*': allow, 'tug-*th': deny}}", ".opencode/agent", False),
    ],
)
def test_a_pattern_that_matches_no_agent_is_missing(tmp_path: Path, front: str, home: str, found: bool) -> None:
    """Only one that allows, and only if nothing is called so: what a later rule refuses is no missing agent."""
    messages = of(graphkit.check(write(tmp_path, team(front, home))), "GK101")
    assert ["barge-*" in message for message in messages] == ([True] if found else [])


def test_kiro_names_agents_by_patterns(tmp_path: Path) -> None:
    """In the lists of whom an agent may call."""
    lead = {
        "name": "lead",
        "toolsSettings": {"subagent": {"availableAgents": ["tug-*", "ferry"], "trustedAgents": ["*"]}},
    }
    files: Files = {".kiro/agents/lead.json": json.dumps(lead)}
    files |= {f".kiro/agents/{boat}.json": json.dumps({"name": boat, "prompt": "x"}) for boat in BOATS}
    report = graphkit.check(write(tmp_path, files))
    assert via(report) == {("tug-north", "tug-*"), ("tug-south", "tug-*"), ("ferry", None)}
    assert report.graph.agents["lead"].wildcards == ("delegation",)


def test_edges_of_a_pattern_count_for_nothing_that_is_declared(tmp_path: Path) -> None:
    """No cycle, no rank, no one-sided pair; the covered agents are linked all the same."""
    files: Files = {
        "agents/tug-a": "level: 1\ndelegates_to: ['tug-*']\nescalation_to: ['tug-b*']\nreceives_from: []",
        "agents/tug-b": "level: 3\ndelegates_to: ['tug-a*']\nescalation_to: ['tug-a*']\nreceives_from: []",
    }
    report = graphkit.check(write(tmp_path, files))
    assert {finding.code for finding in report.live} == set()
    assert not list(report.graph.links(declared=True))
    assert {(edge.relation, edge.via) for edge in report.graph.links()} == {
        ("delegation", "tug-*"), ("delegation", "tug-a*"), ("escalation", "tug-b*"), ("escalation", "tug-a*"),
    }  # fmt: skip


def test_an_agent_that_is_allowed_in_vain_is_told(tmp_path: Path) -> None:
    """The later rule refuses it; a name without a definition is no matter here."""
    report = graphkit.check(write(tmp_path, team("permission: {task: {ferry: allow, gone: allow, '*': deny}}")))
    (message,) = of(report, "GK604")
    assert message.startswith("`ferry` in `permission.task` is allowed in vain")
    assert not of(report, "GK101")


def test_many_rules_and_agents_take_no_long_time(tmp_path: Path) -> None:
    """A thousand patterns over two hundred agents are two hundred thousand short comparisons."""
    task = "\n".join(f"    '*{'a' * (number % 9)}*b{number}': allow" for number in range(1000))
    files: Files = {".opencode/agent/lead.md": f"---\npermission:\n  task:\n{task}\n---\n"}
    files |= {f".opencode/agent/{'a' * 40}{number}.md": "---\ndescription: d\n---\n" for number in range(200)}
    report = graphkit.check(write(tmp_path, files))
    assert len(of(report, "GK101")) == 1000
