"""What people write in other words than the samples: nothing is lost without a finding, and every finding is true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.functional.conftest import Run


class Seen(NamedTuple):
    """What a run says: its agents, its edges (`lead handoff tug`), and its findings as `GK101 message | hint`."""

    agents: list[str]
    edges: list[str]
    findings: list[str]


class Look:
    """Writes files into a project, and reads them with graphkit."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder, self._run = folder, run

    def __call__(self, files: Mapping[str, str | bytes]) -> Seen:
        """Return what a run without arguments finds."""
        for path, content in files.items():
            file = self._folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        data: dict[str, Any] = json.loads(self._run("report", "--format", "json").stdout)
        return Seen(
            [one["id"] for one in data["agents"]],
            [f"{one['source']} {one['relation']} {one['target']}" for one in data["edges"]],
            [f"{one['code']} {one['message']} | {one['hint']}" for one in data["findings"] if not one["suppressed"]],
        )


@pytest.fixture(autouse=True)
def _in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def look(tmp_path: Path, run: Run) -> Look:
    """Read files that were written into an empty project."""
    return Look(tmp_path, run)


def agent(name: str, *lines: str) -> str:
    """Return a definition with a name, a description and more entries."""
    return "\n".join(["---", f"name: {name}", "description: Does its part.", *lines, "---", ""])


def crew(*lines: str, **others: str) -> dict[str, str | bytes]:
    """Return `skipper` with some entries, beside `deck-hand`, `ship-cook` and others."""
    team = {"deck-hand": "escalation_to: [purser]", "ship-cook": "escalation_to: [purser]", "purser": "level: staff"}
    named = {one.replace("_", "-"): text for one, text in others.items()}
    files: dict[str, str | bytes] = {f"agents/{one}.md": agent(one, text) for one, text in {**team, **named}.items()}
    return files | {"agents/skipper.md": agent("skipper", "escalation_to: [purser]", *lines)}


# Reading ---------------------------------------------------------------------------------------------------------------


def test_an_item_that_names_two_agents_means_both(look: Look) -> None:
    """A key twice in one item is reported as read twice, and it is."""
    seen = look(crew("handoffs:", "  - agent: deck-hand", "    agent: ship-cook", "    label: Eat"))
    assert {"skipper handoff deck-hand", "skipper handoff ship-cook"} <= set(seen.edges)
    assert [one for one in seen.findings if "second time" in one and "both are read" in one]


@pytest.mark.parametrize(
    "lines",
    [
        ("workflow_integration:", "  storms:", "    at_night:", "      calls_watch_to_deck_hand: always"),
        ("workflow_integration:", "  ashore:", "    - gives_shopping_list_to_deck_hand"),
        ("workflow_integration:", "  - with: deck-hand", "    how: by bell"),
        ("workflow_integration:", "  - agent: deck-hand"),
        ("escalation_triggers:", "  - when: it leaks", "    to: deck-hand"),
    ],
    ids=["deeper", "list-below", "with", "agent", "trigger"],
)
def test_phrases_are_read_in_nested_lists_and_mappings(look: Look, lines: tuple[str, ...]) -> None:
    """However deep a phrase stands in its field, the agent in it is linked."""
    linked = {"skipper workflow deck-hand", "deck-hand workflow skipper"}  # one of the two, where both go
    assert linked & set(look(crew(*lines)).edges)


def test_tools_of_a_list_may_say_why(look: Look) -> None:
    """`- Write: to log` allows Write."""
    lines = ("tool_access: read_only", "tools:", "  allowed:", "    - Read: to look", "    - Write: to log")
    assert [one for one in look(crew(*lines)).findings if one.startswith("GK602") and "`Write`" in one]


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_data_file_is_named_where_its_agent_is_missing(look: Look, content: str) -> None:
    """The hint names the file and the reason, as for Markdown."""
    lead = {
        "name": "lead",
        "description": "d",
        "prompt": "p",
        "toolsSettings": {"subagent": {"availableAgents": ["mate"]}},
    }
    seen = look({".kiro/agents/lead.json": json.dumps(lead), ".kiro/agents/mate.json": content})
    assert [one for one in seen.findings if "`mate`" in one] == [
        (
            "GK101 `lead` delegates to `mate`, but no agent defines `mate` | "
            ".kiro/agents/mate.json is not read as an agent: empty file."
        )
    ]


