"""The plots: what they mark, and that nothing is a picture too."""

from __future__ import annotations

import numpy
import pytest
from matplotlib.patches import Rectangle

from graphkit.analysis.metrics import metrics, numbers
from graphkit.model.history import Point
from graphkit.renderers.plots import adjacency, degrees, metrics_plots, of_metrics, trend, trend_plot
from tests.unit.graphs import graph

PNG = b"\x89PNG\r\n\x1a\n"
LEVELS = {"low": "specialist", "mid": "senior", "top": "staff", "$x$": None}
TEAM = graph(LEVELS, [("low", "mid"), ("mid", "top"), ("low", "mid", "parallel"), ("$x$", "mid", "workflow", "asks")])


def texts(figure: object) -> list[str]:
    """Return every text of a figure."""
    import matplotlib.text

    return [found.get_text() for found in figure.findobj(matplotlib.text.Text) if found.get_text()]  # type: ignore[attr-defined]  # a Figure


def test_the_matrix_marks_every_edge() -> None:
    """A mark for each directed edge, two for a symmetric one; the highest level first; `$` is no mathematics."""
    figure = adjacency.draw(TEAM)
    (axes,) = figure.axes
    assert [len(collection.get_paths()) for collection in axes.collections] == [2, 2, 1]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["top", "mid", "low", r"\$x\$"]
    assert "escalation (2)" in texts(figure)


def test_many_agents_have_no_names() -> None:
    """Above sixty agents names could not be read."""
    names = [f"a{number:02}" for number in range(61)]
    (axes,) = adjacency.draw(graph(names, [("a00", "a01")])).axes
    assert list(axes.get_yticks()) == []


def test_degrees_count_agents() -> None:
    """The bars of a relation add up to all agents."""
    figure = degrees.draw(TEAM)
    sums = [
        sum(bar.get_height() for bar in axes.patches if isinstance(bar, Rectangle))
        for axes in figure.axes
        if axes.patches
    ]
    assert sums == [4] * 5, "escalation and workflow out and in, parallel once"


def test_reciprocity_shows_both_and_one() -> None:
    """The coloured part is what both declare."""
    figure = of_metrics.reciprocity(metrics(TEAM))
    assert " 1 of 1 (100%)" in texts(figure)
    assert " 0 of 2 (0%)" in texts(figure)


def test_nothing_is_a_picture_too() -> None:
    """A team without relations or tools gives small pictures that say so."""
    empty = graph(["a"], [])
    assert "no relation between two agents" in texts(adjacency.draw(empty))
    assert "no relation between two agents" in texts(degrees.draw(empty))
    assert "no relation that both sides can declare" in texts(of_metrics.reciprocity(metrics(empty)))
    assert "no agent lists its tools" in texts(of_metrics.tools(metrics(empty)))
    assert "no commit with an agent" in texts(trend.draw([]))
    assert all(picture.startswith(PNG) for picture in metrics_plots(empty, metrics(empty)).values())


@pytest.mark.parametrize("count", [1, 30])
def test_the_trend_has_three_parts(count: int) -> None:
    """Agents, edges and findings over the commits; commits without an agent are left out."""
    point = Point("0123456789", "2026-01-01", "x", "t", numbers(TEAM, {"error": 1, "warning": 2, "info": 0}))
    figure = trend.draw([point] * count + [point._replace(numbers=None)])
    assert len(figure.axes) == 3
    assert numpy.size(figure.axes[0].lines[0].get_ydata()) == count
    assert len(figure.axes[2].get_xticks()) <= trend.TICKS
    assert trend_plot([point] * count).startswith(PNG)


def test_tools_are_counted_by_level(tmp_path: object) -> None:
    """Each cell holds the number of agents; beyond forty tools the title says so."""
    from tests.unit import folders

    many = ", ".join(f"T{number:02}" for number in range(45))
    team = folders.load(tmp_path, {"a/one": f"specialization_level: staff\ntools: {many}", "a/two": "tools: T00"})  # type: ignore[arg-type]  # a Path
    figure = of_metrics.tools(metrics(team))
    assert any("the 40 most allowed of 45" in text for text in texts(figure))
    assert "staff\n(1)" in texts(figure)
