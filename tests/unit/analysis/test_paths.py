"""How one agent reaches another, what joins the two, the way to the top, and the longest chain."""

from __future__ import annotations

from graphkit.analysis.hop_labels import hop_label, other_declarations
from graphkit.analysis.paths import (
    Paths,
    direct_references,
    longest_path,
    paths,
    paths_to_top,
    shortest_path,
    way_to_top,
)
from graphkit.model.graph import AgentGraph
from tests.unit.analysis.crew import crew
from tests.unit.graphs import graph

TEAM = graph(
    list("abcde"),
    [("a", "b"), ("b", "d"), ("a", "c", "delegation"), ("c", "d"), ("a", "d", "parallel"), ("d", "e", "parallel")],
)


def ways(found: Paths) -> list[str]:
    """Return each path as its agents: `abd`."""
    return ["".join([path[0].source, *(hop.target for hop in path)]) for path in found.paths]


def test_the_shortest_path_comes_first_and_equal_ones_by_name() -> None:
    """Without a relation every one that has a direction is followed."""
    made = graph(list("abcdz"), [("a", "z"), ("z", "d"), ("a", "b"), ("b", "d"), ("a", "c"), ("c", "b"), ("d", "a")])
    found = paths(made, "a", "d")
    assert (ways(found), found.more) == (["abd", "azd", "acbd"], False)
    assert (ways(paths(made, "a", "d", limit=2)), paths(made, "a", "d", limit=2).more) == (["abd", "azd"], True)
    assert paths(made, "a", "d", limit=3).more is False
    assert ways(paths(TEAM, "a", "d")) == ["abd", "acd"]
    assert [edge.relation for hop in paths(TEAM, "a", "d").paths[1] for edge in hop.edges] == [
        "delegation", "escalation",
    ]  # fmt: skip


def test_relations_can_be_named() -> None:
    """One or several; an edge without direction is walked both ways where its relation is named."""
    assert ways(paths(TEAM, "a", "d", "escalation")) == ["abd"]
    assert ways(paths(TEAM, "e", "a", "parallel")) == ["eda"]
    assert ways(paths(TEAM, "a", "d", ["delegation", "escalation"])) == ["abd", "acd"]
    assert ways(paths(TEAM, "a", "d", ["delegation"])) == []
    assert paths(TEAM, "a", "d", "escalation").relation == "escalation"
    assert paths(TEAM, "a", "d", ["delegation", "escalation"]).relation is None
    assert paths(TEAM, "a", "d", ["delegation", "escalation"]).relations == ("delegation", "escalation")


def test_without_a_path_it_says_how_far_the_walk_comes() -> None:
    """Which agents are reached, where it ends, whether the other way round works, and by which relations."""
    found = paths(TEAM, "b", "a", "escalation")
    assert (found.paths, found.reached, found.ends, found.backwards, found.by) == ((), ("d",), ("d",), True, ())
    found = paths(TEAM, "a", "e", "escalation")
    assert (found.reached, found.ends, found.backwards, found.by) == (("b", "d"), ("d",), False, ("parallel",))
    assert paths(TEAM, "e", "c").ends == ("e",)


def test_a_limit_of_none_leaves_the_direct_references() -> None:
    """No path is looked for."""
    found = paths(TEAM, "a", "b", limit=0)
    assert (found.paths, [edge.relation for edge in found.direct]) == ((), ["escalation"])
    assert not found.more


def test_what_joins_two_agents_directly() -> None:
    """Edges in either direction, those to a name without a definition included."""
    made = graph(["a", "b", "c"], [("a", "b"), ("b", "a", "delegation"), ("a", "c"), ("a", "gone")], ("gone",))
    found = direct_references(made, "b", "a")
    assert (found.first, found.second) == ("b", "a")
    assert [edge.relation for edge in found.edges] == ["delegation", "escalation"]
    assert [edge.target for edge in direct_references(made, "a", "gone").edges] == ["gone"]
    assert direct_references(made, "b", "c").edges == ()
    assert [edge.relation for edge in paths(made, "a", "b").direct] == ["delegation", "escalation"]


