"""Who is joined to whom, as a matrix ordered by level: the shape of a team at a glance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from graphkit.renderers.plots import canvas
from graphkit.renderers.style import MUTED, TEXT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from graphkit.model.graph import AgentGraph

NAMED = 60
"""Agents; more names than these cannot be read along an axis."""

_GRID = "#EEF0F3"


def draw(graph: AgentGraph) -> Figure:
    """Return a matrix: a row for each source, a column for each target, the highest level first.

    Each cell has a corner of its own for every relation, so that none hides another.
    """
    names = list(graph.counts())
    if not names:
        return canvas.nothing("Relations", "no relation between two agents")
    agents = sorted(graph.agents, key=lambda agent: (-_rank(graph, agent), agent))
    many = len(agents)
    size = min(max(0.24 * many + 3.4, 6.0), 16.0)
    figure = canvas.figure(size + 1.4, size)
    axes = figure.add_subplot()
    canvas.style(axes, f"Relations of {many} agents, the highest level first: rows to columns")
    axes.set(xlim=(-0.5, many - 0.5), ylim=(many - 0.5, -0.5), aspect="equal")
    axes.set_ylabel("source", color=TEXT)
    axes.set_xlabel("target", color=TEXT)
    ticks, labels = [], []
    if many <= NAMED:
        ticks, labels = list(range(many)), [canvas.label(graph.label(agent)) for agent in agents]
        for number in range(1, many):
            axes.axhline(number - 0.5, color=_GRID, linewidth=0.6, zorder=0)
            axes.axvline(number - 0.5, color=_GRID, linewidth=0.6, zorder=0)
    axes.set_xticks(ticks, labels, rotation=90)
    axes.set_yticks(ticks, labels)
    ranks = [_rank(graph, agent) for agent in agents]
    for number in range(1, many):
        if ranks[number] != ranks[number - 1]:
            axes.axhline(number - 0.5, color=MUTED, linewidth=0.8)
            axes.axvline(number - 0.5, color=MUTED, linewidth=0.8)
    _marks(axes, graph, names, {agent: number for number, agent in enumerate(agents)})
    return figure


def _marks(axes: Axes, graph: AgentGraph, names: list[str], place: dict[str, int]) -> None:
    """Fill a corner of the cell for each edge; a symmetric edge fills two cells."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Patch, Rectangle

    columns = math.ceil(math.sqrt(len(names)))
    side = 0.92 / columns
    keys = []
    for number, name in enumerate(names):
        x, y = number % columns * side - 0.46, number // columns * side - 0.46
        cells = [(place[e.target], place[e.source]) for e in graph.links(name)]
        cells += [(place[e.source], place[e.target]) for e in graph.links(name) if e.symmetric]
        marks = [Rectangle((column + x, row + y), side, side) for column, row in cells]
        axes.add_collection(PatchCollection(marks, facecolor=canvas.colour(name), edgecolor="none"))
        keys.append(Patch(color=canvas.colour(name), label=f"{name} ({graph.counts()[name]})"))
    axes.legend(handles=keys, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=9)


def _rank(graph: AgentGraph, agent: str) -> int:
    rank = graph.rank(agent)
    return -1 if rank is None else rank
