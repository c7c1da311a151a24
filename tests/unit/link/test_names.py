"""What a name means: nothing of a definition's name is lost, and a reference is read as it is written first."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.analysis.agent_lookup import resolve_agent
from tests.unit.folders import load, write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report

Files = dict[str, str | bytes]


def named(graph: AgentGraph) -> set[tuple[str, str]]:
    """Return the edges by the names of their ends."""
    return {(graph.label(edge.source), graph.label(edge.target)) for edge in graph.edges}


def codes(report: Report) -> list[str]:
    """Return the codes of what is found."""
    return [finding.code for finding in report.live]


TWINS = ["Pilot (day)", "Pilot (night)", "Pilot", "Pilot #2", "Pilot: spare"]


@pytest.mark.parametrize("meant", TWINS)
@pytest.mark.parametrize(
    "field",
    ["escalation_to", "agents_of_escalation", "handoff_to", "parallel_compatible", "handoffs", "direct_reports"],
)
def test_names_that_differ_behind_the_first_word_are_different_agents(tmp_path: Path, meant: str, field: str) -> None:
    """A remark is part of a definition's name; each reference leads to the agent that is called exactly so."""
    if field == "agents_of_escalation":
        field = "coordination_protocols: {escalation_to"
    close = "}" if "{" in field else ""
    files: Files = {f"agents/p{number}": f'name: "{name}"' for number, name in enumerate(TWINS)}
    value = f'[{{agent: "{meant}"}}]' if field == "handoffs" else f'["{meant}"]'
    files["agents/chief"] = f"name: chief\n{field}: {value}{close}"
    report = graphkit.check(write(tmp_path, files))
    assert "GK102" not in codes(report)
    assert {pair for one in named(report.graph) for pair in [frozenset(one)]} == {frozenset({"chief", meant})}


def test_a_remark_is_dropped_only_from_a_reference_without_a_match(tmp_path: Path) -> None:
    """`Pilot (on call)` is the agent of that name, else `Pilot`; a definition `Pilot (x)` is no `Pilot`."""
    team: Files = {"agents/a": "name: Pilot", "agents/chief": 'escalation_to: ["Pilot (on call)"]'}
    assert named(load(tmp_path / "one", team)) == {("chief", "Pilot")}
    assert named(load(tmp_path / "two", {**team, "agents/b": "name: Pilot (on call)"})) == {
        ("chief", "Pilot (on call)")
    }
    lone: Files = {"agents/b": "name: Pilot (on call)", "agents/chief": "escalation_to: Pilot"}
    assert list(load(tmp_path / "three", lone).ghosts) == ["Pilot"]


def test_an_exact_name_goes_before_a_canonical_one(tmp_path: Path) -> None:
    """Two spellings of one name are a duplicate; a reference means the one that it is written like."""
    team: Files = {"agents/a": "name: deck-hand", "agents/b": "name: Deck Hand", "agents/c": "name: DECK_HAND"}
    for number, name in enumerate(("deck-hand", "Deck Hand", "DECK_HAND")):
        graph = load(tmp_path / str(number), {**team, "agents/chief": f'escalation_to: ["{name}"]'})
        assert named(graph) == {("chief", name)}


def test_a_spelling_that_is_nobodys_own_is_ambiguous(tmp_path: Path) -> None:
    """Neither of two namesakes in one folder is nearer: no edge, GK102 says so, and neither is called an orphan."""
    team: Files = {
        "agents/a": "name: deck-hand",
        "agents/b": "name: Deck Hand",
        "agents/chief": "escalation_to: DECK HAND",
    }
    report = graphkit.check(write(tmp_path, team))
    assert not report.graph.edges
    assert [one.reference.text for one in report.graph.ambiguous] == ["DECK HAND"]
    assert "GK102" in codes(report)
    assert "GK111" not in codes(report)
    orphans = {agent for finding in report.live if finding.code == "GK501" for agent in finding.agents}
    assert orphans.isdisjoint(report.graph.ambiguous[0].candidates)


