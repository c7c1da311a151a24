"""One picture of what changed: added is green, removed is red and dashed, the rest is grey."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.graph import AgentGraph
from graphkit.renderers import write
from graphkit.renderers.compose import compose
from graphkit.renderers.diagram import Diagram, Legend, Swatch
from graphkit.renderers.options import RenderOptions
from graphkit.renderers.style import CHANGE_PAINTS, CHANGE_PENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphkit.model.comparison import Changes
    from graphkit.renderers.diagram import Link

_Arrow: TypeAlias = tuple[str, str, str]
"""Relation, source and target, by the ids of the agents."""
ADDED, REMOVED, KEPT = "added", "removed", "unchanged"


def render_changes(changes: Changes, fmt: str, options: RenderOptions | None = None) -> bytes:
    """Draw both sides as one graph. Raises RenderError when the format is unknown or the graph cannot be drawn."""
    chosen = options or RenderOptions()
    if fmt == "html":
        from graphkit.renderers.explorer import page

        both = union(changes.old.graph, changes.new.graph)
        return page(both, chosen, changes.new.live, changes=changes, sketch=partial(overlay, changes))
    return write(overlay(changes, chosen), fmt, chosen)


def overlay(changes: Changes, options: RenderOptions) -> Diagram:
    """Return the diagram of all agents and edges of both sides, each painted by what became of it."""
    old, new = changes.old.graph, changes.new.graph
    title = options.title or f"{changes.names[0]} → {changes.names[1]}"
    whole = compose(union(old, new), replace(options, title=title))
    drawn = tuple(dict.fromkeys(link.relation for link in whole.links))
    before, after = (_arrows(compose(graph, replace(options, relations=drawn))) for graph in (old, new))
    agents = {node.id: node.agent for node in whole.nodes}
    pieces = [piece for link in whole.links for piece in _told(link, agents, before, after)]
    links = [replace(piece, id=f"e-{number}") for number, piece in enumerate(pieces)]
    nodes = tuple(replace(node, change=_fate(node.agent, old, new)) for node in whole.nodes)
    legend = _legend({node.change for node in nodes}, {link.change for link in links})
    return replace(whole, nodes=nodes, links=tuple(links), legend=legend)


def union(old: AgentGraph, new: AgentGraph) -> AgentGraph:
    """Return the agents and edges of both sides; of what both have, as the new side tells it."""
    agents = dict(sorted({**old.agents, **new.agents}.items()))
    both = (*old.edges, *new.edges)
    known = {(edge.relation, edge.source, edge.target, edge.label or "", edge.symmetric): edge for edge in both}
    edges = (e._replace(resolved=e.source in agents and e.target in agents) for _, e in sorted(known.items()))
    ghosts = {name: ghost for name, ghost in sorted({**old.ghosts, **new.ghosts}.items()) if name not in agents}
    return AgentGraph(agents, ghosts, tuple(edges), {**old.relations, **new.relations}, new.levels)


def _fate(agent: str, old: AgentGraph, new: AgentGraph) -> str:
    """Say what became of an agent: its definition decides, and of a name that nobody ever defined, its use."""
    was, now = agent in old.agents, agent in new.agents
    if not was and not now:
        was, now = agent in old.ghosts, agent in new.ghosts
    return KEPT if was and now else ADDED if now else REMOVED


def _arrows(diagram: Diagram) -> set[_Arrow]:
    """Return every arrow of a diagram by relation, source and target: two of a line with two heads."""
    agents = {node.id: node.agent for node in diagram.nodes}
    return {(link.relation, agents[source], agents[target]) for link in diagram.links for source, target in _ways(link)}


def _ways(link: Link) -> list[tuple[str, str]]:
    ways = [(link.source, link.target)]
    return [*ways, (link.target, link.source)] if link.both else ways


def _told(link: Link, agents: Mapping[str, str], before: set[_Arrow], after: set[_Arrow]) -> Iterator[Link]:
    """Yield a line as it is to be drawn: where its arrows had different fates, one line for each fate."""
    ids = {agents[end]: end for end in link.ends}
    shapes = link.backbone
    for fate in (KEPT, ADDED, REMOVED):
        ways = []
        for source, target in _ways(link):
            arrow = (link.relation, agents[source], agents[target])
            if fate == (KEPT if arrow in before and arrow in after else ADDED if arrow in after else REMOVED):
                ways.append((source, target))
        if ways:
            source, target = ways[0]
            mine = tuple(e for e in link.edges if e.symmetric or (ids[e.source], ids[e.target]) in ways)
            upward = link.upward if source == link.source else not link.upward
            yield replace(
                link, source=source, target=target, both=len(ways) > 1, upward=upward, change=fate, backbone=shapes,
                edges=mine,
            )  # fmt: skip
            shapes = False


def _legend(agents: set[str | None], edges: set[str | None]) -> Legend:
    boxes = [Swatch(f"{fate} agent", CHANGE_PAINTS[fate]) for fate in (ADDED, REMOVED, KEPT) if fate in agents]
    lines = [Swatch(f"{fate} edge", CHANGE_PENS[fate]) for fate in (ADDED, REMOVED, KEPT) if fate in edges]
    return (*boxes, *lines)
