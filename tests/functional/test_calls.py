"""Callers on the command line: what check, report, show, impact, diff and selections say of them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from graphkit.cli.settings import Settings
from graphkit.cli.watch import changes
from tests.functional.conftest import Run, Write
from tests.unit.repositories import commit

TEAM: dict[str, str | bytes] = {
    ".claude/agents/miller": "name: miller\ndescription: Mills.\ndelegates_to: [sifter]\n",
    ".claude/agents/sifter": "name: sifter\ndescription: Sifts.\n",
    ".claude/agents/baker": "name: baker\ndescription: Bakes.\ndelegates_to: [taster]\n",
    ".claude/agents/taster": "name: taster\ndescription: Tastes.\n",
    ".claude/commands/bread.md": "Grind: Task(subagent_type=miller)\nBake: Task(subagent_type=bakr)\n",
    ".claude/skills/cake/SKILL.md": "Task(subagent_type=miller)\nTask(subagent_type=sifter)\n",
}
PLACE = ".claude/commands/bread.md"


def test_check(write: Write, run: Run) -> None:
    """A dead call is a warning with its place and the name that may be meant; it fails nothing by itself."""
    write(TEAM)
    result = run("check", ".claude/agents")
    assert result.exit_code == 0
    assert f"{PLACE}:2:26: warning GK107 dead-call" in result.stdout
    assert "Did you mean `baker`?" in result.stdout
    assert "2 callers, 3 calls" in result.stdout
    assert run("check", ".claude/agents", "--fail-on", "warning").exit_code == 1
    plain = run("check", ".claude/agents", "--no-calls")
    assert "GK107" not in plain.stdout
    assert "caller" not in plain.stdout


def test_calls_of_an_absent_plugin(write: Write, run: Run) -> None:
    """Many calls of agents of one plugin that is not in the run are one info, with every place."""
    calls = "".join(f"Task(subagent_type=harbour:{name})\n" for name in ("cook", "mate", "pilot"))
    write({**TEAM, ".claude/commands/sail.md": calls})
    found = json.loads(run("check", ".claude/agents", "--format", "json").stdout)["findings"]
    (one,) = (finding for finding in found if "harbour" in finding["message"])
    assert (one["severity"], len(one["related"])) == ("info", 2)
    assert one["message"].startswith("3 calls name agents of the plugin `harbour`")


def test_calls_of_the_agents_of_a_plugin(write: Write, run: Run) -> None:
    """The plugin's name goes before the agent's or the file's; before another name it is a mistake for its folder."""
    calls = "".join(f"Task(subagent_type={name})\n" for name in ("sea-kit:salter", "sea-kit:Preserver", "sea:salter"))
    write(
        {
            "sea/.claude-plugin/plugin.json": '{"name": "sea-kit"}',
            "sea/agents/salter": "name: Preserver\ndescription: Salts.\ntools: Read\n",
            "sea/agents/smoker": "name: sea-kit-smoker\ndescription: Smokes.\ntools: Read\n",
            "sea/commands/keep.md": calls,
        }
    )
    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    dead = [(one["severity"], one["message"], one["hint"]) for one in found if one["code"] == "GK107"]
    assert dead == [
        (
            "info",
            "the command `keep` calls `sea:salter` (subagent_type), but the plugin in `sea` is called `sea-kit`",
            "Write `sea-kit:salter`.",
        )
    ]
    assert [one["agents"] for one in found if one["code"] == "GK105"] == [["preserver"]]


@pytest.mark.parametrize("setting", ["[calls]\nenabled = false\n", '[calls]\nexclude = ["commands/"]\n'])
def test_the_configuration_switches_off(setting: str, write: Write, run: Run) -> None:
    """The table `calls` says whether, and what not."""
    write({**TEAM, "graphkit.toml": setting})
    assert "GK107" not in run("check", ".claude/agents").stdout


def test_an_unknown_key_of_the_table(write: Write, run: Run) -> None:
    """It is a mistake with a place, as everywhere in the configuration."""
    write({**TEAM, "graphkit.toml": "[calls]\nenable = false\n"})
    result = run("check", ".claude/agents")
    assert result.exit_code == 2
    assert "unknown key `enable`" in result.stderr
    assert "enabled" in result.stderr


def test_a_built_in_agent_of_the_house(write: Write, run: Run) -> None:
    """Names in `builtins` are no dead calls."""
    write({**TEAM, "graphkit.toml": '[calls]\nbuiltins = ["bakr"]\n'})
    assert "GK107" not in run("check", ".claude/agents").stdout


def test_an_ignore_on_the_line_above(write: Write, run: Run) -> None:
    """A comment excuses the call below it; one that excuses nothing is reported."""
    text = "<!-- graphkit: ignore[GK107] comes with the plugin -->\nTask(subagent_type=bakr)\n"
    write({**TEAM, PLACE: text})
    assert "GK107" not in run("check", ".claude/agents").stdout
    write({**TEAM, PLACE: text.replace("bakr", "baker")})
    assert "GK901" in run("check", ".claude/agents").stdout


