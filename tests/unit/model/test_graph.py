"""What rules ask of the graph: links by where they are declared, and who declares what."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.graph import AgentGraph, Edge
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from tests.unit.graphs import agent, graph


def spoken(edge: Edge) -> Edge:
    """Return the edge with its first reference in running text."""
    first, *others = edge.references
    references = (first._replace(prose=True), *others)
    return Edge(edge.source, edge.target, edge.relation, edge.label, edge.symmetric, edge.resolved, references)


def with_prose(team: AgentGraph, *numbers: int) -> AgentGraph:
    """Return the graph with the edges of those numbers spoken."""
    edges = (spoken(edge) if number in numbers else edge for number, edge in enumerate(team.edges))
    return replace(team, edges=tuple(edges))


def test_links_are_declared_or_stand_in_prose_only() -> None:
    """Each is one of the two; a relation that one side has in a field is declared, wherever the other has it."""
    team = with_prose(graph(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c", "parallel")]), 0, 2)
    first, second, both = team.edges
    assert list(team.undeclared()) == [first]
    assert list(team.links(declared=True)) == [second, both]
    assert list(team.links("escalation")) == [first, second]
    assert list(team.links("escalation", declared=True)) == [second]
    assert team.counts() == {"escalation": 2, "parallel": 1}


def test_links_of_a_relation_whatever_the_order_of_the_edges() -> None:
    """A graph that somebody puts together need not be sorted."""
    team = graph(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c", "parallel")])
    first, second, both = team.edges
    mixed = replace(team, edges=(first, both, second))
    assert list(mixed.links("escalation", declared=True)) == [first, second]


def test_who_declares() -> None:
    """A field that is there declares, even if it is empty."""
    place = Span("agents/a.md", 3, 1)
    out = ("escalation", Direction.OUT)
    agents = [agent("a", declares={out: place}), agent("b"), agent("c", declares={out: place})]
    team = replace(graph([], []), agents={one.id: one for one in agents})
    assert team.declaring == {out: {"a", "c"}}


def test_one_in_ten_is_not_bare() -> None:
    """A graph is bare while fewer than one agent in ten has a declared link, and never with a single agent."""
    names = [f"n{number:02}" for number in range(21)]
    assert graph(names, []).is_bare
    assert graph(names, [("n00", "n01")]).is_bare
    assert not graph(names[:20], [("n00", "n01")]).is_bare
    assert with_prose(graph(names[:20], [("n00", "n01")]), 0).is_bare
    assert not graph(["a"], []).is_bare