def test_a_data_file_that_no_dialect_reads_is_named_too(look: Look) -> None:
    """A YAML file of the missing name lies beside the agents."""
    seen = look(crew("handoff_to: [tug]") | {"agents/tug.yaml": "name: tug\nrole: Pulls.\nprompt: Pull.\n"})
    assert any("agents/tug.yaml is not read as an agent: no dialect reads it." in one for one in seen.findings)


def test_nothing_is_said_of_a_description_that_could_not_be_read(look: Look) -> None:
    """A TOML file that breaks off before its description is one finding."""
    broken = 'name = "lead\ndescription = "Leads."\ndeveloper_instructions = "x"\n'
    whole = 'name = "mate"\ndescription = "d"\ndeveloper_instructions = "x"\n'
    seen = look({".codex/agents/lead.toml": broken, ".codex/agents/mate.toml": whole})
    assert [one[:5] for one in seen.findings if "lead" in one or "TOML" in one] == ["GK001"]


@pytest.mark.parametrize(
    ("place", "start", "expected"),
    [
        (".claude/agents", b"\xef\xbb\xbf", ["GK005"]),
        (".opencode/agents", b"\xef\xbb\xbf", []),
        ("agents", b"\xef\xbb\xbf", []),
        (".opencode/agents", None, ["GK005"]),
    ],
    ids=["claude-bom", "opencode-bom", "plain-bom", "opencode-utf16"],
)
def test_a_byte_order_mark_matters_where_the_tool_minds(
    look: Look, place: str, start: bytes | None, expected: list[str]
) -> None:
    """Claude Code does not load such a file; UTF-16 no tool loads. The agent is read all the same."""
    text = agent("mate", "handoff_to: [lead]")
    content = text.encode("utf-16") if start is None else start + text.encode()
    seen = look({f"{place}/mate.md": content, f"{place}/lead.md": agent("lead")})
    assert seen.agents == ["lead", "mate"]
    assert "mate handoff lead" in seen.edges
    assert [one[:5] for one in seen.findings] == expected


def test_a_manifest_may_have_comments_and_a_last_comma(look: Look) -> None:
    """A plugin is known by its name as long as people can read it."""
    seen = look({
        "plugins/p/.claude-plugin/plugin.json": '{\n  // ours\n  "name": "harbour", /* short */\n}\n',
        "plugins/p/agents/tug.md": agent("tug"),
        "plugins/p/agents/pilot.md": agent("pilot", "delegates_to: ['harbour:tug']"),
    })  # fmt: skip
    assert seen.edges == ["pilot delegation tug"]


# Findings --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("can_call: [night-watch]",), "`can_call`"),
        (("subordinates: [night-watch]",), "`subordinates`"),
        (("works_alongside: [night-watch]",), "`works_alongside`"),
        (("meta:", "  routing:", "    delegateTo: night-watch"), "delegateto`"),
        (("on_failure:", "  notify_deck_hand: at once"), "`on_failure`"),
    ],
)
def test_a_field_that_speaks_of_agents_is_reported(look: Look, lines: tuple[str, ...], named: str) -> None:
    """Whatever its words, also if no agent defines the names in it."""
    assert [one for one in look(crew(*lines)).findings if one.startswith("GK004") and named in one]


def test_a_key_that_says_more_than_a_name_is_not_proposed_as_a_field(look: Look) -> None:
    """A configuration would read `notify_deck_hand` as a name, and miss it."""
    (found,) = (one for one in look(crew("on_failure:", "  notify_deck_hand: at once")).findings if "GK004" in one)
    assert found.endswith("| Let each key be the name of an agent alone; then the field can be added to a relation.")


def test_a_misspelt_key_of_a_relation_is_said_with_the_name_that_is_meant(look: Look) -> None:
    """`with_x` in a field that takes `with_NAME` for the name."""
    seen = look(crew("handoff_to:", "  with_deck_hnd: at noon"))
    assert [one for one in seen.findings if one.startswith("GK101") and one.endswith("Did you mean `deck-hand`?")]


