"""Agents in Python code on the command line: when they are read, beside which others, and that none is edited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = (
    "from langgraph.graph import END, START, StateGraph\n\n"
    "graph = StateGraph(dict)\ngraph.add_node('scout', print)\ngraph.add_node('cook', print)\n"
    "graph.add_edge(START, 'scout')\ngraph.add_edge('scout', 'cook')\ngraph.add_edge('cook', END)\n"
)
TEAM = {
    ".claude/agents/scout.md": "---\nname: scout\ndescription: Looks.\nescalation_to: [cook]\n---\n",
    ".claude/agents/cook.md": "---\nname: cook\ndescription: Cooks.\nescalation_to: []\n---\n",
    "opencode.json": '{"agent": {"scout": {"description": "x", "permission": {"task": {"cook": "allow"}}}, "cook": {"description": "y"}}}',
    "src/app/graph.py": GRAPH,
}


def run(*arguments: str) -> tuple[int, str]:
    """Return the status and the output of a command."""
    result = CliRunner().invoke(main, [*arguments])
    return result.exit_code, result.stdout


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a team in Markdown, a roster in JSON and code, in which the test runs."""
    write(tmp_path, TEAM)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(*arguments: str) -> dict[str, list[dict[str, str]]]:
    """Return the report in JSON."""
    found: dict[str, list[dict[str, str]]] = json.loads(run("report", *arguments, "--format", "json")[1])
    return found


def test_code_is_not_read_unless_it_is_asked_for(here: Path) -> None:
    """A file of code among agents changes nothing."""
    assert {agent["path"] for agent in report()["agents"]} == {
        ".claude/agents/cook.md", ".claude/agents/scout.md", "opencode.json",
    }  # fmt: skip


def test_what_was_asked_for_is_no_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python was asked for and there is no agent in it, the remedy is another one."""
    (tmp_path / "app.py").write_text("import agents\n")
    monkeypatch.chdir(tmp_path)
    advice = "read with `--dialect python`"
    assert advice in CliRunner().invoke(main, ["check"]).stderr
    result = CliRunner().invoke(main, ["check", "--dialect", "python"])
    assert result.exit_code == 2
    assert advice not in result.stderr
    assert "The Python code there constructs no agent of a known framework" in result.stderr


@pytest.mark.parametrize("way", ["named", "dialect", "configured", "manifest"])
def test_there_are_four_ways_to_ask_for_it(here: Path, way: str) -> None:
    """A file that is named, a dialect, a key of the configuration, and the manifest of LangGraph."""
    arguments = {"named": ["src/app/graph.py"], "dialect": ["src", "--dialect", "python"]}.get(way, [])
    if way == "configured":
        (here / "graphkit.toml").write_text('code = ["src/**/graph.py"]\n')
    if way == "manifest":
        (here / "langgraph.json").write_text('{"graphs": {"app": {"path": "./src/app/graph.py:graph"}}}')
    found = report(*arguments)
    mine = [agent["name"] for agent in found["agents"] if agent["path"] == "src/app/graph.py"]
    assert mine == ["cook", "scout"]
    assert len(found["agents"]) == (2 if arguments else 6)


def test_each_world_is_its_own(here: Path) -> None:
    """One report and one picture of Markdown, JSON and code; the same names in each are no duplicates, no edge crosses."""
    (here / "langgraph.json").write_text('{"graphs": {"app": "./src/app/graph.py:graph"}}')
    found = report()
    paths = {agent["id"]: agent["path"] for agent in found["agents"]}
    assert len(paths) == 6
    ends = [(edge["source"], edge["target"]) for edge in found["edges"]]
    between = {(paths[source], paths[target]) for source, target in ends if source in paths and target in paths}
    assert between == {
        (".claude/agents/scout.md", ".claude/agents/cook.md"),
        ("opencode.json", "opencode.json"),
        ("src/app/graph.py", "src/app/graph.py"),
    }
    assert not [one for one in found["findings"] if one["severity"] != "info"]
    status, picture = run("render", "--format", "mermaid", "-o", "-")
    assert status == 0
    assert picture.count("scout") >= 3


def test_the_start_of_a_graph_is_an_entry_beside_commands(here: Path) -> None:
    """What a graph runs is reached, though no command calls it; a node that nothing leads to is not."""
    write(here, {"opencode.json": '{"agent": {"lead": {"description": "x"}}, "command": {"go": {"agent": "lead"}}}'})
    (here / "src/app/graph.py").write_text(GRAPH + "graph.add_node('idle', print)\n")
    (here / "langgraph.json").write_text('{"graphs": {"app": "./src/app/graph.py:graph"}}')
    assert "reached from no entry point: cook, idle, scout" in run("report")[1]


def test_code_is_never_edited(here: Path) -> None:
    """`rename` and `remove` list the places, say why they are left, and write nothing."""
    for command in (["rename", "scout", "ranger"], ["remove", "scout"]):
        result = CliRunner().invoke(main, [*command, "--in", "src/app/graph.py"])
        assert "it is Python code, which graphkit does not edit" in result.output
        assert "src/app/graph.py:4" in result.output
        assert (here / "src/app/graph.py").read_text() == GRAPH


def test_an_ignore_is_a_comment(here: Path) -> None:
    """As in YAML: on the line, with the rule and the reason."""
    text = GRAPH.replace("('cook', END)", "('cook', 'gone')")
    (here / "src/app/graph.py").write_text(text)
    assert "GK101" in run("check", "src/app/graph.py")[1]
    (here / "src/app/graph.py").write_text(text.rstrip() + "  # graphkit: ignore[GK101] comes later\n")
    assert "GK101" not in run("check", "src/app/graph.py")[1]


@pytest.mark.parametrize(
    "text", ["print 'no'\nclass Agent(: pass\n", "x = (" + "(" * 3000, "a = 1\0", "x = " + "-" * 20000 + "1\n"]
)
def test_what_cannot_be_parsed_is_reported(here: Path, text: str) -> None:
    """Python 2, a syntax error, deep nesting: a finding with the file, and the rest is read."""
    (here / "src/app/broken.py").write_text(f"from agents import Agent\nx = Agent(name='a')\n{text}")
    result = CliRunner().invoke(main, ["check", "src/app/broken.py", "src/app/graph.py"])
    assert result.exit_code == 1
    assert "GK001" in result.output
    assert "src/app/broken.py" in result.output
