"""One picture of what changed: added is green, removed is red and dashed, the rest is grey."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.graph import AgentGraph
from graphkit.renderers import write
from graphkit.renderers.compose import compose
from graphkit.renderers.diagram import Diagram, Legend, Swatch
from graphkit.renderers.options import RenderOptions
from graphkit.renderers.scope import left_out
from graphkit.renderers.style import CHANGE_PAINTS, CHANGE_PENS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graphkit.model.comparison import Changes
    from graphkit.renderers.diagram import Link

_Arrow: TypeAlias = tuple[str, str, str]
"""Relation, source and target, by the ids of the agents."""
ADDED, REMOVED, KEPT, MISSING = "added", "removed", "unchanged", "missing"
EDGES = {MISSING: "leads to a removed agent"}
LONGEST = 24
"""Letters of a path that a title holds whole."""
_HASH = re.compile(r"[0-9a-f]{12,64}")


def render_changes(changes: Changes, fmt: str, options: RenderOptions | None = None) -> bytes:
    """Draw both sides as one graph. Raises RenderError when the format is unknown or the graph cannot be drawn."""
    chosen = options or RenderOptions()
    if fmt == "html":
        from graphkit.renderers.explorer import page

        both = union(changes.old.graph, changes.new.graph)
        return page(both, chosen, changes.new.live, changes=changes, sketch=partial(overlay, changes))
    return write(overlay(changes, chosen), fmt, chosen)


def overlay(changes: Changes, options: RenderOptions) -> Diagram:
    """Return the diagram of what changed and one step around it, each part painted by what became of it.

    With `options.whole` it contains all agents and edges of both sides.
    """
    old, new = changes.old.graph, changes.new.graph
    title = options.title or " → ".join(map(_short, changes.names))
    gone = frozenset(agent for agent in old.agents if agent not in new.agents and agent in new.ghosts)
    whole = compose(union(old, new, gone), replace(options, title=title, whole=True))
    drawn = tuple(dict.fromkeys(link.relation for link in whole.links))
    before, after = (_arrows(compose(graph, replace(options, relations=drawn, whole=True))) for graph in (old, new))
    agents = {node.id: node.agent for node in whole.nodes}
    pieces = [piece for link in whole.links for piece in _pieces(link, agents, before, after, gone)]
    links = [replace(piece, id=f"e-{number}") for number, piece in enumerate(pieces)]
    nodes = tuple(replace(node, change=_fate(node.agent, old, new)) for node in whole.nodes)
    diagram = replace(whole, nodes=nodes, links=tuple(links))
    diagram = diagram if options.whole else _around_changes(diagram)
    legend = _legend({node.change for node in diagram.nodes}, {link.change for link in diagram.links})
    return replace(diagram, legend=legend)


def union(old: AgentGraph, new: AgentGraph, gone: frozenset[str] = frozenset()) -> AgentGraph:
    """Return the agents and edges of both sides; of what both have, as the new side has it.

    `gone` are agents of the old side that the new one names without defining them: they become missing names.
    """
    agents = {name: agent for name, agent in sorted({**old.agents, **new.agents}.items()) if name not in gone}
    both = (*old.edges, *new.edges)
    keyed = {(edge.relation, edge.source, edge.target, edge.label or "", edge.symmetric): edge for edge in both}
    edges = (e._replace(resolved=e.source in agents and e.target in agents) for _, e in sorted(keyed.items()))
    ghosts = {name: ghost for name, ghost in sorted({**old.ghosts, **new.ghosts}.items()) if name not in agents}
    return AgentGraph(agents, ghosts, tuple(edges), {**old.relations, **new.relations}, new.levels)


def _short(name: str) -> str:
    """Return a revision or a folder as a title holds it: a hash by its first letters, a path by its end."""
    if _HASH.fullmatch(name):
        return name[:8]
    return f"…/{name.rpartition('/')[2]}" if len(name) > LONGEST and "/" in name.rstrip("/") else name


def _around_changes(diagram: Diagram) -> Diagram:
    """Keep what changed and the hierarchy one step around it; a diagram without a change stays whole."""
    changed = [link for link in diagram.links if link.change != KEPT]
    core = {node.id for node in diagram.nodes if node.change != KEPT}.union(*(link.ends for link in changed))
    if not core:
        return diagram
    near = [link for link in diagram.links if link.change == KEPT and link.backbone and link.ends & core]
    shown = core.union(*(link.ends for link in near))
    nodes = tuple(node for node in diagram.nodes if node.id in shown)
    links = tuple(link for link in diagram.links if link.ends <= shown and (link.change != KEPT or link.ends & core))
    clusters = tuple(replace(c, members=c.members & shown) for c in diagram.clusters if c.members & shown)
    left = len(diagram.nodes) - len(nodes)
    caption = f"drawn: what changed and one step around it; {left_out(left)}" if left else ""
    caption = "; ".join(filter(None, (diagram.caption, caption)))
    return replace(diagram, nodes=nodes, links=links, clusters=clusters, caption=caption)


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


def _pieces(
    link: Link, agents: Mapping[str, str], before: set[_Arrow], after: set[_Arrow], gone: Collection[str]
) -> Iterator[Link]:
    """Yield a line as it is to be drawn: where its arrows had different fates, one line for each fate."""
    ids = {agents[end]: end for end in link.ends}
    shapes = link.backbone
    fates: dict[str, list[tuple[str, str]]] = {}
    for source, target in _ways(link):
        arrow = (link.relation, agents[source], agents[target])
        now = MISSING if gone and {agents[source], agents[target]} & set(gone) else ADDED
        fate = (KEPT if arrow in before and now == ADDED else now) if arrow in after else REMOVED
        fates.setdefault(fate, []).append((source, target))
    for fate in (KEPT, ADDED, MISSING, REMOVED):
        ways = fates.get(fate, [])
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
    lines = [
        Swatch(EDGES.get(fate, f"{fate} edge"), CHANGE_PENS[fate])
        for fate in (ADDED, REMOVED, MISSING, KEPT)
        if fate in edges
    ]
    return (*boxes, *lines)
