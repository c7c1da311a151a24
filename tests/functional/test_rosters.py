"""Formats whose agents are defined beside other things: what is read of them, and what is never shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.functional.conftest import Run, Write

CLAW = """\
{gateway: {auth: {token: 'hush-1'}}, // JSON5
 agents: {list: [
  {id: "main", token: "hush-2", subagents: {allowAgents: ["baker", "gone"], key: "hush-3"}}, {id: "baker"}, {id: "poet"}]},
 tools: {agentToAgent: {enabled: %s, allow: ["main", "baker", "typo"]}, web: {apiKey: "hush-4"}}}
"""


@pytest.mark.parametrize(
    "command",
    [
        ("check", "-v"),
        ("check", "--format", "sarif"),
        ("report", "--format", "json"),
        ("render", "--format", "html"),
    ],
)
def test_no_line_of_a_file_with_tokens_is_shown(write: Write, run: Run, command: tuple[str, ...]) -> None:
    """Of a line with a finding only the reference is left; the explorer quotes nothing of the file."""
    write({"openclaw.json": CLAW % "true"})
    told = run(*command[:1], ".", *command[1:])
    assert "hush" not in told.stdout + told.stderr
    assert "gone" in told.stdout


def test_agents_that_may_write_to_each_other_run_in_parallel(write: Write, run: Run) -> None:
    """`agentToAgent` counts only when it is enabled; a name that is no agent is reported once."""
    for enabled, pairs in (("true", [("baker", "main")]), ("false", [])):
        write({"openclaw.json": CLAW % enabled})
        report = json.loads(run("report", ".", "--format", "json").stdout)
        edges = [(edge["source"], edge["target"]) for edge in report["edges"] if edge["relation"] == "parallel"]
        assert edges == pairs
        assert sum("`typo`" in one["message"] for one in report["findings"]) == len(pairs)


def test_commands_and_the_default_agent_call(write: Write, run: Run) -> None:
    """What starts agents in `opencode.json` is a caller; a call of no agent is reported there."""
    config = {
        "default_agent": "lead",
        "agent": {"lead": {"description": "x"}, "cook": {"description": "y"}},
        "command": {"eat": {"agent": "cook"}, "sleep": {"agent": "nurse"}, "plan": {"agent": "plan"}},
    }
    write({"opencode.json": json.dumps(config)})
    report = json.loads(run("report", ".", "--format", "json").stdout)
    assert [(one["source"], one["target"]) for one in report["calls"] if one["resolved"]] == [
        ("command:eat", "cook"),
        ("instructions:default_agent", "lead"),
    ]
    assert [one["code"] for one in report["findings"] if "nurse" in one["message"]] == ["GK107"]


def test_permissions_for_all(write: Write, run: Run) -> None:
    """What `opencode.json` permits at its top holds for every agent that has no rules, and is no circle of anybody's."""
    rules = {"*": "deny", "shelf-*": "allow", "lead": "allow", "ghost": "allow", "gone-*": "allow", "late": "deny"}
    write(
        {
            "opencode.json": json.dumps({"permission": {"edit": "ask", "task": rules}}),
            ".opencode/agent/lead.md": "---\ndescription: Leads.\nmode: primary\n---\n",
            ".opencode/agent/shelf-a.md": "---\ndescription: Runs.\nmode: subagent\n---\n",
            ".opencode/agent/alone.md": "---\ndescription: x\nmode: primary\npermission: {task: {'*': deny}}\n---\n",
            ".opencode/agent/late.md": "---\ndescription: Comes late.\nmode: primary\n---\n",
        }
    )
    report = json.loads(run("report", ".", "--format", "json").stdout)
    assert [agent["id"] for agent in report["agents"]] == ["alone", "late", "lead", "shelf-a"]
    edges = [(edge["source"], edge["target"], edge["via"]) for edge in report["edges"] if edge["resolved"]]
    assert edges == [
        ("late", "lead", "lead"),
        ("late", "shelf-a", "shelf-*"),
        ("lead", "shelf-a", "shelf-*"),
        ("shelf-a", "lead", "lead"),
    ]
    told = [(one["code"], one["path"], one["message"].partition(", but")[0]) for one in report["findings"]]
    assert told == [
        ("GK501", ".opencode/agent/alone.md", "no relation leads to `alone` or away from it"),
        ("GK101", "opencode.json", "`permission.task` names `ghost`"),
        ("GK101", "opencode.json", "`permission.task` names `gone-*`"),
    ]