def test_a_name_that_two_agents_have_with_a_remark_each_is_said_with_both(look: Look) -> None:
    """No guess is made between them."""
    seen = look({
        "agents/a.md": agent("'Rower (port)'"),
        "agents/b.md": agent("'Rower (starboard)'"),
        "agents/cox.md": agent("cox", "handoff_to: [Rower]"),
    })  # fmt: skip
    assert [one for one in seen.findings if one.endswith("Did you mean `Rower (port)` or `Rower (starboard)`?")]


def test_a_finding_about_a_task_speaks_of_the_task(look: Look) -> None:
    """Its file is not that of the agent to whom the context leads."""
    tasks = {"first": "agent: ghost", "second": "agent: owner\n  context: [first]"}
    text = "".join(f"{one}:\n  description: x\n  expected_output: y\n  {line}\n" for one, line in tasks.items())
    crew_file = "owner:\n  role: r\n  goal: g\n  backstory: b\n"
    seen = look({"config/agents.yaml": crew_file, "config/tasks.yaml": text})
    assert [one.partition(" |")[0] for one in seen.findings] == [
        "GK101 `agent` names `ghost`, but no agent defines `ghost`"
    ]


# Which files are agents ------------------------------------------------------------------------------------------------


def test_a_command_among_agents_is_one_by_its_fields(look: Look) -> None:
    """`allowed-tools` is a field of commands and skills."""
    assert "moor" not in look(crew() | {"agents/commands/moor.md": agent("moor", "allowed-tools: Bash")}).agents


def test_a_plugin_may_be_called_like_a_folder_of_examples(look: Look) -> None:
    """What lies directly below `plugins/` is the name of a plugin."""
    names = ("research", "hooks", "docs", "workflows")
    seen = look({f"plugins/{one}/agents/{one}-lead.md": agent(f"{one}-lead") for one in names})
    assert seen.agents == sorted(f"{one}-lead" for one in names)


def test_a_readme_with_an_agent_in_yaml_is_a_document(look: Look) -> None:
    """It shows how an agent is written."""
    text = "# Agents\n\n```yaml\nagent:\n  name: sample\n  id: sample\n```\n"
    assert look(crew() | {"agents/README.md": text}).agents == look(crew()).agents


def test_a_template_in_a_folder_of_templates_is_none(look: Look) -> None:
    """An agent there that is not called so is one."""
    more = {
        "agents/templates/watch-template.md": agent("watch"),
        "agents/templates/template-writer.md": agent("writer"),
    }
    assert set(look(crew() | more).agents) - {"deck-hand", "purser", "ship-cook", "skipper"} == {"writer"}


def test_markdown_and_json_of_one_name_are_one_agent_of_kiro(look: Look) -> None:
    """Its relations are those of both files; a prompt without front matter is no agent, and no finding."""
    mate = {"name": "mate", "description": "d", "prompt": "file://mate.md", "delegates_to": ["tug"]}
    seen = look({
        ".kiro/agents/mate.json": json.dumps(mate),
        ".kiro/agents/mate.md": agent("mate", "handoff_to: [pilot]"),
        ".kiro/agents/tug.json": json.dumps({"name": "tug", "description": "d", "prompt": "file://tug.md"}),
        ".kiro/agents/tug.md": "Pull.\n",
        ".kiro/agents/pilot.md": agent("pilot"),
    })  # fmt: skip
    assert seen.agents == ["mate", "pilot", "tug"]
    assert seen.edges == ["mate delegation tug", "mate handoff pilot"]
    assert seen.findings == []


@pytest.mark.parametrize("where", ["opencode.json", ".opencode/agent/tug.md"])
def test_an_agent_that_is_disabled_is_none(look: Look, where: str) -> None:
    """OpenCode leaves it out; who names it is told where that is written."""
    own = "---\ndescription: d\nmode: subagent\n" + ("disable: true\n" if where.endswith(".md") else "") + "---\n"
    entry = {"disable": True} if where.endswith(".json") else {"model": "m"}
    seen = look({
        "opencode.json": json.dumps({"agent": {"tug": entry}}),
        ".opencode/agent/tug.md": own,
        ".opencode/agent/pilot.md": "---\ndescription: d\npermission: {task: {tug: allow}}\n---\n",
    })  # fmt: skip
    assert seen.agents == ["pilot"]
    assert seen.findings == [
        f"GK101 `pilot` delegates to `tug`, but no agent defines `tug` | `tug` is disabled in {where}."
    ]


