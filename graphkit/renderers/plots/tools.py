"""Who may use what: tools by level, as a heat map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.renderers.plots import canvas
from graphkit.renderers.style import TEXT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.analysis.metrics import Metrics

MOST = 40
"""Tools; the most widely allowed ones are drawn."""


def draw(metrics: Metrics) -> Figure:
    """Return a cell for each tool and level: the share of the level's agents that may use it, and their number."""
    totals: Counter[str] = Counter()
    for level in metrics.levels:
        totals.update(level.tools)
    tools = sorted(totals, key=lambda tool: (-totals[tool], tool))[:MOST]
    if not tools:
        return canvas.nothing("Tools that a level may use", "no agent lists its tools")
    levels = [level for level in metrics.levels if level.agents]
    figure = canvas.figure(2.6 + 1.1 * max(len(levels), 2), 1.6 + 0.28 * max(len(tools), 3))
    axes = figure.add_subplot()
    left_out = f" (the {MOST} most allowed of {len(totals)})" if len(totals) > MOST else ""
    canvas.style(axes, f"Tools that a level may use{left_out}")
    shares = [[level.tools.get(tool, 0) / level.agents for level in levels] for tool in tools]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1.15, aspect="auto")
    for y, tool in enumerate(tools):
        for x, level in enumerate(levels):
            count = level.tools.get(tool, 0)
            ink = "white" if shares[y][x] > 0.6 else TEXT
            axes.text(x, y, str(count) if count else "·", ha="center", va="center", color=ink, fontsize=9)
    heads = [f"{canvas.label(level.level or 'no level')}\n({level.agents})" for level in levels]
    axes.set_xticks(range(len(levels)), heads)
    axes.set_yticks(range(len(tools)), [canvas.label(tool) for tool in tools])
    axes.tick_params(length=0)
    return figure
