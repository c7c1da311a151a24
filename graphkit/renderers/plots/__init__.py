"""Plots of a team's numbers, drawn by matplotlib without a screen. Each module has `draw(...) -> Figure`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.analysis.metrics import Metrics
    from graphkit.model.graph import AgentGraph
    from graphkit.model.history import Point


def metrics_plots(graph: AgentGraph, metrics: Metrics) -> dict[str, bytes]:
    """Return PNG files by name: adjacency matrix, degrees, reciprocity and tool privileges."""
    from graphkit.renderers.plots import adjacency, degrees, reciprocity, tools
    from graphkit.renderers.plots.canvas import png

    return {
        "adjacency.png": png(adjacency.draw(graph)),
        "degrees.png": png(degrees.draw(graph)),
        "reciprocity.png": png(reciprocity.draw(metrics)),
        "tools.png": png(tools.draw(metrics)),
    }


def trend_plot(points: Sequence[Point]) -> bytes:
    """Return a PNG with agents, edges and findings per commit."""
    from graphkit.renderers.plots import trend
    from graphkit.renderers.plots.canvas import png

    return png(trend.draw(points))