def test_json(write: Write, run: Run) -> None:
    """Callers and calls are beside agents and edges, counted in the summary, and as the schema has it."""
    write(TEAM)
    result = json.loads(run("report", ".claude/agents", "--format", "json").stdout)
    jsonschema.validate(result, json.loads(run("schema").stdout))
    assert [caller["id"] for caller in result["callers"]] == ["command:bread", "skill:cake"]
    assert [(call["source"], call["target"], call["resolved"]) for call in result["calls"]] == [
        ("command:bread", "bakr", False),
        ("command:bread", "miller", True),
        ("skill:cake", "miller", True),
        ("skill:cake", "sifter", True),
    ]
    assert (result["summary"]["callers"], result["summary"]["calls"]) == (2, 3)
    assert [agent["id"] for agent in result["agents"]] == ["baker", "miller", "sifter", "taster"]
    assert {edge["relation"] for edge in result["edges"]} == {"delegation"}


def test_entry_points(write: Write, run: Run) -> None:
    """The report lists who starts what, those with the most agents first, and who is reached from none."""
    write(TEAM)
    text = run("report", ".claude/agents").stdout
    lines = text.partition("Entry points\n")[2].splitlines()[:3]
    assert [" ".join(line.split()) for line in lines] == [
        "skill:cake → miller, sifter",
        "command:bread → miller",
        "reached from no entry point: baker, taster",
    ]
    page = run("report", ".claude/agents", "--format", "markdown").stdout
    assert "## Entry points\n\n- `skill:cake` → `miller`, `sifter`" in page


def test_a_long_list_of_unreached_agents_ends_in_a_number(write: Write, run: Run) -> None:
    """Twenty names are shown, the rest is counted."""
    others = {f".claude/agents/a{number:02}": "description: x\ntools: Read\n" for number in range(25)}
    write({**TEAM, **others})
    line = run("report", ".claude/agents").stdout.partition("reached from no entry point: ")[2].splitlines()[0]
    assert line.endswith("a19, 7 more")


def test_show_and_impact(write: Write, run: Run) -> None:
    """Both name the callers of an agent, with the place of each call; a called agent is not harmless to remove."""
    write(TEAM)
    shown = run("show", "miller", "--in", ".claude/agents").stdout
    assert "Called by (2)" in shown
    assert f"{PLACE}:1" in shown
    impact = run("impact", "sifter", "--in", ".claude/agents")
    assert impact.exit_code == 1
    assert "skill:cake .claude/skills/cake/SKILL.md:2:20" in impact.stdout


@pytest.mark.parametrize(
    ("expression", "agents"),
    [
        ("command:bread", ["miller"]),
        ("command:bread+", ["miller", "sifter"]),
        ("command:bread+1", ["miller"]),
        ("kind:skill", ["miller", "sifter"]),
        ("caller:*", ["miller", "sifter"]),
        ("called", ["miller", "sifter"]),
        ("uncalled", ["baker", "taster"]),
        ("uncalled baker+", ["baker", "taster"]),
    ],
)
def test_selections(expression: str, agents: list[str], write: Write, run: Run) -> None:
    """Ids of callers are selections as they are, and so are kinds and whether an agent is called."""
    write(TEAM)
    result = json.loads(run("report", ".claude/agents", "--agents", expression, "--format", "json").stdout)
    assert [agent["id"] for agent in result["agents"]] == agents


def test_a_caller_that_is_not_there(write: Write, run: Run) -> None:
    """The error points at the id and offers a near one."""
    write(TEAM)
    result = run("report", ".claude/agents", "--agents", "command:bred")
    assert result.exit_code == 2
    assert "`command:bread`" in result.stderr
    assert run("report", ".claude/agents", "--agents", "kind:comand").exit_code == 2


def test_orphans(write: Write, run: Run) -> None:
    """Who is called is no orphan; of a team without relations, one finding names those that nothing calls."""
    alone: dict[str, str | bytes] = {
        f".claude/agents/{name}": f"name: {name}\ndescription: x\n" for name in ("miller", "baker", "taster", "sifter")
    }
    write({**alone, PLACE: "Task(subagent_type=miller)\nTask(subagent_type=baker)\n"})
    result = run("check", ".claude/agents")
    assert result.stdout.count("GK501") == 1
    assert "1 command calls 2 of them, and nothing calls `sifter`, `taster`" in result.stdout
    write({PLACE: "".join(f"Task(subagent_type={name})\n" for name in ("miller", "baker", "taster", "sifter"))})
    assert "GK501" not in run("check", ".claude/agents").stdout


def test_diff(write: Write, run: Run, tmp_path: Path) -> None:
    """Calls that came and went, also where the older state is a commit and only the agents folder is named."""
    write({})
    commit(tmp_path, dict(TEAM))
    write({PLACE: "Task(subagent_type=baker)\n"})
    result = run("diff", "HEAD", "--in", ".claude/agents")
    assert "calls +1 -1" in result.stdout
    assert "+ command:bread -> baker" in " ".join(result.stdout.split())
    assert "- command:bread -> miller" in " ".join(result.stdout.split())


def test_the_cache_knows_callers(write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed command is another question: the kept answer is not given again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    write(TEAM)
    assert "GK107" in run("check", ".claude/agents", "--cache").stdout
    write({PLACE: "Task(subagent_type=baker)\n"})
    assert "GK107" not in run("check", ".claude/agents", "--cache").stdout


def test_watching_includes_callers(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed command is a reason to check again, so its folder is watched beside that of the agents."""
    watched: list[str] = []
    monkeypatch.setattr("graphkit.workspace.watch.watch", lambda paths: iter(watched.extend(paths) or ()))
    write(TEAM)
    list(changes(Settings(), [".claude/agents"]))
    assert watched == [".claude/agents", ".claude/commands", ".claude/skills"]
