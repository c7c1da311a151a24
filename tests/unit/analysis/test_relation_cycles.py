"""The cycles of a relation: the shortest as evidence, and which edges to cut first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.analysis.relation_cycles import RelationCycle, relation_cycles
from tests.unit.graphs import graph


def cycles(
    agents: Mapping[str, str | None] | Sequence[str], *edges: str, relation: str = "escalation", **properties: bool
) -> list[RelationCycle]:
    """Return the cycles of a relation, edges written `ab` for a -> b."""
    made = graph(agents, [(edge[0], edge[1], relation) for edge in edges])
    return list(relation_cycles(made, replace(made.relations[relation], **properties)))  # type: ignore[arg-type]


def hops(edges: Sequence[object]) -> list[str]:
    """Return edges as `ab`."""
    return [edge[0] + edge[1] for edge in edges]  # type: ignore[index]


def test_each_component_is_one_cycle_with_its_shortest_as_evidence() -> None:
    """With all edges among its members; what leads in or out is no part."""
    first, second = cycles("abcdxyz", "ab", "bc", "ca", "cb", "xy", "yx", "az", "zx")
    assert (first.members, hops(first.shortest), hops(first.component)) == (
        ("a", "b", "c"), ["bc", "cb"], ["ab", "bc", "ca", "cb"],
    )  # fmt: skip
    assert (second.members, hops(second.shortest), len(second.cut)) == (("x", "y"), ["xy", "yx"], 1)
    assert (hops(first.cut), first.incomplete) == (["bc"], False)


LEVELS = {"a": "specialist", "b": "senior", "c": "staff"}


def test_an_edge_to_a_lower_level_is_cut_first() -> None:
    """In a relation that must not have cycles: wherever the edge is in the ring."""
    (up,) = cycles(LEVELS, "ab", "bc", "ca")
    assert hops(up.cut) == ["ca"]
    (down,) = cycles({"a": "staff", "b": "specialist", "c": "senior"}, "ab", "bc", "ca")
    assert hops(down.cut) == ["ab"]


def test_equal_and_unknown_levels_are_no_reason_to_cut() -> None:
    """The only edge that goes down is."""
    (cycle,) = cycles({"a": "senior", "b": "senior", "c": "specialist"}, "ab", "bc", "ca")
    assert hops(cycle.cut) == ["bc"]
    (unknown,) = cycles({"a": None, "b": "staff", "c": "senior"}, "ab", "bc", "ca")
    assert hops(unknown.cut) == ["bc"]


def test_levels_do_not_matter_where_cycles_are_allowed() -> None:
    """Delegation runs down by nature."""
    order = [cycles(levels, "ab", "bc", "ca", acyclic=False)[0] for levels in (LEVELS, dict.fromkeys("abc"))]
    assert hops(order[0].cut) == hops(order[1].cut)
    (cycle,) = cycles({"a": "staff", "b": "specialist", "c": "senior"}, "ab", "bc", "ca", acyclic=False)
    assert hops(cycle.cut) == hops(order[1].cut)


def test_edges_without_direction_make_no_cycle() -> None:
    """Two agents that can run together do not wait for each other."""
    made = graph(list("abc"), [("a", "b", "parallel"), ("b", "c", "parallel"), ("a", "c", "parallel")])
    assert list(relation_cycles(made, made.relations["parallel"])) == []
    mixed = graph(list("abc"), [("a", "b", "workflow"), ("b", "c", "workflow")])
    both_ways = mixed.edges[0]._replace(source="a", target="c", symmetric=True)
    turned = replace(mixed, edges=(*mixed.edges, both_ways))
    assert list(relation_cycles(turned, turned.relations["workflow"])) == []
    closed = replace(mixed, edges=(*mixed.edges, both_ways._replace(source="c", target="a", symmetric=False)))
    assert len(list(relation_cycles(closed, closed.relations["workflow"]))) == 1


def test_what_is_only_in_prose_makes_no_cycle() -> None:
    """It is a reading and no mistake."""
    made = graph(["a", "b"], [("a", "b"), ("b", "a")])
    first, second = made.edges
    spoken = second._replace(references=tuple(one._replace(prose=True) for one in second.references))
    assert list(relation_cycles(replace(made, edges=(first, spoken)), made.relations["escalation"])) == []


def test_of_several_edges_between_two_agents_the_first_is_shown() -> None:
    """By its label."""
    made = graph(["a", "b"], [("a", "b", "workflow", "asks"), ("a", "b", "workflow", "tells"), ("b", "a", "workflow")])
    (cycle,) = relation_cycles(made, made.relations["workflow"])
    assert [edge.label for edge in cycle.shortest] == ["asks", None]
