"""Agents in Python code: both ends of an edge are known, and what is computed is kept as it is."""

from __future__ import annotations

from dataclasses import replace

from graphkit.config import Config
from graphkit.link.code import connected, joined
from graphkit.link.edges import Edges
from graphkit.model.code import DIALECT, CodeAgent, CodeEdge, CodeEnd, CodeFacts, ComputedTarget, Described
from graphkit.model.definitions import Definition, Reading
from graphkit.model.edges import Edge
from graphkit.model.spans import Span
from tests.unit.link.made import definition

TEAM = [definition(f"app/{name}.py", root="app", dialect=DIALECT) for name in ("mason", "painter", "mayor")]
MASON, PAINTER, MAYOR = (CodeAgent(one.root, one.span, one.name) for one in TEAM)


def edge(source: CodeEnd, target: CodeEnd, line: int = 9) -> CodeEdge:
    """Return a hand-over on a line of a file."""
    text = next((end for end in (source, target) if isinstance(end, str)), "x")
    return CodeEdge("handoff", "handoffs", source, target, text, Span("app/graph.py", line, 3))


def linked(
    *facts: CodeFacts,
    found: list[Definition] = TEAM,
    definitions: list[Definition] = TEAM,
    twins: dict[CodeAgent, int] | None = None,
) -> tuple[list[Edge], tuple[ComputedTarget, ...], set[str]]:
    """Return the edges, the computed places, and the ids of the agents that are covered."""
    edges, covered = Edges(Config(), {one.id for one in definitions}), set[str]()
    readings = [Reading(code=one) for one in facts]
    computed = connected([*readings, Reading()], found, definitions, edges, covered, twins or {})
    return list(edges.sorted()), computed, covered


def test_an_edge_connects_the_agents_that_the_reader_found() -> None:
    """By the place of their definition, whatever their ids have become."""
    renamed = [replace(one, id=f"{one.id}@app") for one in TEAM]
    ((one,), computed, covered) = linked(CodeFacts((edge(MASON, PAINTER),)), definitions=renamed)
    assert (one.source, one.target, one.relation) == ("mason@app", "painter@app", "handoff")
    (reference,) = one.references
    assert (reference.agent, reference.field, reference.span) == ("mason@app", "handoffs", Span("app/graph.py", 9, 3))
    assert (computed, covered) == ((), set())


def test_a_name_that_no_agent_has_is_kept_at_either_end() -> None:
    """Whoever hands over, and whoever takes over."""
    edges, _, _ = linked(CodeFacts((edge("somebody", MASON), edge(MASON, "nobody", 10))))
    assert [(one.source, one.target) for one in edges] == [("mason", "nobody"), ("somebody", "mason")]


def test_an_edge_to_an_agent_of_a_file_that_is_not_read_is_left_out() -> None:
    """It is neither known nor missing."""
    elsewhere = CodeAgent("lib", Span("lib/a.py", 1, 1), "elsewhere")
    edges, _, _ = linked(CodeFacts((edge(MASON, elsewhere), edge(elsewhere, MASON), edge("a", "b"))))
    assert edges == []


def test_a_markdown_agent_of_the_same_name_is_not_meant() -> None:
    """Only agents that are read from code."""
    other = [*TEAM[1:], replace(TEAM[0], dialect="claude-code")]
    edges, _, _ = linked(CodeFacts((edge(MASON, PAINTER), edge(PAINTER, MAYOR))), found=other, definitions=other)
    assert [(one.source, one.target) for one in edges] == [("painter", "mayor")]


def test_computed_places_come_once_in_order_with_the_id_of_their_agent() -> None:
    """Everybody of their root may be meant, so nobody there is known to be alone."""
    late, early = (ComputedTarget(Span("app/graph.py", line, 1), "handoff", "goto", "app", "mason") for line in (8, 3))
    nobody = ComputedTarget(Span("lib/a.py", 1, 1), "handoff", "goto", "lib")
    away = [*TEAM, definition("far/clerk.py", root="far", dialect=DIALECT)]
    renamed = [replace(one, id=f"{one.id}!") for one in away]
    facts = CodeFacts(computed=(late, early)), CodeFacts(computed=(early, nobody))
    _, computed, covered = linked(*facts, found=away, definitions=renamed)
    assert computed == (early._replace(agent="mason!"), late._replace(agent="mason!"), nobody)
    assert covered == {"mason!", "painter!", "mayor!"}


def test_an_agent_that_code_uses_elsewhere_is_covered() -> None:
    """Only that one, and only if it is read."""
    _, _, covered = linked(CodeFacts(used=(PAINTER, CodeAgent("lib", Span("lib/a.py", 1, 1), "x"))))
    assert covered == {"painter"}


def test_an_agent_that_a_file_of_data_describes_is_one() -> None:
    """It has both names and places, and the edges that the code declares."""
    data = definition("app/agents.yaml", "mason", root="app", dialect="crewai", wildcards=("parallel",))
    twin = CodeFacts((edge(MASON, PAINTER),), described=(Described(MASON, "app/agents.yaml", "Mason"),))
    found, twins = joined([Reading(code=twin)], [*TEAM, data])
    assert [(one.name, one.dialect, one.also) for one in found] == [
        ("painter", DIALECT, ()), ("mayor", DIALECT, ()), ("mason", "crewai", ("app/mason.py",)),
    ]  # fmt: skip
    assert twins == {MASON: 2}
    assert found[2].wildcards == ("parallel",)
    edges, _, _ = linked(twin, found=found, definitions=found, twins=twins)
    assert [(one.source, one.target) for one in edges] == [("mason", "painter")]


def test_an_agent_whose_file_of_data_is_not_read_stays() -> None:
    """The code alone defines it; without any code all stays as it is."""
    facts = CodeFacts(described=(Described(MASON, "app/agents.yaml", "mason"),))
    assert joined([Reading(code=facts)], TEAM) == ([*TEAM[1:], TEAM[0]], {})
    assert joined([Reading()], TEAM) == (TEAM, {})