def test_of_equally_near_agents_none_is_meant(tmp_path: Path) -> None:
    """The alphabet decides nothing: both places are told, and a path or a nearer file decides."""
    team: Files = {
        "north/agents/scout": "name: scout",
        "south/agents/scout": "name: scout",
        "agents/chief": "escalation_to: scout",
    }
    report = graphkit.check(write(tmp_path / "one", team))
    assert not report.graph.edges
    (finding,) = (finding for finding in report.live if finding.code == "GK111")
    assert {label.span.path.rpartition("/one/")[2] for label in finding.related} == {
        "north/agents/scout.md", "south/agents/scout.md",
    }  # fmt: skip
    graph = load(tmp_path / "two", {**team, "agents/chief": "escalation_to: south/scout"})
    assert [graph.agents[edge.target].path[-21:] for edge in graph.edges] == ["south/agents/scout.md"]
    graph = load(
        tmp_path / "three", {**team, "agents/chief": "name: chief", "north/agents/chief": "escalation_to: scout"}
    )
    assert [graph.agents[edge.target].path[-21:] for edge in graph.edges] == ["north/agents/scout.md"]


ODD = [
    "Whoever Has Looked After The Old Harbour Longest", "North => South", "Berth → Crane", "42", "3.5", "none", "N/A", "all",
    "Any Agent", "true", "-", "Cranes, Ropes and Nets", "nets, ropes",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize(
    "field",
    [
        "escalation_to: ['{}']", "handoff_to: '{}'", "delegates_to: {{'{}': why}}", "handoffs: [{{agent: '{}'}}]",
        "parallel_compatible:\n  - '{}'", "workflow_integration: {{next_agent: ['{}']}}",
        "coordination_protocols: {{handoff_to: {{'{}': why}}}}",
    ],
)  # fmt: skip
def test_what_a_definition_is_called_is_a_name(tmp_path: Path, name: str, field: str) -> None:
    """However long it is, with arrows, digits, commas, or a word that else means no agent or all of them."""
    team: Files = {
        "agents/x": f'name: "{name}"',
        "agents/chief": "name: chief\n" + field.format(name),
        "agents/y": "x: 1",
    }
    report = graphkit.check(write(tmp_path, team))
    assert {frozenset(pair) for pair in named(report.graph)} == {frozenset({"chief", name})}
    assert not {"GK003", "GK101"} & set(codes(report))
    assert report.graph.agents["chief"].wildcards == ()


@pytest.mark.parametrize(
    ("value", "code"),
    [("[42]", "GK003"), ("['Ask the one who knows about it all']", "GK003"), ("[gone]", "GK101"), ("none", None)],
)
def test_without_such_an_agent_it_is_what_it_was(tmp_path: Path, value: str, code: str | None) -> None:
    """A number is no name, a sentence neither, and `none` is an empty field."""
    report = graphkit.check(write(tmp_path, {"agents/a": f"escalation_to: {value}", "agents/b": "escalation_to: a"}))
    assert {one for one in codes(report) if one in ("GK003", "GK101")} == ({code} if code else set())


def test_a_text_with_commas_is_split_where_no_agent_is_called_so(tmp_path: Path) -> None:
    """Each piece keeps its own place."""
    graph = load(tmp_path, {"agents/a": "escalation_to: b, 7", "agents/b": "x: 1", "agents/c": "name: '7'"})
    assert [(edge.target, edge.references[0].span.column) for edge in graph.edges] == [("7", 19), ("b", 16)]


@pytest.mark.parametrize("file", ["AGENT.md", "AGENTS.md", "agent.md", "index.md", "scout.agent.md"])
def test_the_main_file_of_a_folder_is_called_by_it(tmp_path: Path, file: str) -> None:
    """`scout/AGENT.md` without a name is scout; a name that is written stays."""
    text = "---\n{}\n---\n"
    files: Files = {
        f"agents/scout/{file}": text.format("description: d\nescalation_to: clerk"),
        f"agents/clerk/{file.replace('scout', 'clerk')}": text.format("description: d"),
        f"agents/other/{file}": text.format("name: Cook\ndescription: d"),
    }
    graph = load(tmp_path, files)
    assert set(graph.agents) == {"scout", "clerk", "cook"}
    assert named(graph) == {("scout", "clerk")}
    assert {agent.group for agent in graph.agents.values()} == (
        {"agents"} if file != "scout.agent.md" else {"scout", "clerk", "other"}
    )


def test_a_file_called_agent_directly_in_the_home_keeps_its_name(tmp_path: Path) -> None:
    """The home's name is no name of an agent."""
    assert set(load(tmp_path, {"agents/agent": "description: d"}).agents) == {"agent"}


@pytest.mark.parametrize(
    "name", ["crew/deep/scout", "deep/scout", "crew/deep/scout.md", "./deep/scout.md", "crew:deep:scout"]
)
def test_a_path_below_the_home_is_a_name(tmp_path: Path, name: str) -> None:
    """The whole path or its end, with or without the suffix."""
    files: Files = {
        ".opencode/agent/chief.md": f"---\npermission: {{task: {{'{name}': allow}}}}\n---\n",
        ".opencode/agent/crew/deep/scout.md": "---\ndescription: d\n---\n",
        ".opencode/agent/crew/high/scout.md": "---\ndescription: d\n---\n",
    }
    report = graphkit.check(write(tmp_path, files))
    ((source, target),) = ((edge.source, edge.target) for edge in report.graph.edges)
    assert (source, report.graph.agents[target].path.rpartition("/agent/")[2]) == ("chief", "crew/deep/scout.md")
    assert not {"GK101", "GK102", "GK111"} & set(codes(report))


@pytest.mark.parametrize(
    "key", ["to_deck_hand", "with-deck-hand", "from_Deck Hand", "deck-hand.md", "crew/deck-hand.agent.md"]
)
def test_what_a_key_or_a_file_adds_to_a_name_is_dropped(tmp_path: Path, key: str) -> None:
    """Only where no agent is called so as it is written."""
    team: Files = {"agents/deck-hand": "x: 1", "agents/chief": f"escalation_to: ['{key}']"}
    assert named(load(tmp_path / "one", team)) == {("chief", "deck-hand")}
    if "/" not in key:
        other = load(tmp_path / "two", {**team, "agents/z": f"name: '{key}'"})
        assert named(other) == {("chief", key)}


def test_namesakes_have_ids_that_tell_them_apart(tmp_path: Path) -> None:
    """The end of the path that differs; in one file the line; a namesake's references are its own."""
    files: Files = {
        "x/agents/dev": "escalation_to: lead", "y/agents/dev": "escalation_to: lead", "x/agents/lead": "x: 1",
        "team.yaml": "agents:\n  a: {model: m, instruction: x, sub_agents: [b]}\n  A: {model: m, instruction: x}\n  b: {model: m, instruction: x}\n",
    }  # fmt: skip
    with contextlib.chdir(write(tmp_path, files)):
        graph = graphkit.load(".")
    assert set(graph.agents) == {
        "dev@x/agents/dev.md",
        "dev@y/agents/dev.md",
        "lead",
        "a@team.yaml:2",
        "a@team.yaml:3",
        "b",
    }
    assert {(edge.source, edge.references[0].agent) for edge in graph.edges} == {
        (one, one) for one in ("dev@x/agents/dev.md", "dev@y/agents/dev.md", "a@team.yaml:2")
    }


def test_an_edge_has_its_references_in_the_order_of_their_places(tmp_path: Path) -> None:
    """By path, line and column, whichever definition was read first."""
    files: Files = {
        "agents/b": "escalation_to: [a]\ncoordination_protocols: {escalation_to: [a]}",
        "agents/a": "escalation_from: [b]",
    }
    (edge,) = load(tmp_path, files).edges
    places = [(reference.span.path.rpartition("/")[2], reference.span.line) for reference in edge.references]
    assert places == [("a.md", 2), ("b.md", 2), ("b.md", 3)]


def test_a_name_typed_by_a_person_is_exact_first(tmp_path: Path) -> None:
    """`show Pilot` is no choice between `Pilot` and `Pilot (day)`."""
    graph = load(tmp_path, {f"agents/p{number}": f'name: "{name}"' for number, name in enumerate(TWINS)})
    for name in TWINS:
        assert graph.agents[resolve_agent(graph, name)].name == name
    assert graph.agents[resolve_agent(graph, "@pilot (DAY)")].name == "Pilot (day)"
