"""Where things stand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graphkit.renderers import engine, layout
from graphkit.renderers.engine import EngineError
from graphkit.renderers.layout import place
from graphkit.renderers.layout.answers import WORKERS, answers
from graphkit.renderers.layout.cost import SHAPE, corners, cost, crossings
from graphkit.renderers.layout.drafts import Recipe
from graphkit.renderers.layout.packing import ROW_GAP
from graphkit.renderers.legend import NARROWEST, Sample, Words, rows, surround
from graphkit.renderers.options import RenderOptions
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import diagram, team


def laid_out(*arguments: object, direction: str | None = None) -> tuple[dict[str, Point], Placement]:
    """Lay out a hand-built graph with the embedded engine; the places are by agent."""
    shown = diagram(graph(*arguments))  # type: ignore[arg-type]  # passed through as it is
    (embedded,) = engine.available("embedded")
    placement = place(shown, lambda source, *more: engine.run(embedded, more, source, 30), direction)
    return {node.agent: placement.nodes[node.id] for node in shown.nodes}, placement


def test_authority_stands_on_top() -> None:
    """Whoever takes the escalation stands above."""
    at, _ = laid_out(["boss", "dev", "junior"], [("junior", "dev"), ("dev", "boss")])
    assert at["junior"].y < at["dev"].y < at["boss"].y


def test_equals_are_a_block() -> None:
    """Whoever has many below sees them in rows and columns of one block, not in an endless row or in many ranks."""
    for count in (6, 25, 40):
        names = [f"agent-{number:02}" for number in range(count)]
        at, placement = laid_out(["boss", *names], [(name, "boss") for name in names])
        columns, rows = {round(at[name].x) for name in names}, {round(at[name].y) for name in names}
        assert len(rows) * len(columns) >= count
        assert 0.6 < placement.frame.width / placement.frame.height < 3
        assert at["boss"].y > max(at[name].y for name in names) or at["boss"].x < min(at[name].x for name in names)


def test_a_few_equals_stay_side_by_side() -> None:
    """Four need no block."""
    names = [f"agent-{number:02}" for number in range(4)]
    at, _ = laid_out(["boss", *names], [(name, "boss") for name in names], direction="BT")
    assert len({round(at[name].y) for name in names}) == 1


def test_the_lines_of_a_block_share_a_trunk_and_end_at_their_boxes() -> None:
    """Each line is whole: from its leaf through the block and along the trunk to the agent above, through no box."""
    names = [f"agent-{number:02}" for number in range(12)]
    for up in (True, False):
        lines = [(name, "boss") if up else ("boss", name, "delegation") for name in names]
        shown = diagram(graph(["boss", *names], lines))
        _, placement = laid_out(["boss", *names], lines)
        counted = cost(shown, placement, (0, 1))
        assert (counted.crossings, counted.through) == (0, 0)
        ports = {
            (tip.x, tip.y) for route in placement.routes.values() for tip in (route.head_tip, route.tail_tip) if tip
        }
        assert len(ports) == (1 if up else 12)


def test_lines_between_the_same_two_do_not_coincide() -> None:
    """An escalation and two other relations of the same pair are three lines."""
    _, placement = laid_out(["a", "b"], [("a", "b"), ("b", "a", "workflow", "asks"), ("a", "b", "parallel")])
    assert len({str(route.points) for route in placement.routes.values()}) == 3


def test_lines_go_round_the_boxes() -> None:
    """Lines between equals do not run through those that are between them."""
    names = [f"agent-{letter}" for letter in "abcdef"]
    hierarchy = [(name, "boss") for name in names]
    across = [(one, other, "workflow", "asks") for one in names[:2] for other in names[3:]]
    shown = diagram(graph(["boss", *names], [*hierarchy, *across]))
    _, placement = laid_out(["boss", *names], [*hierarchy, *across])
    assert cost(shown, placement, (0, 1)).through == 0


def test_a_draft_that_crashes_an_engine_costs_no_other() -> None:
    """An engine that fails on many drafts at once is asked for each of them alone."""
    (embedded,) = engine.available("embedded")
    asked = []

    def run(source: str, *arguments: str) -> bytes:
        asked.append(source)
        if "broken" in source:
            raise EngineError("crashed")
        return engine.run(embedded, arguments, source, 30)

    sound, broken = 'digraph { "a" [id="a"] }', 'digraph { "broken" [id="broken"] }'
    drafts = [[sound], [sound, sound], [broken], [sound, broken], [sound]]
    found = answers(drafts, run)
    assert [isinstance(answer, Placement) for answer in found] == [True, True, False, False, True]
    assert found[0] == found[4]
    asked.clear()
    assert all(isinstance(answer, Placement) for answer in answers(drafts[:2], run))
    assert len(asked) <= WORKERS


def test_a_short_line_has_its_arrow_at_the_right_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is hardly longer than its arrowhead leads to whom it says."""
    monkeypatch.setattr(layout, "DRAFTS", {"upright": (Recipe("all", "BT", 0.1, 0.24),), "sideways": ()})
    at, placement = laid_out(["boss", "dev"], [("boss", "dev", "delegation")])
    (route,) = placement.routes.values()
    (tip,) = (tip for tip in (route.tail_tip, route.head_tip) if tip)
    assert at["boss"].y - at["dev"].y < 50
    assert abs(tip.y - at["dev"].y) < abs(tip.y - at["boss"].y)
    assert route.tail_tip  # the lower end, where every line begins