def test_a_path_may_end_at_a_name_without_a_definition() -> None:
    """Others of these are no way through."""
    made = graph(["a", "b"], [("a", "gone"), ("b", "gone"), ("a", "x"), ("x", "b")], ("gone", "x"))
    assert ways(paths(made, "a", "gone")) == ["agone"]
    assert ways(paths(made, "a", "b")) == []


def test_the_way_to_the_top() -> None:
    """The shortest to the nearest of the highest authorities, else to the outsider where escalation leaves."""
    assert way_to_top(crew(), "pilot", frozenset({"purser"})) == ["pilot", "captain", "owner"]
    assert way_to_top(crew(), "cook", frozenset({"purser"})) == ["cook", "purser"]
    assert way_to_top(crew(), "purser", frozenset({"purser"})) == ["purser"]
    assert way_to_top(graph(["a", "b"], [("a", "b"), ("b", "a")]), "a", frozenset()) is None
    ranked = graph({"a": None, "low": "senior", "high": "staff", "x": None}, [("a", "low"), ("a", "x"), ("x", "high")])
    assert way_to_top(ranked, "a", frozenset({"low", "high"})) == ["a", "x", "high"]
    plain = graph({"a": None, "low": "specialist", "x": None, "none": None}, [("a", "none"), ("a", "x"), ("x", "low")])
    assert way_to_top(plain, "a", frozenset({"low", "none"})) == ["a", "x", "low"]


def test_paths_to_the_top() -> None:
    """By the relation of the hierarchy; the top itself has no way to go, and a dead end says where it is."""
    assert ways(paths_to_top(TEAM, "a")) == ["abd"]
    assert ways(paths_to_top(TEAM, "a", ("b",))) == ["ab"]
    top = paths_to_top(TEAM, "d")
    assert (top.target, top.paths, top.relation, top.relations) == ("d", (), "escalation", ("escalation",))
    circle = graph(list("abc"), [("a", "b"), ("b", "c"), ("c", "a")])
    lost = paths_to_top(circle, "a")
    assert (lost.target, lost.reached, lost.ends, lost.relations) == (None, ("b", "c"), (), ("escalation",))
    dead = paths_to_top(TEAM, "a", ("stranger",))
    assert (dead.target, dead.reached, dead.ends) == (None, ("b", "d"), ("d",))


def test_the_longest_path() -> None:
    """Of the team, or from one agent; with the cycles that it runs through."""
    made = graph(list("abcdex"), [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("x", "e"), ("e", "x")])
    whole = longest_path(made, "escalation")
    assert [(hop.source, hop.target) for hop in whole.hops] == [("a", "b"), ("c", "d")]
    assert whole.cycles == (("b", "c"),)
    own = longest_path(made, "escalation", "c")
    assert ([(hop.source, hop.target) for hop in own.hops], own.source) == ([("c", "d")], "c")
    assert longest_path(made, "delegation").hops == ()


def test_a_shortest_path_to_any_of_several_goals() -> None:
    """The first by name among equally near ones; a start that is a goal is there."""
    after = {"a": ["z", "y"], "z": ["far"], "y": []}
    assert shortest_path(after, "a", {"z", "y", "far"}) == ["a", "y"]
    assert shortest_path(after, "a", {"a"}) == ["a"]
    assert shortest_path(after, "a", {"gone"}) is None
    assert shortest_path(after, "a", {"far"}) == ["a", "z", "far"]


def test_how_a_hop_reads() -> None:
    """With its verb where it has one, else in the words of the relation, at the place of the source's own field."""
    made = graph(["a", "b"], [("a", "b"), ("a", "b", "workflow", "asks")])
    labels = [hop_label(made, made.relations[edge.relation], edge) for edge in made.edges]
    assert [label.message for label in labels] == ["`a` escalates to `b`", "`a` -> `b` (asks)"]
    assert [str(label.span) for label in labels] == ["agents/a.md:3:5", "agents/a.md:4:5"]


def test_other_places_that_declare_an_edge() -> None:
    """All but the first; what is in prose only declares nothing."""
    made: AgentGraph = graph(["a", "b"], [("a", "b", "parallel")])
    (edge,) = made.edges
    assert [(str(one.span), one.message) for one in other_declarations([edge])] == [
        ("agents/b.md:3:5", "also declared here")
    ]
    first, second = edge.references
    assert list(other_declarations([edge._replace(references=(first, second._replace(prose=True)))])) == []
