"""Plots of a team's numbers, drawn by matplotlib without a screen. Each function of a module returns a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.analysis.metrics import Metrics
    from graphkit.model.graph import AgentGraph
    from graphkit.model.history import Point


def metrics_plots(graph: AgentGraph, metrics: Metrics) -> dict[str, bytes]:
    """Return PNG files by name: adjacency matrix, degrees, reciprocity and tool privileges."""
    from graphkit.renderers.plots import adjacency, degrees, of_metrics
    from graphkit.renderers.plots.canvas import png

    return {
        "adjacency.png": png(adjacency.draw(graph)),
        "degrees.png": png(degrees.draw(graph)),
        "reciprocity.png": png(of_metrics.reciprocity(metrics)),
        "tools.png": png(of_metrics.tools(metrics)),
    }


def trend_plot(points: Sequence[Point]) -> bytes:
    """Return a PNG with agents, edges and findings per commit."""
    from graphkit.renderers.plots import trend
    from graphkit.renderers.plots.canvas import png

    return png(trend.draw(points))
