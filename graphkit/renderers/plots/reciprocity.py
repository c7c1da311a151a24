"""How many relations both sides declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.plots import canvas
from graphkit.renderers.style import TEXT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.analysis.metrics import Metrics

_ONE = "#D1D5DB"


def draw(metrics: Metrics) -> Figure:
    """Return one bar for each relation that both sides can declare: by both in its colour, by one in grey."""
    rows = [row for row in metrics.relations if row.both is not None][::-1]
    if not rows:
        return canvas.nothing("Declared by both sides", "no relation that both sides can declare")
    figure = canvas.figure(8, 1.2 + 0.6 * len(rows))
    axes = figure.add_subplot()
    canvas.style(axes, "Declared by both sides")
    for place, row in enumerate(rows):
        both = row.both or 0
        axes.barh(place, both, color=canvas.colour(row.relation))
        axes.barh(place, row.edges - both, left=both, color=_ONE)
        share = f" {both} of {row.edges} ({row.reciprocity or 0:.0%})"
        axes.text(row.edges, place, share, va="center", color=TEXT, fontsize=9)
    axes.set_yticks(range(len(rows)), [row.relation for row in rows])
    axes.set_xlabel("edges", color=TEXT)
    axes.set_xlim(0, 1.3 * max(row.edges for row in rows))
    canvas.whole(axes.xaxis)
    return figure
