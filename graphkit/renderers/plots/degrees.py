"""How many agents have how many edges, relation by relation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.renderers.plots import canvas
from graphkit.renderers.style import TEXT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.model.graph import AgentGraph


def draw(graph: AgentGraph) -> Figure:
    """Return a row of two histograms for each relation: edges out, edges in; one for a symmetric relation."""
    names = list(graph.counts())
    if not names:
        return canvas.nothing("Degrees", "no relation between two agents")
    figure = canvas.figure(9, 2.4 * len(names) + 0.4)
    grid = figure.subplots(len(names), 2, squeeze=False)
    for row, name in zip(grid, names, strict=True):
        for axes, (side, counts) in zip(row, _degrees(graph, name), strict=False):
            canvas.style(axes, f"{name}: {side}")
            axes.bar(list(counts), list(counts.values()), color=canvas.colour(name), width=0.8)
            axes.set_xlim(-0.6, max(counts) + 0.6)
            axes.set_xlabel("edges", color=TEXT)
            axes.set_ylabel("agents", color=TEXT)
            canvas.whole(axes.xaxis)
            canvas.whole(axes.yaxis)
        if graph.relations[name].symmetric:
            row[1].set_axis_off()
    return figure


def _degrees(graph: AgentGraph, name: str) -> list[tuple[str, dict[int, int]]]:
    after = graph.successors(name)
    outs = Counter(map(len, after.values()))
    if graph.relations[name].symmetric:
        return [("partners", dict(sorted(outs.items())))]
    ins = Counter(target for targets in after.values() for target in targets)
    return [
        ("out", dict(sorted(outs.items()))),
        ("in", dict(sorted(Counter(ins[agent] for agent in after).items()))),
    ]
