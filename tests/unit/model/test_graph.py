"""What a graph answers about its edges, and who declares what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.graph import AgentGraph, Edge
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from tests.unit.graphs import agent, graph

TEAM = graph(
    ["a", "b", "c"],
    [("a", "b"), ("a", "gone"), ("c", "c"), ("b", "a", "parallel"), ("c", "c", "parallel"), ("a", "b", "handoff")],
    ghosts=("gone",),
)


def ends(edges: tuple[Edge, ...]) -> list[tuple[str, str]]:
    """Return source and target of each edge."""
    return [(edge.source, edge.target) for edge in edges]


def test_edges_are_known_at_both_ends() -> None:
    """Ghosts and loops included; a symmetric edge stands at both ends, a loop once."""
    assert ends(TEAM.outgoing("a", "escalation")) == [("a", "b"), ("a", "gone")]
    assert ends(TEAM.incoming("gone", "escalation")) == [("a", "gone")]
    assert ends(TEAM.incoming("c", "escalation")) == ends(TEAM.outgoing("c", "escalation")) == [("c", "c")]
    for name in ("a", "b"):
        assert ends(TEAM.outgoing(name, "parallel")) == ends(TEAM.incoming(name, "parallel")) == [("a", "b")]
    assert ends(TEAM.outgoing("c", "parallel")) == [("c", "c")]


@pytest.mark.parametrize("relation", ["escalation", "delegation", "no such relation"])
def test_who_has_no_edges_has_none(relation: str) -> None:
    """Neither an unknown agent nor an unknown relation is an error."""
    assert TEAM.outgoing("nobody", relation) == TEAM.incoming("nobody", relation) == ()


def test_an_edge_cannot_be_changed() -> None:
    """A graph is shared by everybody who asks it."""
    with pytest.raises(AttributeError):
        TEAM.edges[0].label = "other"  # type: ignore[misc]  # that is what is tried


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
