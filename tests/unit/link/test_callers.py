"""Who calls agents: commands, skills, prompts, instructions and scripts, and where their calls lead."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pytest

from graphkit import pipeline
from graphkit.config import Config
from graphkit.config.settings import Calls
from graphkit.model.graph import AgentGraph
from tests.unit import folders

Files: TypeAlias = dict[str, str | bytes]
TEAM: Files = {
    ".claude/agents/net-mender": "name: net-mender\ndescription: Mends.",
    ".claude/agents/sail-maker": "name: sail-maker\ndescription: Sews.",
    ".claude/agents/cook": "name: cook\ndescription: Cooks.",
}
COMMAND = ".claude/commands/voyage.md"


def load(
    folder: Path, files: Files, monkeypatch: pytest.MonkeyPatch, *paths: str, config: Config | None = None
) -> AgentGraph:
    """Write the files and load the paths in them."""
    folders.write(folder, files)
    monkeypatch.chdir(folder)
    return pipeline.load(config or Config(), paths or [".claude/agents"])


def calls(graph: AgentGraph) -> list[tuple[str, str]]:
    """Return caller and agent of each call."""
    return [(call.source, call.target) for call in graph.calls]


def dead(graph: AgentGraph) -> list[tuple[str, str, bool]]:
    """Return caller, name and certainty of each call that leads nowhere."""
    return [(call.source, call.name, call.certain) for call in graph.dead_calls]


EVERYWHERE = {
    COMMAND: "command:voyage",
    ".claude/commands/port/leave.md": "command:port:leave",
    ".claude/skills/rig/SKILL.md": "skill:rig",
    ".claude/rules/deck.md": "instructions:.claude/rules/deck.md",
    "CLAUDE.md": "instructions:CLAUDE.md",
    ".claude/CLAUDE.md": "instructions:.claude/CLAUDE.md",
}


@pytest.mark.parametrize(("path", "caller"), EVERYWHERE.items())
def test_callers_are_found_around_the_agents(
    path: str, caller: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Naming the agents folder finds what lies in its home and in the project; it is no agent, and in no count."""
    files = {**TEAM, path: "---\ndescription: x\n---\nTask(subagent_type=cook)\n"}
    graph = load(tmp_path, files, monkeypatch)
    assert calls(graph) == [(caller, "cook")]
    assert sorted(graph.agents) == ["cook", "net-mender", "sail-maker"]
    assert not graph.edges
    assert graph.callers[caller].path == path
    assert load(tmp_path, {}, monkeypatch, config=Config(calls=Calls(enabled=False))).calls == ()


def test_instructions_are_those_of_their_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a project of several tools each reads its own: CLAUDE.md calls the agents of `.claude`, AGENTS.md any."""
    files: Files = {
        **TEAM, "CLAUDE.md": "subagent_type: cook\n", "AGENTS.md": "subagent_type: pilot\n",
        ".agents/agents/pilot": "name: pilot\ndescription: Steers.", "agents/smith": "name: smith\ndescription: Forges.",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch, ".")
    assert calls(graph) == [("instructions:AGENTS.md", "pilot"), ("instructions:CLAUDE.md", "cook")]
    assert not graph.dead_calls


def test_scripts_and_prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workflow script and a prompt are callers; a README, a test and an archived command are none."""
    call = "Task(subagent_type=cook)\n"
    files = {
        **TEAM, ".claude/workflows/scan.js": "agent('x', {agentType: 'cook'})\n", ".claude/prompts/deploy.prompt.md": call,
        ".claude/commands/README.md": call, ".claude/commands/archive/old.md": call, ".claude/commands/tests/a.md": call,
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch)
    assert calls(graph) == [("prompt:deploy", "cook"), ("workflow:scan", "cook")]
    only = Config(calls=Calls(kinds=("workflow",)))
    assert calls(load(tmp_path, {}, monkeypatch, config=only)) == [("workflow:scan", "cook")]
    none = Config(calls=Calls(exclude=(".claude/workflows/",)))
    assert calls(load(tmp_path, {}, monkeypatch, config=none)) == [("prompt:deploy", "cook")]


def test_files_of_a_skill_speak_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """References and phases of a skill are one caller with it; a name that is missing there is no sure mistake."""
    files = {
        **TEAM, ".claude/skills/rig/SKILL.md": "Task(subagent_type=cook)\n",
        ".claude/skills/rig/references/more.md": "subagent_type: sail-maker\nsubagent_type: smith\n",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch)
    assert calls(graph) == [("skill:rig", "cook"), ("skill:rig", "sail-maker")]
    assert dead(graph) == [("skill:rig", "smith", False)]
    assert list(graph.callers) == ["skill:rig"]
    assert graph.callers["skill:rig"].path == ".claude/skills/rig/SKILL.md"


