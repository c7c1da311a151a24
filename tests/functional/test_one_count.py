"""Agents, edges and calls are counted by one function: every answer about a team gives the same numbers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.functional.conftest import Run, Write

TEAM = {
    ".claude/agents/lead": "description: x\nescalation_to: [owner, lead]\nescalation_from: [dev, tester]",
    ".claude/agents/dev": "description: x\nescalation_to: [lead]\nparallel_compatible: [tester, dev]",
    ".claude/agents/tester": "description: x\nescalation_to: [lead, ghost, human]\nparallel_compatible: [dev, gone]",
    ".claude/agents/hermit": "description: x",
    ".claude/commands/go.md": "Task(subagent_type=dev)\nTask(subagent_type=tester)\nTask(subagent_type=dev)\n",
    ".claude/commands/stop.md": "Task(subagent_type=nobody)\n",
    "graphkit.toml": 'externals = ["owner"]\n',
}
"""4 agents; 2 escalations and 1 parallel pair between them, 3 and 1 to others; a self reference; 1 caller of 2."""


@pytest.fixture
def team(write: Write) -> None:
    """Write the team."""
    write(TEAM)


def test_texts(team: None, run: Run) -> None:
    """`check` and `report` say it in the same words, `impact` what of it goes with an agent."""
    said = "4 files, 4 agents, 2 escalation + 1 parallel edges, 1 caller, 2 calls"
    assert run("check").stdout.splitlines()[-1].startswith(f"{said}: ")
    report = run("report").stdout
    assert report.startswith(said)
    assert re.search(r"escalation +2 .*, 3 more to or from names that no agent defines", report)
    assert re.search(r"parallel +1 .*, 1 more to or from names that no agent defines", report)
    assert f"{said}." in run("report", "--format", "markdown").stdout.replace("**", "")
    assert "Edges that go with it: 2 escalation, 1 more to or from names" in run("impact", "lead").stdout
    assert "1 parallel" in run("impact", "dev").stdout


def test_values(team: None, run: Run) -> None:
    """JSON of `check`, of `report` and of `metrics`."""
    report = json.loads(run("report", "--format", "json").stdout)
    assert report["summary"]["edges"] == {"escalation": 2, "parallel": 1}
    assert (report["summary"]["callers"], report["summary"]["calls"]) == (1, 2)
    assert json.loads(run("check", "--format", "json").stdout)["summary"] == report["summary"]
    metrics = json.loads(run("metrics", "--format", "json").stdout)["metrics"]
    assert metrics["agents"] == 4
    assert {one["relation"]: one["edges"] for one in metrics["relations"]} == report["summary"]["edges"]


def test_pictures(team: None, run: Run) -> None:
    """A drawing, a table, and the explorer."""
    drawing = run("render", "--format", "svg").stdout
    assert "4 agents, 2 escalation edges, 1 parallel edge, " in drawing
    assert "2 calls" in run("render", "--format", "svg", "--callers").stdout
    table = run("render", "--format", "svg", "--view", "matrix").stdout
    assert "Agent matrix: 3 agents" in table
    assert "1 agent without relations not shown" in table
    page = run("render", "--format", "html").stdout
    assert '"counts":{"edges":3,"outside":4,"callers":1,"calls":2}' in page