def test_the_busiest_of_a_rank_has_a_rank_of_its_own() -> None:
    """Lines between equals have room, instead of running beside each other along one row."""
    equals = ["ann", "ben", "cid", "dot"]
    lines = [(name, "boss") for name in equals]
    across = [("cid", other, "workflow", "asks") for other in equals if other != "cid"]
    at, _ = laid_out(["boss", *equals], [*lines, *across], direction="BT")
    assert at["cid"].y < min(at[name].y for name in equals if name != "cid")


def test_other_relations_leave_authority_on_top() -> None:
    """Lines of work may shape the picture, too, but whoever takes escalations stays above."""
    hierarchy = [("b", "a"), ("c", "a"), ("d", "b"), ("e", "c")]
    more = [("d", "e", "workflow", "asks"), ("b", "e", "parallel"), ("a", "d", "workflow", "asks")]
    at, _ = laid_out(list("abcde"), [*hierarchy, *more], direction="BT")
    assert all(at[lower].y < at[upper].y for lower, upper in hierarchy)


def test_parts_are_packed() -> None:
    """Many small teams fill a page, instead of one endless row; none of them overlaps another."""
    pairs = [(f"a{n:02}", f"b{n:02}") for n in range(24)]
    names = [name for pair in pairs for name in pair]
    at, placement = laid_out(names, pairs)
    assert 1 < placement.frame.width / placement.frame.height < 2.6
    assert len({(round(place.x), round(place.y)) for place in at.values()}) == len(names)


def test_a_self_reference_takes_a_corner_that_is_free() -> None:
    """Two loops of one agent do not lie on each other."""
    shown = diagram(graph(["a", "b"], [("b", "a"), ("a", "a"), ("a", "a", "delegation")]), RenderOptions(marks=True))
    loops = replace(shown, links=tuple(replace(link, mark="") for link in shown.links))
    (embedded,) = engine.available("embedded")
    placement = place(loops, lambda source, *more: engine.run(embedded, more, source, 30))
    assert all(placement.routes[link.id].head_tip for link in loops.links if link.is_loop)


def test_an_agent_that_only_names_itself_has_a_picture() -> None:
    """However often, and with nothing else in the picture."""
    relations = ("escalation", "delegation", "handoff")
    shown = diagram(graph(["a"], [("a", "a", name) for name in relations]), RenderOptions(marks=True))
    loops = replace(
        shown, links=tuple(replace(shown.links[0], id=f"e-{n}", relation=r) for n, r in enumerate(relations))
    )
    (embedded,) = engine.available("embedded")
    placement = place(loops, lambda source, *more: engine.run(embedded, more, source, 30))
    assert placement.routes.keys() == {"e-0", "e-1", "e-2"}


