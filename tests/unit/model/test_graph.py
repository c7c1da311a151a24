"""What a graph answers about its edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.graph import Edge
from tests.unit.graphs import graph

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
    for agent in ("a", "b"):
        assert ends(TEAM.outgoing(agent, "parallel")) == ends(TEAM.incoming(agent, "parallel")) == [("a", "b")]
    assert ends(TEAM.outgoing("c", "parallel")) == [("c", "c")]


@pytest.mark.parametrize("relation", ["escalation", "delegation", "no such relation"])
def test_who_has_no_edges_has_none(relation: str) -> None:
    """Neither an unknown agent nor an unknown relation is an error."""
    assert TEAM.outgoing("nobody", relation) == TEAM.incoming("nobody", relation) == ()


def test_what_stands_in_prose_only_is_counted_and_not_declared() -> None:
    """One reference in a field is enough to declare an edge."""
    assert TEAM.count_prose() == 0
    assert list(TEAM.links()) == list(TEAM.links(declared=True))
    spoken = tuple(
        edge._replace(references=tuple(one._replace(prose=True) for one in edge.references[:1]) + edge.references[1:])
        for edge in TEAM.edges
    )
    told = replace(TEAM, edges=spoken)
    assert told.count_prose() == 2
    assert [edge.relation for edge in told.links(declared=True)] == ["parallel"]
    assert list(told.links("escalation", declared=True)) == []
    assert told.counts() == TEAM.counts() == {"escalation": 1, "parallel": 1, "handoff": 1}


@pytest.mark.parametrize(("agents", "bare"), [(1, False), (20, False), (21, True)])
def test_bare_is_fewer_than_one_in_ten(agents: int, bare: bool) -> None:
    """Two agents that are linked speak for twenty."""
    names = [f"agent-{number}" for number in range(agents)]
    assert graph(names, [("agent-0", "agent-1")] if agents > 1 else []).is_bare is bare


def test_an_edge_cannot_be_changed() -> None:
    """A graph is shared by everybody who asks it."""
    with pytest.raises(AttributeError):
        TEAM.edges[0].label = "other"  # type: ignore[misc]  # that is what is tried
