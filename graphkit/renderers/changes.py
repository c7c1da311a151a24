"""One picture of what changed: added is green, removed is red and dashed, the rest is grey."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.graph import AgentGraph
from graphkit.renderers import write
from graphkit.renderers.compose import compose
from graphkit.renderers.diagram import Diagram, Legend, Swatch
from graphkit.renderers.options import RenderOptions
from graphkit.renderers.style import CHANGE_PAINTS, CHANGE_PENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.comparison import Changes
    from graphkit.renderers.diagram import Link

ADDED, REMOVED, KEPT = "added", "removed", "unchanged"


def render_changes(changes: Changes, fmt: str, options: RenderOptions | None = None) -> bytes:
    """Draw both sides as one graph. Raises RenderError when the format is unknown or the graph cannot be drawn."""
    chosen = options or RenderOptions()
    return write(overlay(changes, chosen), fmt, chosen)


def overlay(changes: Changes, options: RenderOptions) -> Diagram:
    """Return the diagram of all agents and edges of both sides, each painted by what became of it."""
    old, new = changes.old.graph, changes.new.graph
    title = options.title or f"{changes.names[0]} → {changes.names[1]}"
    whole = compose(_union(old, new), replace(options, title=title))
    drawn = tuple(dict.fromkeys(link.relation for link in whole.links))
    sides = (_links(compose(graph, replace(options, relations=drawn))) for graph in (old, new))
    before, after = sides
    names = {node.agent: node.id for node in whole.nodes}
    links = [
        replace(link, id=f"e-{number}")
        for number, link in enumerate(
            one for link in whole.links for one in _told(link, _key(link, whole), before, after, names)
        )
    ]
    nodes = tuple(replace(node, change=_fate(node.agent, old, new)) for node in whole.nodes)
    legend = _legend({node.change for node in nodes}, {link.change for link in links})
    return replace(whole, nodes=nodes, links=tuple(links), legend=legend)


def _union(old: AgentGraph, new: AgentGraph) -> AgentGraph:
    agents = dict(sorted({**old.agents, **new.agents}.items()))
    known = {(edge.relation, edge.source, edge.target, edge.label or ""): edge for edge in (*old.edges, *new.edges)}
    edges = (replace(e, resolved=e.source in agents and e.target in agents) for _, e in sorted(known.items()))
    ghosts = {name: ghost for name, ghost in sorted({**old.ghosts, **new.ghosts}.items()) if name not in agents}
    return AgentGraph(agents, ghosts, tuple(edges), {**old.relations, **new.relations}, new.levels)


def _fate(agent: str, old: AgentGraph, new: AgentGraph) -> str:
    was = agent in old.agents or agent in old.ghosts
    now = agent in new.agents or agent in new.ghosts
    return KEPT if was and now else ADDED if now else REMOVED


def _key(link: Link, diagram: Diagram) -> tuple[str, frozenset[str]]:
    agents = {node.id: node.agent for node in diagram.nodes}
    return link.relation, frozenset((agents[link.source], agents[link.target]))


def _links(diagram: Diagram) -> dict[tuple[str, frozenset[str]], tuple[str, str, Link]]:
    agents = {node.id: node.agent for node in diagram.nodes}
    return {_key(link, diagram): (agents[link.source], agents[link.target], link) for link in diagram.links}


def _told(
    link: Link,
    key: tuple[str, frozenset[str]],
    before: dict[tuple[str, frozenset[str]], tuple[str, str, Link]],
    after: dict[tuple[str, frozenset[str]], tuple[str, str, Link]],
    names: dict[str, str],
) -> Iterator[Link]:
    """Yield a line as it is to be drawn; one that was turned round is two lines, the old one beside the new one."""
    was, now = before.get(key), after.get(key)
    if was and now and (was[:2] == now[:2] or not link.directed) and was[2].both == now[2].both:
        yield replace(link, change=KEPT)
        return
    for side, fate, shapes in ((now, ADDED, link.backbone), (was, REMOVED, link.backbone and not now)):
        if side:
            source, target, own = side
            yield replace(
                link, source=names[source], target=names[target], both=own.both, cycle=own.cycle, ghost=own.ghost,
                upward=link.upward if names[source] == link.source else not link.upward,
                change=fate, backbone=bool(shapes),
            )  # fmt: skip


def _legend(agents: set[str | None], edges: set[str | None]) -> Legend:
    boxes = [Swatch(f"{fate} agent", CHANGE_PAINTS[fate]) for fate in (ADDED, REMOVED, KEPT) if fate in agents]
    lines = [Swatch(f"{fate} edge", CHANGE_PENS[fate]) for fate in (ADDED, REMOVED, KEPT) if fate in edges]
    return (*boxes, *lines)
