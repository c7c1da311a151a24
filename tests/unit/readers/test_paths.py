"""References by path: the file that they name is read with the one that names it, and is no other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.config import Config
from graphkit.discover import discover
from tests.unit.folders import load, write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph

ROOT = "name: skipper\ninstruction: Steers.\nsub_agents:\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let paths begin at the folder of the test."""
    monkeypatch.chdir(tmp_path)


def said(graph: AgentGraph) -> set[tuple[str, str, str]]:
    """Return relation, source and target of each edge."""
    return {(edge.relation, edge.source, edge.target) for edge in graph.edges}


@pytest.mark.parametrize(
    "written", ["crew/mate.yaml", "./crew/mate.yaml", "'crew/mate.yaml'", "crew/../crew/mate.yaml"]
)
def test_a_path_leads_to_the_agent_of_the_file(tmp_path: Path, written: str) -> None:
    """However the path is written, and although the file alone says little of what it is."""
    files: dict[str, str | bytes] = {
        "boat/root_agent.yaml": f"{ROOT}  - config_path: {written}\n",
        "boat/crew/mate.yaml": "name: first-mate\ninstruction: Rows.\n",
    }
    graph = load(tmp_path, files)
    assert said(graph) == {("delegation", "skipper", "first-mate")}
    assert graph.agents["first-mate"].root == "boat"


def test_a_path_to_no_file_is_missing(tmp_path: Path) -> None:
    """The finding names the file, where it would have to be; an object of Python is not looked for."""
    graph = load(tmp_path, {"boat/root_agent.yaml": f"{ROOT}  - config_path: crew/cook.yaml\n  - code: galley.cook\n"})
    assert {ghost.id: ghost.external for ghost in graph.ghosts.values()} == {
        "boat/crew/cook.yaml": False,
        "galley.cook": True,
    }


def test_two_teams_may_use_the_same_names(tmp_path: Path) -> None:
    """The file that is named decides, not the name: every ADK project has a `root_agent`."""
    files: dict[str, str | bytes] = {}
    for boat in ("agents/red", "agents/blue"):
        files[f"{boat}/root_agent.yaml"] = f"{ROOT}  - config_path: mate.yaml\n"
        files[f"{boat}/mate.yaml"] = "agent_class: LlmAgent\nname: mate\ninstruction: Rows.\n"
    report = graphkit.check(write(tmp_path, files))
    assert len(report.graph.agents) == 4
    assert {(edge.source, edge.target) for edge in report.graph.edges} == {
        ("skipper@red/root_agent.yaml", "mate@red/mate.yaml"),
        ("skipper@blue/root_agent.yaml", "mate@blue/mate.yaml"),
    }
    assert not [one for one in report.live if one.code == "GK102"]


def test_what_lies_outside_of_the_folder_is_not_opened(tmp_path: Path) -> None:
    """A definition is somebody else's text: it does not make graphkit read other files of this machine."""
    (tmp_path / "secret.yaml").write_text("name: secret\ninstruction: x\n", encoding="utf-8")
    folder = write(
        tmp_path / "team", {"root_agent.yaml": f"{ROOT}  - config_path: ../secret.yaml\n  - config_path: /etc/passwd\n"}
    )
    (folder / ".git").mkdir()
    assert [source.path for source in discover([str(folder)], Config()).files] == ["team/root_agent.yaml"]


def test_files_that_name_each_other_in_a_circle_are_read_once(tmp_path: Path) -> None:
    """The walk ends."""
    files: dict[str, str | bytes] = {
        "a/root_agent.yaml": f"{ROOT}  - config_path: mate.yaml\n",
        "a/mate.yaml": "name: mate\ninstruction: Rows.\nsub_agents:\n  - config_path: root_agent.yaml\n",
    }
    graph = load(tmp_path, files)
    assert said(graph) == {("delegation", "skipper", "mate"), ("delegation", "mate", "skipper")}


@pytest.mark.parametrize(
    ("kind", "edges"),
    [
        ("SequentialAgent", {("workflow", "a", "b"), ("workflow", "b", "c")}),
        ("LoopAgent", {("workflow", "a", "b"), ("workflow", "b", "c")}),
        ("ParallelAgent", {("parallel", "a", "b"), ("parallel", "a", "c"), ("parallel", "b", "c")}),
        ("LlmAgent", set()),
    ],
)
def test_steps_come_one_after_the_other_or_all_at_once(
    tmp_path: Path, kind: str, edges: set[tuple[str, str, str]]
) -> None:
    """What a definition starts in order is a workflow among those agents, besides the delegation to each."""
    steps = "".join(f"  - config_path: {name}.yaml\n" for name in "abc")
    files: dict[str, str | bytes] = {f"t/{name}.yaml": f"name: {name}\ninstruction: x\n" for name in "abc"}
    files["t/root_agent.yaml"] = f"agent_class: {kind}\nname: lead\nsub_agents:\n{steps}"
    assert said(load(tmp_path, files)) == edges | {("delegation", "lead", name) for name in "abc"}


def test_nodes_of_a_graph_are_agents_or_lead_to_those_of_files(tmp_path: Path) -> None:
    """An edge between nodes is one between their agents; a node that is not there is reported, with what was meant."""
    files: dict[str, str | bytes] = {
        "g/root_agent.yaml": (
            "agent_class: GraphAgent\nname: mill\nnodes:\n"
            "  - name: grind\n    sub_agents: [{code: mill.grind}]\n"
            "  - name: sift\n    sub_agents: [{config_path: sieve.yaml}]\n"
            "edges:\n  - {source_node: grind, target_node: sift}\n  - {source_node: sift, target_node: grnd}\n"
        ),
        "g/sieve.yaml": "name: sieve\ninstruction: x\n",
    }
    report = graphkit.check(write(tmp_path, files))
    assert ("handoff", "grind", "sieve") in said(report.graph)
    assert [(one.code, one.hint) for one in report.live if "grnd" in one.message] == [
        ("GK101", "Did you mean `grind`?")
    ]


def test_a_template_in_place_of_a_name_is_a_note(tmp_path: Path) -> None:
    """What is filled in at run time is neither an edge nor missing."""
    graph = load(tmp_path, {"boat/root_agent.yaml": f"{ROOT}  - config_path: '{{{{ crew }}}}/mate.yaml'\n"})
    assert not graph.edges
    assert [problem.rule for problem in graph.problems] == ["computed-target"]
