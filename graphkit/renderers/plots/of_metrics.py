"""Plots of metrics: how many relations both sides declare, and which tools each level may use."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.renderers.plots import canvas
from graphkit.renderers.style import TEXT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.analysis.metrics import Metrics

_ONE = "#D1D5DB"
MOST = 40
"""Tools; the most widely allowed ones are drawn."""


def reciprocity(metrics: Metrics) -> Figure:
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


def tools(metrics: Metrics) -> Figure:
    """Return a cell for each tool and level: the share of the level's agents that may use it, and their number."""
    totals: Counter[str] = Counter()
    for level in metrics.levels:
        totals.update(level.tools)
    names = sorted(totals, key=lambda tool: (-totals[tool], tool))[:MOST]
    if not names:
        return canvas.nothing("Tools that a level may use", "no agent lists its tools")
    levels = [level for level in metrics.levels if level.agents]
    figure = canvas.figure(2.6 + 1.1 * max(len(levels), 2), 1.6 + 0.28 * max(len(names), 3))
    axes = figure.add_subplot()
    left_out = f" (the {MOST} most allowed of {len(totals)})" if len(totals) > MOST else ""
    canvas.style(axes, f"Tools that a level may use{left_out}")
    shares = [[level.tools.get(tool, 0) / level.agents for level in levels] for tool in names]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.15, aspect="auto")
    for y, tool in enumerate(names):
        for x, level in enumerate(levels):
            count = level.tools.get(tool, 0)
            ink = "white" if shares[y][x] > 0.6 else TEXT
            axes.text(x, y, str(count) if count else "·", ha="center", va="center", color=ink, fontsize=9)
    heads = [f"{canvas.label(level.level or 'no level')}\n({level.agents})" for level in levels]
    axes.set_xticks(range(len(levels)), heads)
    axes.set_yticks(range(len(names)), [canvas.label(tool) for tool in names])
    axes.tick_params(length=0)
    return figure