def test_findings_of_an_earlier_baseline_are_known(look: Look, run: Run, tmp_path: Path) -> None:
    """A baseline that an earlier version wrote: every rule knows its findings again, whatever their words are now."""
    look({
        "agents/boss.md": "---\nname: boss\nescalation_from: [hand]\nparallel_compatible: []\nlevel: staff\n---\n",
        "agents/hand.md": (
            "---\nname: hand\nescalation_to: [boss, gone]\nparallel_compatible: [boss]\nhandoff_to: [hand]\n---\n"
        ),
        "agents/third.md": (
            "---\nname: odd one\ndescription: Does: things\nescalates_to: [boss]\nworks_wth: [boss]\n---\n"
        ),
        "agents/loner.md": "---\nname: loner\n---\n",
        "agents/c1.md": "---\nname: c1\nescalation_to: [c2]\n---\n",
        "agents/c2.md": "---\nname: c2\nescalation_to: [c1]\ntools: {allowed: [Bash], forbidden: [Bash]}\n---\n",
    })  # fmt: skip
    known = [
        {"code": "GK002", "subject": "description", "agents": ["odd-one"]},
        {"code": "GK004", "agents": ["odd-one"]},
        {"code": "GK101", "edges": [["hand", "gone", "escalation"]]},
        {"code": "GK103", "edges": [["hand", "hand", "handoff"]]},
        {"code": "GK105", "agents": ["odd-one"]},
        {"code": "GK201", "edges": [["c1", "c2", "escalation"], ["c2", "c1", "escalation"]]},
        {"code": "GK301", "edges": [["odd-one", "boss", "escalation"]]},
        {"code": "GK302", "edges": [["boss", "hand", "parallel"]]},
        {"code": "GK501", "agents": ["loner"]},
        {"code": "GK502", "agents": ["c1", "c2"]},
        {"code": "GK601", "subject": "bash", "agents": ["c2"]},
    ]
    (tmp_path / "known.json").write_text(json.dumps({"version": 1, "known": known}))
    data = json.loads(run("check", "agents", "--baseline", "known.json", "--format", "json").stdout)
    assert [one["message"] for one in data["findings"] if not one["suppressed"]] == []
    assert len(data["findings"]) == len(known)
    assert data["stale"] == []


# Commands --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["graphkit", "tool.graph-kit", "Graphkit.relations"])
def test_a_table_that_a_pyproject_does_not_have_is_an_error(run: Run, tmp_path: Path, table: str) -> None:
    """Settings that nothing reads are not passed over."""
    (tmp_path / "pyproject.toml").write_text(f"[project]\nname = 'x'\n\n[{table}]\nprose = true\n")
    result = run("check")
    assert result.exit_code == 2
    assert "pyproject.toml:4: `[" in result.stderr
    assert "write `[tool.graphkit]`" in result.stderr


def test_a_path_of_blanks_is_empty(run: Run) -> None:
    """It is an unset variable between quotes."""
    result = run("check", "  ")
    assert result.exit_code == 2
    assert "this path is empty" in result.stderr


@pytest.mark.parametrize(("word", "code"), [("cycles", "GK201"), ("orphans", "GK501"), ("missing target", "GK101")])
def test_a_word_finds_rules_in_the_plural_and_with_blanks(run: Run, word: str, code: str) -> None:
    """As people say it, not only as the name has it."""
    result = run("rule", word)
    assert result.exit_code == 0
    assert code in result.stdout


def test_the_name_of_a_file_asks_for_sarif(run: Run, look: Look, tmp_path: Path) -> None:
    """`check -o x.sarif` writes what its name says."""
    look(crew())
    assert run("check", "-o", "x.sarif").exit_code == 0
    assert json.loads((tmp_path / "x.sarif").read_text())["version"] == "2.1.0"