def test_dead_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A literal name that nobody has is certain in a form that runs; placeholders, wildcards and built-ins are not said."""
    text = (
        "---\nallowed-tools: Read, Agent(smith)\n---\nTask(subagent_type=sail-makr)\nTask(nobody, 'x')\n"
        "Task(subagent_type=general-purpose) Task(subagent_type='your-agent') subagent_type: any\n"
        "If available, Task(subagent_type=pilot)\n"
    )
    graph = load(tmp_path, {**TEAM, COMMAND: text}, monkeypatch)
    assert dead(graph) == [
        ("command:voyage", "smith", True), ("command:voyage", "sail-makr", True), ("command:voyage", "pilot", False),
    ]  # fmt: skip
    assert [call.hint for call in graph.dead_calls][1] == "Did you mean `sail-maker`?"


@pytest.mark.parametrize("name", ["agent", "ask", "edit", "plan", "general-purpose", "Explore", "fork", "build"])
def test_modes_and_built_in_agents(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a tool brings along is no dead call, in `agent:` either."""
    graph = load(tmp_path, {**TEAM, COMMAND: f"---\nagent: {name}\n---\nx\n"}, monkeypatch)
    assert not graph.dead_calls


def test_a_file_of_that_name_is_a_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file of the agents folder has the name but is no agent, the call may be right."""
    files: Files = {
        **TEAM,
        ".claude/agents/smith.md": "# Smith, without front matter\n",
        COMMAND: "subagent_type: smith\n",
    }
    (call,) = load(tmp_path, files, monkeypatch).dead_calls
    assert not call.certain
    assert ".claude/agents/smith.md" in call.cause


def test_other_programs_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only commands, skills and prompts have `agent:`; a scheduled job names the program that runs it."""
    files: Files = {
        **TEAM,
        ".claude/crons/beat.md": "---\nagent: pi\n---\nx\n",
        "CLAUDE.md": "---\nagent: pi\n---\nx\n",
    }
    graph = load(tmp_path, files, monkeypatch)
    assert not graph.calls
    assert not graph.dead_calls


PLUGINS: Files = {
    f"plugins/{plugin}/{path}": content
    for plugin in ("north", "south")
    for path, content in {
        ".claude-plugin/plugin.json": f'{{"name": "{plugin}"}}',
        "agents/cook": "name: cook\ndescription: Cooks.",
    }.items()
}


def test_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare name is the own plugin's, a qualified one that plugin's; from a third plugin it is several, and none."""
    files: Files = {
        **PLUGINS, "plugins/west/.claude-plugin/plugin.json": '{"name": "west"}',
        "plugins/west/agents/mate": "name: mate\ndescription: Helps.",
        "plugins/north/commands/a.md": "subagent_type: cook\nThen south:cook too.\n",
        "plugins/west/commands/a.md": "subagent_type: cook\nsubagent_type: west:cook\n",
        "plugins/west/commands/b.md": "subagent_type: north:general-purpose\nsubagent_type: east:cook\n",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch, "plugins")
    assert calls(graph) == [
        ("command:north:a", "cook@north/agents/cook.md"),
        ("command:north:a", "cook@south/agents/cook.md"),
    ]
    said = {(call.source, call.name): call for call in graph.dead_calls}
    assert [key for key, call in said.items() if call.certain] == [("command:b", "north:general-purpose")]
    assert "several agents are called `cook`" in said["command:west:a", "cook"].cause
    assert "not in that plugin" in said["command:west:a", "west:cook"].cause
    assert said["command:b", "north:general-purpose"].hint == "Write `general-purpose` without the plugin."
    assert "`east` is not among the files" in said["command:b", "east:cook"].cause


def test_a_marketplace_lists_what_its_plugins_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plugins that list the same files both hold the agent, whatever its folder is called."""
    listed = '"source": "./", "agents": ["./agents/cook.md"]'
    files: Files = {
        ".claude-plugin/marketplace.json": f'{{"plugins": [{{"name": "one", {listed}}}, {{"name": "two", {listed}}}]}}',
        "agents/cook": "name: cook\ndescription: Cooks.", "agents/mate": "name: mate\ndescription: Helps.",
        "commands/a.md": "subagent_type: one:cook\nsubagent_type: two:cook\nsubagent_type: two:mate\n",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch, "agents")
    assert calls(graph) == [("command:a", "cook")]
    assert [call.text for call in graph.calls[0].references] == ["one:cook", "two:cook"]
    assert dead(graph) == [("command:a", "two:mate", False)]


