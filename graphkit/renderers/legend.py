"""The legend: only what occurs in the picture, each thing once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.renderers.diagram import Legend, Link, Node, State, Swatch
from graphkit.renderers.style import DOTTED_WEIGHT, EXTERNAL, GHOST, RING, RING_WEIGHT, UNRANKED, tone
from graphkit.support.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.options import Highlight

LONGEST = 60
MARKED = UNRANKED._replace(stroke=RING, weight=RING_WEIGHT)


def legend(
    nodes: Sequence[Node], links: Sequence[Link], graph: AgentGraph, highlight: Highlight | None = None
) -> Legend:
    """Explain the levels from the top down, then the other boxes, then the lines."""
    marked = highlight is not None and any(node.marked for node in nodes)
    ring = [Swatch(clean(highlight.text, LONGEST), MARKED)] if highlight and marked else []
    return (*_boxes(nodes, graph), *ring, *_lines(links, graph))


def _boxes(nodes: Sequence[Node], graph: AgentGraph) -> Iterable[Swatch]:
    for rank in reversed(range(len(graph.levels))):
        if any(graph.rank(node.agent) == rank for node in nodes):
            yield Swatch(graph.levels[rank], tone(rank, len(graph.levels)).paint)
    defined = [node for node in nodes if node.state in (State.NORMAL, State.ORPHAN)]
    states = {node.state for node in nodes}
    if any(node.tone is None for node in defined) and any(node.tone is not None for node in defined):
        yield Swatch("no known level", UNRANKED)
    if State.ORPHAN in states:
        yield Swatch("orphan", UNRANKED._replace(dash="dotted", weight=DOTTED_WEIGHT))
    if State.GHOST in states:
        yield Swatch("not defined", GHOST)
    if State.EXTERNAL in states:
        yield Swatch("external", EXTERNAL)


def _lines(links: Sequence[Link], graph: AgentGraph) -> Iterable[Swatch]:
    for name, relation in graph.relations.items():
        sound = [link for link in links if link.relation == name and not link.cycle and not link.ghost]
        if sound:
            yield Swatch(relation.phrase, replace(sound[0], prose=False).pen)
        knotted = next((link for link in links if link.relation == name and link.cycle and not link.cut), None)
        if knotted:
            yield Swatch(f"{name} cycle", knotted.pen)
        cut = next((link for link in links if link.relation == name and link.cut), None)
        if cut:
            yield Swatch(f"{name} cycle: suggested cut", cut.pen)
    told = next((link for link in links if link.prose), None)
    if told:
        yield Swatch("only in prose", told.pen)
    missing = next((link for link in links if link.ghost), None)
    if missing:
        yield Swatch("leads to nobody", missing.pen)
