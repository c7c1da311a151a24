"""A team over time: agents, edges and findings, commit by commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.plots import canvas
from graphkit.renderers.style import ALARM, MUTED, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from graphkit.model.history import Numbers, Point

TICKS = 12
_FINDINGS = (("error", ALARM, "solid"), ("warning", "#9A6D00", "solid"), ("info", MUTED, "dotted"))


def draw(points: Sequence[Point]) -> Figure:
    """Return three curves one above the other, with one common axis of commits, the oldest on the left."""
    known = [point for point in points if point.numbers is not None]
    if not known:
        return canvas.nothing("History", "no commit with an agent")
    numbers = [point.numbers for point in known if point.numbers is not None]
    figure = canvas.figure(11, 8)
    top, middle, bottom = figure.subplots(3, 1, sharex=True)
    _lines(top, "Agents", [("agents", TEXT, "solid", [one.agents for one in numbers]),
                           ("missing", ALARM, "dashed", [one.missing for one in numbers])])  # fmt: skip
    names = sorted({name for one in numbers for name in one.edges})
    _lines(middle, "Edges", [(name, canvas.colour(name), "solid", _edges(numbers, name)) for name in names])
    _lines(
        bottom, "Findings",
        [(name, ink, dash, [one.findings.get(name, 0) for one in numbers]) for name, ink, dash in _FINDINGS],
    )  # fmt: skip
    step = max(1, -(-len(known) // TICKS))
    ticks = list(range(0, len(known), step))
    bottom.set_xticks(ticks, [f"{known[at].day}\n{known[at].commit[:7]}" for at in ticks])
    return figure


def _edges(numbers: Sequence[Numbers], name: str) -> list[int]:
    return [one.edges.get(name, 0) for one in numbers]


def _lines(axes: Axes, title: str, rows: Sequence[tuple[str, str, str, Sequence[int]]]) -> None:
    canvas.style(axes, title)
    for name, ink, dash, values in rows:
        axes.plot(values, color=ink, linestyle=dash, marker="o", markersize=3, linewidth=1.5, label=name,
                  drawstyle="steps-post")  # fmt: skip
    axes.set_ylim(bottom=0)
    canvas.whole(axes.yaxis)
    axes.grid(axis="y", color="#EEF0F3")
    if rows:
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=9)
