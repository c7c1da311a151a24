"""Plugins, copies and rosters beside files: whose agent a name means in a repository of many homes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.config import Config
from tests.unit.folders import load, write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report

Files = dict[str, str | bytes]
MANIFEST = ".claude-plugin/plugin.json"


def named(graph: AgentGraph) -> set[tuple[str, str]]:
    """Return the edges by the names of their ends."""
    return {(graph.label(edge.source), graph.label(edge.target)) for edge in graph.edges}


def codes(report: Report) -> list[str]:
    """Return the codes of what is found."""
    return [finding.code for finding in report.live]


@pytest.mark.parametrize("name", ["rigging:splicer", "rigging:deck:splicer", "rigging/splicer", "Rigging:Splicer"])
@pytest.mark.parametrize(
    ("folder", "manifest"),
    [
        ("p1/", MANIFEST),
        ("plugins/p1/", ".github/plugin/plugin.json"),
        ("p1/", ".cursor-plugin/plugin.json"),
        ("", MANIFEST),
    ],
)
def test_a_plugin_goes_by_the_name_in_its_manifest(
    tmp_path: Path, folder: str, manifest: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever its folder is and whatever it is called, also at the root of a repository."""
    files: Files = {
        f"{folder}{manifest}": '{"name": "rigging"}',
        f"{folder}agents/deck/splicer": "description: d",
        f"{folder}agents/mate": f"tools: Agent({name})",
    }
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    assert named(report.graph) == {("mate", "splicer")}
    assert "GK101" not in codes(report)


def test_a_manifest_hides_the_name_of_the_folder_from_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`p1:splicer` is no name of an agent of the plugin `rigging`; without a manifest the folder is the name."""
    files: Files = {"p1/agents/splicer": "description: d\nmodel: m", "p2/agents/mate": "delegates_to: ['p1:splicer']"}
    monkeypatch.chdir(write(tmp_path, files))
    assert named(graphkit.load(".")) == {("mate", "splicer")}
    write(tmp_path, {f"p1/{MANIFEST}": '{"name": "rigging"}'})
    assert list(graphkit.load(".").ghosts) == ["p1:splicer"]


def test_the_same_name_in_two_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No duplicate; each plugin means its own, and another's by its name."""
    files: Files = {}
    for plugin, other in (("sails", "ropes"), ("ropes", "sails")):
        files |= {
            f"{plugin}/{MANIFEST}": json.dumps({"name": plugin}),
            f"{plugin}/agents/mender": "description: d\nmodel: m",
            f"{plugin}/agents/{plugin}-mate": f"delegates_to: [mender, '{other}:mender']",
        }
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    assert "GK102" not in codes(report)
    targets = {(edge.source, report.graph.agents[edge.target].path) for edge in report.graph.edges}
    assert targets == {
        (f"{mate}-mate", f"{place}/agents/mender.md") for mate in ("sails", "ropes") for place in ("sails", "ropes")
    }


def test_an_unknown_prefix_stays_part_of_the_name(tmp_path: Path) -> None:
    """No plugin of the run is called so: the whole name is missing, or is that of an agent."""
    team: Files = {"agents/mate": "delegates_to: ['elsewhere:mender']", "agents/mender": "description: d\nmodel: m"}
    assert list(load(tmp_path / "one", team).ghosts) == ["elsewhere:mender"]
    assert named(load(tmp_path / "two", {**team, "agents/x": "name: 'elsewhere:mender'"})) == {
        ("mate", "elsewhere:mender")
    }


