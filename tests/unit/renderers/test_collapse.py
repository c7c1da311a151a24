"""Groups as boxes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.findings import Finding, Severity
from graphkit.model.graph import AgentGraph
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions, render
from graphkit.renderers.clusters import grouping, team_names
from graphkit.renderers.collapse import THICK, THIN, collapsed
from graphkit.renderers.compose import compose
from graphkit.renderers.scope import MOST
from graphkit.support.errors import RenderError
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import EMBEDDED, diagram, groups


def teams() -> AgentGraph:
    """Three teams by the first letter of their agents: three links inside a, four from b to a, one between c and b."""
    names = ["a1", "a2", "a3", "b1", "b2", "b3", "c1"]
    links = [
        ("a2", "a1"),
        ("a3", "a1"),
        ("a3", "a2"),
        ("b1", "a1"),
        ("b2", "a1"),
        ("b3", "a1"),
        ("b3", "a2"),
        ("c1", "b1"),
    ]
    built = graph(names, links, ghosts=("gone",))
    return replace(built, agents={name: replace(agent, group=name[0]) for name, agent in built.agents.items()})


def test_a_box_is_a_group_and_a_line_is_a_pair() -> None:
    """Agents and links inside are numbers in the box; the number of a pair is on its line, and in its width."""
    shown = collapsed(teams(), "group", RenderOptions())
    assert [(node.lines, node.note) for node in shown.nodes] == [
        (("a",), "3 agents, 3 links inside"), (("b",), "3 agents, 0 links inside"), (("c",), "1 agent, 0 links inside"),
    ]  # fmt: skip
    names = {node.id: node.agent for node in shown.nodes}
    lines = {(names[link.source], names[link.target]): link for link in shown.links}
    assert {pair: link.label for pair, link in lines.items()} == {("b", "a"): "4", ("c", "b"): "1"}
    assert THIN < lines["c", "b"].pen.weight < lines["b", "a"].pen.weight == THICK
    assert shown.caption == "1 missing name left out"


def test_the_worst_finding_is_in_the_box() -> None:
    """Errors before warnings; notes are none."""
    found = [
        Finding("x", Span("agents/a1.md", 1, 1), agents=("a1",), severity=severity, name=name)
        for severity, name in (
            (Severity.WARNING, "dead-end"),
            (Severity.ERROR, "escalation-cycle"),
            (Severity.INFO, "y"),
        )
    ]
    box, other, _ = collapsed(teams(), "group", RenderOptions(), found).nodes
    assert box.note.endswith("\n2 findings, worst escalation-cycle")
    assert (box.trouble, other.trouble) == (True, False)


def test_weak_pairs_are_left_out_and_counted() -> None:
    """Ten groups that all work together are no picture of forty-five lines."""
    names = [f"{team}{n}" for team in "abcdefghij" for n in range(4)]
    links = [
        (one, other) for one in names for other in names
        if one[0] < other[0] and (int(one[1]), int(other[1])) <= ((1, 3) if other[0] == chr(ord(one[0]) + 1) else (0, 1))
    ]  # fmt: skip
    built = graph(names, links)
    built = replace(built, agents={name: replace(agent, group=name[0]) for name, agent in built.agents.items()})
    shown = collapsed(built, "group", RenderOptions())
    assert len(shown.links) == 9
    assert shown.caption == "drawn: pairs with 8 links or more; 36 others left out"


def test_levels_are_groups_too() -> None:
    """Agents without a level are one box."""
    shown = collapsed(graph({"a": "staff", "b": "senior", "c": None}, [("b", "a")]), "level", RenderOptions())
    assert [node.agent for node in shown.nodes] == ["no known level", "senior", "staff"]
    with pytest.raises(RenderError, match="All agents have one group"):
        collapsed(graph(["a", "b"], []), "group", RenderOptions())


def test_a_large_graph_with_groups_is_drawn_as_these() -> None:
    """Unless a part of it, or the whole, is asked for; the user learns what to type."""
    names = [f"x{n:03}" for n in range(MOST + 1)]
    built = graph(names, [(name, names[0]) for name in names[1:]])
    built = replace(built, agents={n: replace(a, group=n[3]) for n, a in built.agents.items()})
    shown = diagram(built)
    assert [node.agent for node in shown.nodes] == list("0123456789")
    assert "its groups are drawn" in shown.advice
    assert len(diagram(built, RenderOptions(whole=True)).nodes) == MOST + 1
    assert len(diagram(built, RenderOptions(focus=("x001",))).nodes) == 2


def test_the_numbers_are_in_the_picture() -> None:
    """As words on the lines, in SVG and in Mermaid."""
    options = replace(EMBEDDED, collapse="group")
    svg = render(teams(), "svg", options)
    assert {"".join(group.itertext()).strip() for group in groups(svg, "key").values()} >= {"4", "1"}
    assert len(groups(svg, "edge")) == 2
    assert '|"4"|' in render(teams(), "mmd", options).decode()


def homes(folders: int, each: int) -> AgentGraph:
    """Return a team whose agents are all in the group `agents`, in so many folders."""
    names = [f"w{number:03}" for number in range(folders * each)]
    built = graph(names, [(name, names[0]) for name in names[1:]])
    placed = {
        name: replace(agent, span=agent.span._replace(path=f"src/part-{number // each}/agents/{name}.md"))
        for number, (name, agent) in enumerate(built.agents.items())
    }
    return replace(built, agents=placed)


def test_folders_divide_a_team_of_one_group() -> None:
    """The folders that differ name its parts; folders of one agent each divide nothing."""
    assert grouping(homes(4, 5)) == "folder"
    assert sorted(set(team_names(homes(4, 5)).values())) == ["part-0", "part-1", "part-2", "part-3"]
    assert grouping(homes(20, 1)) is None
    assert set(team_names(homes(20, 1)).values()) == {"agents"}
    assert grouping(teams()) == "group"
    assert team_names(teams())["b2"] == "b"


def test_a_picture_that_leaves_out_nearly_all_lines_shows_groups() -> None:
    """Of ninety agents with four lines of work each that would be buried, the groups are drawn, unless asked otherwise."""
    names = [f"{team}{number:02}" for team in "abc" for number in range(30)]
    work = [
        (one, names[(n * 7 + step) % 90], "workflow", "asks") for n, one in enumerate(names) for step in (1, 2, 3, 4)
    ]
    built = graph(names, [*work, ("a01", "a00", "handoff")])
    crowd = replace(built, agents={name: replace(agent, group=name[0]) for name, agent in built.agents.items()})
    shown = compose(crowd, RenderOptions())
    assert [node.agent for node in shown.nodes] == ["a", "b", "c"]
    assert "--relations NAME" in shown.advice
    assert len(compose(crowd, RenderOptions(relations=("workflow",))).nodes) == 90
    assert len(compose(crowd, RenderOptions(whole=True)).nodes) == 90


def test_the_highest_level_is_on_top() -> None:
    """Whichever way the relation leads; a level that nobody knows is below all."""
    levels = {"a": "principal", "b": "staff", "c": "senior", "d": "specialist", "e": None}
    links = [
        ("a", "b", "delegation"),
        ("b", "c", "delegation"),
        ("d", "c"),
        ("e", "d", "handoff"),
        ("d", "e", "handoff"),
    ]
    shown = collapsed(graph(levels, links), "level", RenderOptions())
    names = {node.id: node.agent for node in shown.nodes}
    order = ["no known level", "specialist", "senior", "staff", "principal"]
    assert all(order.index(names[link.lower]) < order.index(names[link.upper]) for link in shown.links)