def test_loose_agents_stand_in_rows_below() -> None:
    """Orphans do not widen the hierarchy: they fill centred rows below it."""
    names = [f"orphan-{number:02}" for number in range(30)]
    at, placement = laid_out(["boss", "dev", *names], [("dev", "boss")])
    assert max(at[name].y for name in names) < at["dev"].y - ROW_GAP
    assert len({at[name].y for name in names}) > 2
    assert 0.5 < placement.frame.width / placement.frame.height / SHAPE < 2
    middle = placement.frame.middle
    for y in {at[name].y for name in names}:
        row = [at[name].x for name in names if at[name].y == y]
        assert (min(row) + max(row)) / 2 == pytest.approx(middle, abs=1.5)


def test_nothing_at_all_has_a_place_too() -> None:
    """An empty graph gives an empty picture."""
    at, _ = laid_out([], [])
    assert at == {}


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"bb": "0,0"}', b'{"bb": "0,0,1,1", "objects": [{"id": "n-0", "pos": "x"}]}']
)
def test_an_answer_that_cannot_be_read_is_a_failure(answer: bytes) -> None:
    """Then the next engine is asked."""
    with pytest.raises(EngineError, match=r"cannot be read"):
        place(diagram(team()), lambda source, *more: answer)


def test_an_answer_without_the_nodes_is_a_failure() -> None:
    """A layout is complete or none."""
    empty = json.dumps({"bb": "0,0,9,9"}).encode()
    with pytest.raises(EngineError, match=r"placed \d of \d nodes"):
        place(diagram(team()), lambda source, *more: empty)


def test_title_above_legend_and_caption_below() -> None:
    """All of them centred around the drawing, none of them inside."""
    shown = diagram(team(), RenderOptions(title="My team", relations=("escalation",)))
    frame = Frame(0, 0, 500, 200)
    parts = list(surround(shown, frame))
    title, caption = parts[0], parts[-1]
    assert isinstance(title, Words)
    assert isinstance(caption, Words)
    assert (title.text, title.style, caption.style) == ("My team", "Bold", "Oblique")
    assert "4 workflow" not in caption.text
    assert caption.text == "1 delegation pair, 1 handoff pair, 1 parallel pair, 1 workflow pair not drawn"
    assert title.y > frame.top
    assert all(part.y < frame.bottom for part in parts[1:])
    assert sum(isinstance(part, Sample) for part in parts) == len(shown.legend)
    assert title.x + title.width / 2 == pytest.approx(frame.middle)


def test_legend_rows_fit_and_are_even() -> None:
    """A long legend breaks into rows of about the same width, in order."""
    legend = diagram(team()).legend
    broken = rows(legend, NARROWEST)
    assert [swatch for row in broken for swatch in row] == list(legend)
    assert len(broken) == 5
    assert rows(legend, 5000) == [list(legend)]
    assert rows((), 500) == []


def test_crossings_are_counted_whatever_pieces_lines_are_made_of() -> None:
    """Points on a straight piece change nothing, and lines that lie on each other do not cross."""
    up, down = [(0.0, 0.0), (10.0, 10.0)], [(0.0, 10.0), (10.0, 0.0)]
    finely = [(part / 8, part / 8) for part in range(81)]
    trunk = [(5.1 + 1e-13 * (part % 3), part / 8) for part in range(81)]
    assert crossings([up, down]) == crossings([finely, down]) == 1
    assert crossings([trunk, [(5.1, 0.0), (5.1, 10.0)], [(5.1, 2.0), (5.1, 7.0)]]) == 0
    assert crossings([[(0.0, 0.0), (10.0, 0.0), (4.0, 0.0)], [(8.0, -5.0), (8.0, 5.0)]]) == 2
    there_and_back = [(0.0, 0.0), (4.0, 4.0), (8.0, 0.0), (12.0, 4.0)]
    assert crossings([there_and_back, [(0.0, 1.0), (12.0, 1.0)]]) == 3


def test_a_star_of_many_leaves_is_compared_by_its_corners() -> None:
    """The trunks of leaf blocks pass one point at each row; a sweep over all of them took 20 seconds for 200 leaves."""
    trunk = [(0.0, part / 100) for part in range(10_001)]
    assert len(corners([*trunk, (50.0, 100.0)])) == 3