@pytest.mark.parametrize("field", ["works_with", "delegates_to", "parallel_compatible"])
@pytest.mark.parametrize("manifest", [True, False])
def test_a_plugin_as_a_target_is_a_group(
    tmp_path: Path, field: str, manifest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No missing agent, no edge, and neither it nor its agents are orphans."""
    files: Files = {
        "kit/agents/a": f"{field}: [market]",
        f"{'stall' if manifest else 'market'}/agents/seller": "description: d\nmodel: m",
    }
    if manifest:
        files["stall/.claude-plugin/plugin.json"] = '{"name": "market"}'
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    assert (report.graph.edges, report.graph.ghosts) == ((), {})
    assert {"GK101", "GK501"}.isdisjoint(codes(report))


PROJECT: Files = {
    f"kit/{MANIFEST}": '{"name": "kit"}', "kit/agents/tester": "description: d\nmodel: m", "kit/agents/helper": "description: d\nmodel: m",
    ".claude/agents/tester": "description: d\nmodel: m", ".claude/agents/lead": "delegates_to: [tester, helper, 'kit:tester']",
}  # fmt: skip


def test_the_project_goes_before_a_plugin_and_sees_its_agents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One info says which of the two is taken; the plugin's own is reached by its whole name."""
    monkeypatch.chdir(write(tmp_path, PROJECT))
    report = graphkit.check(".")
    places = {report.graph.agents[edge.target].path for edge in report.graph.edges}
    assert places == {".claude/agents/tester.md", "kit/agents/helper.md", "kit/agents/tester.md"}
    (finding,) = (finding for finding in report.live if finding.code == "GK109")
    assert (finding.span.path, finding.severity) == (".claude/agents/tester.md", "info")
    assert "`kit:tester`" in (finding.hint or "")
    assert "GK102" not in codes(report)


def test_merged_lists_say_whose_agent_a_tool_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--merge` both are in one list: the project's is taken."""
    monkeypatch.chdir(write(tmp_path, PROJECT))
    (finding,) = (finding for finding in graphkit.check(".", Config(merge=True)).live if finding.code == "GK102")
    assert (finding.hint or "").startswith("A tool takes the project's (.claude/agents/tester.md) before a plugin's. ")


NAMES = ("mate", "pilot", "cook", "stoker", "clerk")


@pytest.mark.parametrize(("one", "other"), [("agents-en", "agents-ja"), (".claude", "kit/.claude")])
def test_homes_that_share_their_names_are_drifted_copies(
    tmp_path: Path, one: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One info for the pair, with what differs; no duplicate, and no name leads from one to the other."""
    files: Files = {
        f"{home}/agents/{name}": "description: d\nescalation_to: mate" for home in (one, other) for name in NAMES
    }
    files |= {f"{one}/agents/mate": "description: d", f"{other}/agents/mate": "description: anders"}
    files |= {f"{other}/agents/diver": "escalation_to: mate", f"{one}/agents/cook": "escalation_to: diver"}
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    (finding,) = (finding for finding in report.live if finding.code == "GK110")
    assert finding.severity == "info"
    assert all(text in finding.message for text in (f"{one}/agents", f"{other}/agents", "`diver`", "`mate`"))
    assert not {"GK102", "GK111"} & set(codes(report))
    assert [ghost.name for ghost in report.graph.ghosts.values()] == ["diver"]
    for edge in report.graph.links():
        assert report.graph.agents[edge.source].root == report.graph.agents[edge.target].root


def test_small_or_different_homes_are_no_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two teams of three may have the same roles, and homes of two tools are twins."""
    files: Files = {
        f"{home}/agents/{name}": "description: d\nmodel: m" for home in ("north", "south") for name in NAMES[:3]
    }
    files |= {f"{home}/agents/{name}": "description: d\nmodel: m" for home in (".claude", ".cursor") for name in NAMES}
    monkeypatch.chdir(write(tmp_path, files))
    assert "GK110" not in codes(graphkit.check("."))


def test_a_tool_sees_its_own_folders_further_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`web/.claude` has `.claude` above it, and not the other way round."""
    files: Files = {
        "web/.claude/agents/a": "delegates_to: b",
        ".claude/agents/b": "delegates_to: a",
        ".cursor/agents/a": "description: d\nmodel: m",
    }
    monkeypatch.chdir(write(tmp_path, files))
    graph = graphkit.load(".")
    assert [(edge.source.partition("@")[0], edge.target) for edge in graph.links()] == [("a", "b")]
    assert len(graph.ghosts) == 1


OPENCODE = {
    "agent": {
        "clerk": {"description": "w", "permission": {"task": {"porter": "allow"}}},
        "build": {"model": "big"},
        "plan": {"permission": {"task": {"clerk": "allow"}}},
    }
}


@pytest.mark.parametrize("file", ["opencode.json", "opencode.jsonc", ".opencode/opencode.json"])
def test_a_configuration_defines_agents_beside_the_files(
    tmp_path: Path, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are one team with the Markdown files; a built-in agent is one of it only if it names others."""
    files: Files = {
        ".opencode/agent/porter.md": "---\npermission: {task: {clerk: allow, build: allow}}\n---\n",
        file: json.dumps(OPENCODE),
    }
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    assert set(report.graph.agents) == {"clerk", "porter", "plan"}
    assert {(edge.source, edge.target) for edge in report.graph.links()} == {
        ("clerk", "porter"),
        ("porter", "clerk"),
        ("plan", "clerk"),
    }
    assert {"GK101", "GK102", "GK501"}.isdisjoint(codes(report))


def test_an_agent_in_a_file_and_in_the_configuration_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the relations of both, each at its own place; for Codex the entry may lead to the file."""
    entry = {"agent": {"clerk": {"permission": {"task": {"porter": "allow"}}}}}
    files: Files = {
        ".opencode/agent/clerk.md": "---\npermission: {task: {cook: allow}}\n---\n",
        ".opencode/agent/porter.md": "---\ndescription: d\n---\n", ".opencode/agent/cook.md": "---\ndescription: d\n---\n",
        "opencode.json": json.dumps(entry, indent=1),
        ".codex/agents/dock.toml": 'name = "dock-hand"\ndescription = "d"\n',
        ".codex/config.toml": '[agents.docker]\nconfig_file = "agents/dock.toml"\nhandoff_to = ["crane"]\n[agents.crane]\ndescription = "d"\nhandoff_to = ["docker"]\n',
    }  # fmt: skip
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    assert {(edge.source, edge.target, edge.references[0].span.path) for edge in report.graph.edges} == {
        ("clerk", "cook", ".opencode/agent/clerk.md"), ("clerk", "porter", "opencode.json"),
        ("dock-hand", "crane", ".codex/config.toml"), ("crane", "dock-hand", ".codex/config.toml"),
    }  # fmt: skip
    assert "GK102" not in codes(report)


def test_a_repository_that_is_a_plugin_has_agents_of_its_own_besides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those in the tool's folder are the project's: they work on the plugin, and are no part of it."""
    files: Files = {
        MANIFEST: '{"name": "kit"}',
        "agents/tester": "description: d\nmodel: m",
        ".claude/agents/tester": "description: d\nmodel: m",
    }
    monkeypatch.chdir(write(tmp_path, files))
    report = graphkit.check(".")
    assert {agent.root: agent.plugin for agent in report.graph.agents.values()} == {
        "agents": "kit",
        ".claude/agents": "",
    }
    assert codes(report).count("GK109") == 1
