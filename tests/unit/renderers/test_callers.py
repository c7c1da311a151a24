"""Callers in pictures: a badge on the agent, and boxes of their own where they are asked for or nothing else is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.caller_nodes import MOST, with_callers
from graphkit.model.calls import Caller
from graphkit.model.edges import Edge
from graphkit.model.graph import AgentGraph
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.renderers import RenderOptions, render
from graphkit.renderers.compose import compose
from graphkit.renderers.diagram import State
from graphkit.renderers.matrix_model import matrix
from tests.unit.graphs import graph

CALLERS = RenderOptions(callers=True)


def called(base: AgentGraph, *calls: tuple[str, str], folder: str = ".claude/commands") -> AgentGraph:
    """Return a graph with commands that call agents."""
    callers = {}
    edges = []
    for name, agent in calls:
        span = Span(f"{folder}/{name}.md", 4, 1, 5)
        callers[f"command:{name}"] = Caller(f"command:{name}", "command", name, span, "agents")
        reference = Reference(f"command:{name}", "calls", Direction.OUT, "Task", agent, span)
        edges.append(Edge(f"command:{name}", agent, "calls", None, False, True, (reference,)))
    return replace(base, callers=callers, calls=tuple(sorted(edges)))


TEAM = graph({"lead": "senior", "cook": None}, [("cook", "lead")])
ALONE = graph({"lead": None, "cook": None, "mate": None}, [])


def test_a_badge_counts_calls() -> None:
    """Where relations link the team, callers are a small number in the box of the agent."""
    diagram = compose(called(TEAM, ("a", "cook"), ("b", "cook"), ("b", "lead")), RenderOptions())
    assert {node.agent: node.note for node in diagram.nodes} == {"cook": "2 calls", "lead": "1 call"}
    assert all(node.state is State.NORMAL for node in diagram.nodes)


def test_callers_are_drawn_when_asked_for() -> None:
    """Each is a box of its own with its kind, and a line to each agent; agents are counted without them."""
    diagram = compose(called(TEAM, ("a", "cook"), ("b", "lead")), CALLERS)
    boxes = {node.agent: (node.lines, node.note, node.classes) for node in diagram.nodes}
    assert boxes["command:a"] == (("a",), "command", "caller")
    assert boxes["cook"][1] == ""
    assert {link.relation for link in diagram.links} == {"escalation", "calls"}
    assert diagram.title == "Agent graph: 2 agents"
    assert [swatch.text for swatch in diagram.legend if "call" in swatch.text] == ["calls agents", "calls"]


def test_callers_are_drawn_where_nothing_else_links_the_team() -> None:
    """Else the picture would be a wall of orphans; who is not even called stays one."""
    team = called(ALONE, ("a", "cook"), ("a2", "lead"))
    states = {node.agent: node.state for node in compose(team, RenderOptions()).nodes}
    assert states["command:a"] is State.CALLER
    assert states["mate"] is State.ORPHAN
    assert states["cook"] is State.NORMAL
    plain = {node.agent for node in compose(team, RenderOptions(callers=False)).nodes}
    assert plain == {"lead", "cook", "mate"}


def test_many_callers_are_grouped() -> None:
    """More than forty stand together by kind and folder, with their number; each pair of a group and an agent is a line."""
    team = called(ALONE, *((f"c{number:02}", "cook") for number in range(MOST + 1)))
    (group,) = (node for node in compose(team, CALLERS).nodes if node.state is State.CALLER)
    assert " ".join(group.lines) == f"{MOST + 1} commands in .claude/commands"
    (call,) = with_callers(team).calls
    assert len(call.references) == MOST + 1


def test_a_graph_without_calls_stays_as_it_is() -> None:
    """Nothing is added, and nothing twice."""
    assert with_callers(TEAM) is TEAM
    once = with_callers(called(TEAM, ("a", "cook")))
    assert with_callers(once) is once


@pytest.mark.parametrize("fmt", ["svg", "dot", "mermaid", "d2", "plantuml", "html"])
def test_every_format(fmt: str) -> None:
    """Callers are in all formats with `callers`, and in none without, where relations link the team."""
    team = called(TEAM, ("sail-away", "cook"))
    assert b"sail-away" in render(team, fmt, CALLERS)
    assert b"sail-away" not in render(team, fmt)


def test_the_matrix_has_them_last() -> None:
    """Below the agents there is a section of callers, whose rows say which agents they call."""
    table = matrix(with_callers(called(TEAM, ("a", "cook"), ("b", "lead"))))
    assert [(part.label, part.stop - part.start) for part in table.sections][-1] == ("callers", 2)
    rows = {table.members[cell.row].agent: table.members[cell.column].agent for cell in table.cells}
    assert rows == {"cook": "lead", "command:a": "cook", "command:b": "lead"}
    assert b"callers" in render(called(TEAM, ("a", "cook")), "svg", replace(CALLERS, view="matrix"))