def test_two_tools_are_two_worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command calls the agents of its own tool; one that only another tool has is a doubt."""
    files: Files = {
        **TEAM, ".opencode/agent/cook": "description: Cooks.", ".opencode/agent/pilot": "description: Steers.",
        ".opencode/command/a.md": "subagent_type: cook\n", COMMAND: "subagent_type: pilot\n",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch, ".claude/agents", ".opencode/agent")
    assert [(source, graph.agents[target].path) for source, target in calls(graph)] == [
        ("command:a", ".opencode/agent/cook.md")
    ]
    assert dead(graph) == [("command:voyage", "pilot", False)]


def test_the_same_name_in_two_homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of one name are told apart by their place."""
    files: Files = {
        **TEAM, ".opencode/agent/cook": "description: Cooks.", ".opencode/command/voyage.md": "subagent_type: cook\n",
        COMMAND: "subagent_type: cook\n",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch, ".claude/agents", ".opencode/agent")
    assert list(graph.callers) == [f"command:voyage@{COMMAND}", "command:voyage@.opencode/command/voyage.md"]


def test_the_body_of_an_agent_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls in an agent's own body are delegations that count as written; one in vain is a dead call, no ghost."""
    body = "---\nname: cook\n---\nTask(subagent_type=net-mender)\nTask(subagent_type=smith)\nTask(subagent_type=cook)\n"
    graph = load(tmp_path, {**TEAM, ".claude/agents/cook.md": body}, monkeypatch)
    (edge,) = graph.links("delegation", declared=True)
    assert (edge.source, edge.target, edge.references[0].field) == ("cook", "net-mender", "subagent_type")
    assert dead(graph) == [("cook", "smith", True)]
    assert not graph.ghosts
    assert not graph.calls


def test_prose_of_callers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `prose`, everyday wording calls too; a skill of that name is meant unless "agent" follows."""
    text = (
        "Use the **net-mender** agent first. Invoke `cook`.\n\nInvoke the cook agent.\n\n- Torn sails → `sail-maker`\n"
        "\nCoordinate with net-mender.\n"
    )
    files: Files = {**TEAM, COMMAND: text, ".claude/skills/cook/SKILL.md": "A skill.\n"}
    graph = load(tmp_path, files, monkeypatch, config=Config(prose=True))
    assert [(call.target, [one.span.line for one in call.references]) for call in graph.calls] == [
        ("cook", [3]), ("net-mender", [1]), ("sail-maker", [5]),
    ]  # fmt: skip
    assert all(call.prose for call in graph.calls)
    assert not load(tmp_path, {}, monkeypatch).calls


NO_CALLS_IN_PROSE = {
    "what an agent does": "### Net Mender agent\n- Hands off to cook",
    "a chain of others": "1. net-mender → cook",
    "others after an arrow": "Returns to Net Mender → delegates to cook",
    "the skill": "Invoke the `sail-maker` skill.",
    "half of a code span": "Use `cook fmt` and `cook`.",
    "agents in general": "Spawn agents in parallel\n\n- Start → Spawn agents",
    "a roster": "| Agent | What |\n|---|---|\n| cook | cooks |",
    "a chain without a head": "Backend agents follow `net-mender` + `cook`",
    "forbidden": "Do not use the **cook** agent.",
}


@pytest.mark.parametrize("text", NO_CALLS_IN_PROSE.values(), ids=NO_CALLS_IN_PROSE)
def test_what_is_no_call_in_prose(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do, lists of who there is, and words that only spell a name are none."""
    files: Files = {**TEAM, ".claude/agents/spawn": "name: spawn\ndescription: Lays.", "CLAUDE.md": text}
    assert not load(tmp_path, files, monkeypatch, config=Config(prose=True)).calls


