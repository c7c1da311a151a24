"""Where things stand."""

from __future__ import annotations

import json

import pytest

from graphkit.renderers import engine, render
from graphkit.renderers.dot_source import leaves
from graphkit.renderers.engine import EngineError
from graphkit.renderers.layout import ROW_GAP, SHAPE, place
from graphkit.renderers.legend import NARROWEST, Sample, Words, rows, surround
from graphkit.renderers.options import RenderOptions
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point
from tests.unit.graphs import graph
from tests.unit.renderers.pictures import EMBEDDED, diagram, team


def laid_out(*arguments: object) -> tuple[dict[str, Point], Placement]:
    """Lay out a hand-built graph with the embedded engine; the places are by agent."""
    shown = diagram(graph(*arguments))  # type: ignore[arg-type]  # passed through as it is
    (embedded,) = engine.available("embedded")
    placement = place(shown, lambda source, *more: engine.run(embedded, more, source, 30))
    return {node.agent: placement.nodes[node.id] for node in shown.nodes}, placement


def test_authority_stands_on_top() -> None:
    """Whoever takes the escalation stands above."""
    at, _ = laid_out(["boss", "dev", "junior"], [("junior", "dev"), ("dev", "boss")])
    assert at["junior"].y < at["dev"].y < at["boss"].y


def test_above_thirty_nodes_the_better_shape_wins() -> None:
    """Forty agents below one would be forty boxes in a row; they stand in a column instead."""
    names = [f"agent-{number:02}" for number in range(40)]
    at, placement = laid_out(["boss", *names], [(name, "boss") for name in names])
    assert at["boss"].x < min(at[name].x for name in names)
    assert placement.frame.height > placement.frame.width


def test_a_small_team_is_no_ribbon() -> None:
    """Twenty-five below one stand in several ranks, still below; eight stay side by side."""
    for count, ranks in ((8, {1}), (25, {2, 3, 4})):
        names = [f"agent-{number:02}" for number in range(count)]
        at, placement = laid_out(["boss", *names], [(name, "boss") for name in names])
        assert len({round(at[name].y) for name in names}) in ranks
        assert at["boss"].y > max(at[name].y for name in names)
        assert placement.frame.width < 16 * placement.frame.height


def test_lines_between_the_same_two_do_not_coincide() -> None:
    """An escalation and two other relations of the same pair are three lines."""
    _, placement = laid_out(["a", "b"], [("a", "b"), ("b", "a", "workflow", "asks"), ("a", "b", "parallel")])
    assert len({str(route.points) for route in placement.routes.values()}) == 3


def test_other_relations_move_nobody() -> None:
    """Whether workflow is drawn or not, agents stay where escalation put them."""
    hierarchy = [("b", "a"), ("c", "a"), ("d", "b"), ("e", "c")]
    plain, _ = laid_out(list("abcde"), hierarchy)
    full, _ = laid_out(list("abcde"), [*hierarchy, ("d", "e", "workflow", "asks"), ("b", "e", "parallel")])
    assert full == plain


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
    with pytest.raises(EngineError, match=r"placed 1 of 6 nodes"):
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
    assert len(broken) == 4
    assert rows(legend, 5000) == [list(legend)]
    assert rows((), 500) == []


def test_many_leaves_stand_in_several_ranks() -> None:
    """Side by side, the leaves of a large team would make an endless row; of a small one they stay together."""

    def shape(number: int) -> tuple[int, float]:
        names = [f"a{place:03}" for place in range(number)]
        star = graph(["top", *names], [(name, "top") for name in names])
        data = json.loads(render(star, "json", EMBEDDED))
        across = {round(node["x"]) for node in data["nodes"]}, {round(node["y"]) for node in data["nodes"]}
        return min(map(len, across)), max(data["width"], data["height"])

    assert shape(12)[0] == 2
    assert shape(80)[0] == 5
    assert shape(80)[1] < 80 * 40


def test_leaves_are_counted_for_each_agent() -> None:
    """Whoever has somebody below is none, nor is one with two superiors."""
    drawn = diagram(graph(list("abcdef"), [("b", "a"), ("c", "a"), ("d", "c"), ("e", "a"), ("e", "c"), ("f", "f")]))
    agents = {node.id: node.agent for node in drawn.nodes}
    found = {agents[link.lower]: leaves(drawn)[link.id] for link in drawn.links if link.id in leaves(drawn)}
    assert found == {"b": 0, "d": 0}
