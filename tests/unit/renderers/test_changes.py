"""One picture of what changed."""

from __future__ import annotations

from dataclasses import replace

from graphkit.git.compare import compare
from graphkit.model.comparison import Changes
from graphkit.model.graph import AgentGraph
from graphkit.renderers.changes import overlay, render_changes
from graphkit.renderers.diagram import Diagram, State
from graphkit.renderers.options import RenderOptions
from graphkit.renderers.style import CHANGE_PENS
from tests.unit.graphs import graph
from tests.unit.reporters.reports import report


def changes(old: AgentGraph, new: AgentGraph) -> Changes:
    """Compare two graphs without findings."""
    return compare(report(old), report(new))


def drawn(old: AgentGraph, new: AgentGraph) -> Diagram:
    """Return the diagram of what changed from one graph to another."""
    return overlay(changes(old, new), RenderOptions())


def lines(diagram: Diagram) -> list[tuple[str, str, str | None]]:
    """Return source, target and fate of every line."""
    names = {node.id: node.agent for node in diagram.nodes}
    return sorted((names[link.source], names[link.target], link.change) for link in diagram.links)


BEFORE = graph(["a", "b", "gone"], [("a", "b"), ("a", "lost"), ("b", "gone")], ("lost",))
AFTER = graph(["a", "b", "fresh", "lost"], [("a", "b"), ("fresh", "b"), ("a", "lost"), ("b", "nobody")], ("nobody",))


def test_everything_is_painted_by_what_became_of_it() -> None:
    """Agents and edges of both sides are there; a name that is defined by now is an added agent."""
    diagram = drawn(BEFORE, AFTER)
    assert {node.agent: node.change for node in diagram.nodes} == {
        "a": "unchanged", "b": "unchanged", "fresh": "added", "gone": "removed", "lost": "added", "nobody": "added",
    }  # fmt: skip
    assert lines(diagram) == [
        ("a", "b", "unchanged"),
        ("a", "lost", "unchanged"),
        ("b", "gone", "removed"),
        ("b", "nobody", "added"),
        ("fresh", "b", "added"),
    ]


def test_a_definition_that_is_gone_is_removed_though_it_is_still_named() -> None:
    """It is a missing name now, and the line that still leads to it is marked."""
    diagram = drawn(graph(["a", "b"], [("a", "b")]), graph(["a"], [("a", "b")], ("b",)))
    assert {node.agent: node.change for node in diagram.nodes} == {"a": "unchanged", "b": "removed"}
    assert [node.state for node in diagram.nodes if node.agent == "b"] == [State.GHOST]
    assert lines(diagram) == [("a", "b", "missing")]
    assert "leads to a removed agent" in [swatch.text for swatch in diagram.legend]
    both = graph(["a"], [("a", "b")], ("b",))
    assert {node.change for node in drawn(both, both).nodes} == {"unchanged"}


def test_an_edge_that_was_turned_round_is_two_lines() -> None:
    """The old one is removed and the new one is added, side by side, each with its own arrow."""
    diagram = drawn(graph(["a", "b"], [("a", "b")]), graph(["a", "b"], [("b", "a")]))
    assert lines(diagram) == [("a", "b", "removed"), ("b", "a", "added")]
    assert not any(link.both for link in diagram.links)


def test_a_second_direction_is_an_added_line() -> None:
    """Where one way was known and both are now, the one stays grey and the other is added, and the reverse."""
    one, both = graph(["a", "b"], [("a", "b")]), graph(["a", "b"], [("a", "b"), ("b", "a")])
    assert lines(drawn(one, both)) == [("a", "b", "unchanged"), ("b", "a", "added")]
    assert lines(drawn(both, one)) == [("a", "b", "unchanged"), ("b", "a", "removed")]
    assert [link.change for link in drawn(both, both).links] == ["unchanged", "unchanged"]


def test_a_parallel_pair_has_no_direction() -> None:
    """What has no arrow cannot be turned round, and has none in a picture of changes either."""
    pair = graph(["a", "b"], [("a", "b", "parallel")])
    (link,) = drawn(pair, pair).links
    assert link.change == "unchanged"
    assert link.pen == CHANGE_PENS["unchanged"]._replace(arrow="none", dash="dashed")


def test_the_legend_explains_what_occurs() -> None:
    """A picture without a removed agent does not explain one."""
    diagram = drawn(graph(["a", "b"], [("a", "b")]), graph(["a", "b", "c"], []))
    assert [swatch.text for swatch in diagram.legend] == ["added agent", "unchanged agent", "removed edge"]


def test_the_look_says_it_without_colour() -> None:
    """Removed is dashed, added is heavier than the rest; classes say it to style sheets."""
    diagram = drawn(BEFORE, AFTER)
    by_fate = {link.change: link for link in diagram.links}
    assert by_fate["removed"].pen.dash == "dashed"
    assert by_fate["added"].pen.weight > by_fate["unchanged"].pen.weight
    assert "edge escalation added" in by_fate["added"].classes
    assert {node.classes for node in diagram.nodes} == {"agent added", "agent removed", "agent unchanged"}
    assert {node.paint.dash for node in diagram.nodes if node.change == "removed"} == {"dashed"}


def test_the_title_names_both_sides() -> None:
    """Unless the user names the picture."""
    both = changes(BEFORE, AFTER)
    assert overlay(both, RenderOptions()).headline == "old → new"
    assert overlay(both, RenderOptions(title="Ours")).headline == "Ours"


def test_svg() -> None:
    """The drawing holds every agent and every line."""
    picture = render_changes(changes(BEFORE, AFTER), "svg", RenderOptions(engine="embedded")).decode()
    for fate, number in (("added", 3), ("removed", 1), ("unchanged", 2)):
        assert picture.count(f'class="agent {fate}"') == number
    assert picture.count("edge escalation ") == 5


def test_the_picture_holds_what_changed_and_one_step_around_it() -> None:
    """The rest of a large team is counted; `whole` draws it all."""
    chain = [(f"a{n}", f"a{n + 1}") for n in range(8)]
    names = [f"a{n}" for n in range(9)]
    old, new = graph(names, chain), graph([*names, "new"], [*chain, ("new", "a0")])
    shown = drawn(old, new)
    assert {node.agent for node in shown.nodes} == {"new", "a0", "a1"}
    assert shown.caption == "drawn: what changed and one step around it; 7 others left out"
    assert len(overlay(changes(old, new), RenderOptions(whole=True)).nodes) == 10
    assert len(drawn(old, old).nodes) == 9


def test_titles_are_short() -> None:
    """A hash by its first letters, a path by its end."""
    both = replace(
        changes(BEFORE, AFTER), names=("0123456789abcdef0123456789abcdef01234567", "/home/somebody/team/agents")
    )
    assert overlay(both, RenderOptions()).headline == "01234567 → …/agents"


def test_relations_stay_apart_in_a_picture_of_changes() -> None:
    """By dash and head: what runs in parallel is dashed, and dotted when it is removed."""
    pair = graph(["a", "b"], [("a", "b", "parallel"), ("a", "b", "delegation")])
    kept = {link.relation: link.pen for link in drawn(pair, pair).links}
    gone = {link.relation: link.pen for link in drawn(pair, graph(["a", "b"], [])).links}
    assert (kept["parallel"].dash, kept["parallel"].arrow, kept["delegation"].arrow) == ("dashed", "none", "empty")
    assert (gone["parallel"].dash, gone["delegation"].dash) == ("dotted", "dashed")