def test_several_are_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number before a name starts several of them."""
    files: Files = {**TEAM, COMMAND: "Launch 2-3 net-mender agents in parallel.\n"}
    assert calls(load(tmp_path, files, monkeypatch, config=Config(prose=True))) == [("command:voyage", "net-mender")]


def test_translations_call_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plain folders with the same names are a world each; a command calls the agents of its language."""
    names = ("cook", "mate", "pilot", "smith", "sail-maker")
    agents = {
        f"{language}/agents/{name}": f"name: {name}\ndescription: {language}\ntools: Read"
        for language in ("en", "ja")
        for name in names
    }
    commands = {f"{language}/commands/a.md": "subagent_type: cook\n" for language in ("en", "ja")}
    files: Files = {**agents, **commands}
    graph = load(tmp_path, files, monkeypatch, ".")
    assert [(call.source, graph.agents[call.target].path) for call in graph.calls] == [
        ("command:a@en/commands/a.md", "en/agents/cook.md"), ("command:a@ja/commands/a.md", "ja/agents/cook.md"),
    ]  # fmt: skip
    assert not graph.dead_calls


@pytest.mark.parametrize(
    ("path", "front", "ignored"),
    [
        (".claude/skills/rig/SKILL.md", "agent: cook", True),
        (".claude/skills/rig/SKILL.md", "context: inline\nagent: 'cook'", True),
        (".claude/skills/rig/SKILL.md", "context: fork  # apart\nagent: cook", False),
        (".claude/skills/rig/SKILL.md", "agent: cook\ncontext: 'fork'", False),
        (".claude/commands/rig.md", "agent: cook", False),
    ],
)
def test_a_skill_that_does_not_fork(
    path: str, front: str, ignored: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claude Code ignores its `agent:`: it is a call all the same, and an info says so; a missing agent is no more."""
    graph = load(tmp_path, {**TEAM, path: f"---\n{front}\n---\nRig.\n"}, monkeypatch)
    assert [target for _, target in calls(graph)] == ["cook"]
    assert [(call.name, call.certain, call.resolved) for call in graph.dead_calls] == [("cook", False, True)] * ignored
    assert all("context: fork" in call.cause for call in graph.dead_calls)
    gone = load(tmp_path, {path: f"---\n{front}\n---\nRig.\n".replace("cook", "smith")}, monkeypatch)
    assert [certain for *_, certain in dead(gone)] == [not ignored]


def test_another_tools_skill_is_not_judged_by_claude_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`context: fork` is a word of Claude Code."""
    files: Files = {
        ".github/agents/cook.agent.md": "---\nname: cook\ndescription: Cooks.\n---\n",
        ".github/skills/rig/SKILL.md": "---\nagent: cook\n---\nRig.\n",
    }
    graph = load(tmp_path, files, monkeypatch, ".github/agents")
    assert calls(graph) == [("skill:rig", "cook")]
    assert not graph.dead_calls


def test_a_folder_called_agents_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below commands it holds commands; below a skill its agents are of second rank: none of them is one of the team."""
    text = "---\ndescription: Starts all.\n---\nTask(subagent_type=cook)\n"
    files: Files = {
        **TEAM,
        ".claude/commands/agents/spawn.md": text,
        ".claude/skills/rig/agents/bosun.md": "---\nname: bosun\ndescription: Rigs.\n---\n",
    }
    graph = load(tmp_path, files, monkeypatch, ".")
    assert sorted(graph.agents) == ["cook", "net-mender", "sail-maker"]
    assert calls(graph) == [("command:agents:spawn", "cook")]
    assert not graph.dead_calls


@pytest.mark.parametrize("name", ["claude-chef", "index-keeper", "agents-lead", "readme-writer"])
def test_an_agent_may_be_called_nearly_like_a_document(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only CLAUDE.md, INDEX.md, AGENTS.md and README.md exactly are no agents, so that no call of these is dead."""
    files: Files = {
        **TEAM, f".claude/agents/{name}.md": f"---\nname: {name}\ndescription: x\n---\n",
        COMMAND: f"subagent_type: {name}\n",
    }  # fmt: skip
    graph = load(tmp_path, files, monkeypatch)
    assert calls(graph) == [("command:voyage", name)]
    assert not graph.dead_calls


@pytest.mark.parametrize("path", [".claude/hooks/guard.js", ".claude/hooks/guard.ts", ".claude/scripts/guard.mjs"])
def test_a_hook_calls_no_agent(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hook prints or is given to test it is data, even if it is spelled as a call."""
    line = """console.log('node guard.js \\'{"subagent_type":"cook"}\\'')\nagent('x', {agentType: 'smith'})\n"""
    graph = load(tmp_path, {**TEAM, path: line}, monkeypatch, ".")
    assert not graph.calls
    assert not graph.dead_calls