def test_everything_permitted_for_all(write: Write, run: Run) -> None:
    """Then nobody is an orphan; with a roster alone there is no agent at all."""
    write({"opencode.json": '{"permission": {"task": "allow"}}'})
    assert run("check", ".").exit_code == 2
    for name in ("a", "b"):
        write({f".opencode/agent/{name}.md": "---\ndescription: x\nmode: primary\n---\n"})
    assert "GK501" not in run("check", ".", "-v").stdout


def test_agentic_workflows_dispatch_and_use(write: Write, run: Run) -> None:
    """A workflow goes by its file, and an agent of its name is another; a plain workflow of GitHub is not missing."""
    top = "---\non: push\nengine: {id: copilot, agent: sower}\n"
    write(
        {
            ".github/workflows/sower.md": f"{top}safe-outputs:\n  dispatch-workflow:\n"
            "    workflows: [reaper, build, gone]\n    max: 1\n---\n",
            ".github/workflows/reaper.md": "---\non: push\nimports: [shared/x.md, .github/agents/sower.agent.md]\n"
            "safe-outputs:\n  dispatch-workflow: [sower]\n---\n",
            ".github/workflows/shared/x.md": "---\ntools: {}\n---\n",
            ".github/workflows/build.yml": "on: push\n",
            ".github/agents/sower.agent.md": "---\nname: Old Sower\ndescription: Sows.\n---\n",
        }
    )
    report = json.loads(run("report", ".", "--format", "json").stdout)
    assert [(one["source"], one["target"], one["resolved"]) for one in report["edges"]] == [
        ("reaper", "sower", True),
        ("sower", ".github/workflows/build.yml", False),
        ("sower", "gone", False),
        ("sower", "reaper", True),
        ("reaper", "old-sower", True),
        ("sower", "old-sower", True),
    ]
    assert [one["message"] for one in report["findings"] if one["code"] == "GK101"] == [
        "`sower` delegates to `gone`, but no agent defines `gone`"
    ]


@pytest.mark.parametrize("folder", ["", "config/"])
def test_agents_beside_a_configuration_are_those_of_the_tool(write: Write, run: Run, folder: str) -> None:
    """In the user's folder of OpenCode `agents/` lies beside `opencode.json`: an agent of both is one, and is called."""
    config = {
        "default_agent": "lead",
        "agent": {"lead": {"model": "x", "permission": {"task": {"cook": "allow"}}}, "nurse": {"description": "z"}},
        "command": {"eat": {"agent": "cook"}},
    }
    top = "---\ndescription: Works.\nmode: subagent\n"
    write(
        {
            f"{folder}opencode.json": json.dumps(config),
            f"{folder}agents/lead.md": f"{top}permission: {{task: {{nurse: allow}}}}\n---\n",
            f"{folder}agents/cook.md": f"{top}---\n",
        }
    )
    report = json.loads(run("report", ".", "--format", "json").stdout)
    assert [one["id"] for one in report["agents"]] == ["cook", "lead", "nurse"]
    assert [(one["source"], one["target"]) for one in report["edges"]] == [("lead", "cook"), ("lead", "nurse")]
    assert [(one["target"], one["resolved"]) for one in report["calls"]] == [("cook", True), ("lead", True)]


def test_a_file_that_is_named_is_about_the_agents_that_it_describes_too(write: Write, run: Run) -> None:
    """All agents of `opencode.json` may have files of their own: they are shown, though the JSON is what was named."""
    top = "---\ndescription: Works.\nmode: subagent\n---\n"
    write(
        {
            "opencode.json": json.dumps({"agent": {"cook": {"model": "x"}}}),
            ".opencode/agents/cook.md": top,
            ".opencode/agents/nurse.md": top,
        }
    )
    report = json.loads(run("report", "opencode.json", "--format", "json").stdout)
    assert report["named"] == ["cook"]
