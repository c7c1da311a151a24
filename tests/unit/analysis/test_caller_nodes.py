"""A graph in which callers are nodes: what is added for a picture, and that nothing is added twice."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.caller_nodes import CALLS, MOST, with_callers
from graphkit.model.calls import Caller
from graphkit.model.graph import AgentGraph, Edge
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from tests.unit.graphs import graph

TEAM = graph(["cook", "lead"], [("cook", "lead")])


def called(*calls: tuple[str, str, str], plugin: str | None = None) -> AgentGraph:
    """Return the team with callers: the kind and the path of each, and the agent that it calls."""
    callers, edges = {}, []
    for kind, path, agent in calls:
        name = path.rpartition("/")[2].partition(".")[0]
        caller = Caller(f"{kind}:{name}", kind, name, Span(path, 1, 1), "agents", plugin)
        callers[caller.id] = caller
        reference = Reference(caller.id, "calls", Direction.OUT, "Task", agent, Span(path, 4, 1))
        edges.append(Edge(caller.id, agent, "calls", None, False, True, (reference,)))
    return replace(TEAM, callers=callers, calls=tuple(sorted(edges)))


def test_callers_are_nodes_and_calls_are_edges() -> None:
    """Each caller is a node in the group of its kind; all that was there stays."""
    made = with_callers(called(("command", ".claude/commands/go.md", "cook")))
    assert list(made.agents) == ["command:go", "cook", "lead"]
    node = made.agents["command:go"]
    assert (node.name, node.aliases, node.group, node.stem, node.root) == (
        "go", ("command:go",), "commands", "go", "agents",
    )  # fmt: skip
    assert [(edge.source, edge.target, edge.relation) for edge in made.edges] == [
        ("command:go", "cook", "calls"),
        ("cook", "lead", "escalation"),
    ]
    assert made.relations["calls"] is CALLS
    assert list(made.relations)[:-1] == list(TEAM.relations)


def test_instructions_have_no_second_plural() -> None:
    """The word is one already."""
    made = with_callers(called(("instructions", "CLAUDE.md", "cook")))
    assert made.agents["instructions:CLAUDE"].group == "instructions"


def test_a_graph_without_calls_and_one_with_callers_stay_as_they_are() -> None:
    """Nothing is added twice."""
    assert with_callers(TEAM) is TEAM
    once = with_callers(called(("command", "c/go.md", "cook")))
    assert with_callers(once) is once


def test_up_to_the_bound_callers_are_drawn_one_by_one() -> None:
    """One more, and they are grouped by kind and folder, with their number and all their references."""
    commands = [("command", f"web/commands/c{number:02}.md", "cook") for number in range(MOST)]
    assert len(with_callers(called(*commands)).callers) == MOST
    many = with_callers(called(*commands, ("skill", "web/skills/rig/SKILL.md", "lead"), ("command", "top.md", "lead")))
    assert list(many.callers) == ["1 command in .", "1 skill in web/skills", "40 commands in web/commands"]
    assert [(call.source, call.target, len(call.references)) for call in many.calls] == [
        ("1 command in .", "lead", 1), ("1 skill in web/skills", "lead", 1), ("40 commands in web/commands", "cook", 40),
    ]  # fmt: skip
    assert {caller.id == caller.name for caller in many.callers.values()} == {True}


def test_callers_of_a_plugin_are_grouped_by_it() -> None:
    """Wherever in it they are."""
    commands = [("command", f"p/{number}/c{number:02}.md", "cook") for number in range(MOST + 1)]
    assert list(with_callers(called(*commands, plugin="shop")).callers) == ["41 commands in shop"]
