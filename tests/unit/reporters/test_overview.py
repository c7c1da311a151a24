"""What `graphkit report` says, as values."""

from __future__ import annotations

from dataclasses import replace

from graphkit.model.graph import Ghost
from graphkit.reporters.overview import Load, overview
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report


def test_levels_run_from_the_top_down() -> None:
    """Known levels by rank, then unknown ones, then agents without; spellings of one level are one."""
    built = graph({"a": "senior", "b": " Senior ", "c": "principal", "d": "guru", "e": None}, [])
    assert overview(report(built)).levels == (
        ("principal", ("c",)),
        ("senior", ("a", "b")),
        ("guru", ("d",)),
        (None, ("e",)),
    )


def test_relations_tell_who_declares() -> None:
    """Edges that both agents declare are counted where both could; a workflow has one side alone."""
    built = graph(["a", "b", "c"], [("a", "b"), ("a", "b", "parallel"), ("b", "c", "parallel"), ("a", "c", "workflow")])
    rows = overview(report(built)).relations
    assert rows == (("escalation", 1, 0, 0, 0), ("parallel", 2, 2, 0, 0), ("workflow", 1, None, 0, 0))


def test_the_busiest_are_few() -> None:
    """Who takes most escalations comes first, ties by name, and the list stays short."""
    names = [f"n{number}" for number in range(20)]
    chain = list(zip(names[1:], names[:-1], strict=True))
    busiest = overview(report(graph(names, [*chain, ("n9", "n3")]))).busiest
    assert busiest[:2] == (Load("n3", 2), Load("n0", 1))
    assert len(busiest) == 8


def test_a_cycle_has_its_shortest_way_round() -> None:
    """A group of agents that escalate in circles is one entry, with the edges of its shortest circle."""
    built = graph(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "a"), ("b", "a"), ("d", "a")])
    (cycle,) = overview(report(built)).cycles
    assert cycle.relation == "escalation"
    assert cycle.members == ("a", "b", "c")
    assert [(edge.source, edge.target) for edge in cycle.shortest] == [("a", "b"), ("b", "a")]


def test_cycles_of_every_relation_are_listed() -> None:
    """A cycle of handoffs is listed too, and so is an agent that names itself; parallel has no direction."""
    edges = [("a", "b", "handoff"), ("b", "a", "handoff"), ("c", "c"), ("a", "b", "parallel"), ("c", "c", "parallel")]
    cycles = overview(report(graph(["a", "b", "c"], edges))).cycles
    assert [(cycle.relation, cycle.members) for cycle in cycles] == [("escalation", ("c",)), ("handoff", ("a", "b"))]


def test_edges_to_names_without_a_definition_are_counted_apart() -> None:
    """Edges between agents are one number, those to and from undefined names another; both have a row."""
    built = graph(["a", "b"], [("a", "b"), ("a", "gone"), ("gone", "b", "handoff")], ("gone",))
    rows = overview(report(built)).relations
    assert [(row.relation, row.edges, row.outside) for row in rows] == [("escalation", 1, 1), ("handoff", 0, 1)]


def test_missing_names_list_their_uses() -> None:
    """Each name that nobody defines is told once, with all places; people and built-in agents are not missing."""
    built = graph(["a", "b"], [("b", "gone"), ("a", "gone"), ("a", "user")], ("gone",))
    ghosts = {**built.ghosts, "user": Ghost("user", "user", external=True)}
    (missing,) = overview(report(replace(built, ghosts=ghosts))).missing
    assert missing.name == "gone"
    assert [use.agent for use in missing.references] == ["a", "b"]


def test_orphans_and_pairs_are_what_the_rules_say() -> None:
    """A finding that is not live, suppressed or switched off, is not in the overview either."""
    built = graph(["a", "b", "c"], [("a", "b"), ("b", "c")])
    pair = finding(name="one-sided-escalation", edges=(("a", "b", "escalation"),))
    view = overview(report(built, pair, finding(name="orphan-agent", agents=("c",))))
    assert view.orphans == ("c",)
    assert [(one.edge.source, one.edge.target, one.speaker, str(one.span)) for one in view.one_sided] == [
        ("a", "b", "a", "agents/a.md:3:5")
    ]
    assert overview(report(built)).orphans == overview(report(built)).one_sided == ()
