"""From the graph to the diagram: what is drawn, what shapes the layout, what is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.errors import RenderError
from graphkit.escape import clean, terminal
from graphkit.model.relations import Rank
from graphkit.renderers import tooltips
from graphkit.renderers.diagram import Diagram, Link, Node, State
from graphkit.renderers.legend import legend
from graphkit.renderers.style import tone
from graphkit.renderers.text import LINE_HEIGHT, width, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation
    from graphkit.renderers.options import RenderOptions

MOST_PER_NODE = 1.5
"""Lines of one relation per node above which they are left out: they would bury the rest."""
SMALL = 30
"""Nodes up to which a picture bears every directed relation."""
LONGEST_TITLE = 120
PADDING = 18.0
FONT_SLACK = 1.1
"""A reader without Helvetica may see a wider font."""
MIN_WIDTH = 54.0
_NOT_A_CLASS = re.compile(r"[^a-z0-9]+")
_REMARKS = {State.GHOST: ("(not defined)",), State.EXTERNAL: ("(external)",)}


def compose(graph: AgentGraph, options: RenderOptions, findings: Sequence[Finding] = ()) -> Diagram:
    """Decide what the picture of a graph shows. Raises RenderError when a relation is asked for that is not known."""
    remarks = tooltips.Remarks.of(findings)
    nodes = _nodes(graph, remarks)
    ids = {node.agent: node.id for node in nodes}
    wanted = _wanted(graph, options)
    kept, caption = _legible(_links(graph, ids, remarks, wanted), graph, len(nodes), wanted)
    links = tuple(replace(link, id=f"e-{number}") for number, link in enumerate(_with_backbone(kept, graph.relations)))
    headline = clean(options.title or "", LONGEST_TITLE).strip() or None
    return Diagram(
        title=headline or f"Agent graph: {_count(len(graph.agents), 'agent')}",
        description=_describe(graph, links, caption),
        nodes=nodes,
        links=links,
        legend=legend(nodes, links, graph),
        caption=caption,
        headline=headline,
    )


def _wanted(graph: AgentGraph, options: RenderOptions) -> Collection[str] | None:
    unknown = [name for name in options.relations or () if name not in graph.relations]
    if unknown:
        known = ", ".join(graph.relations)
        raise RenderError(f"There is no relation `{terminal(unknown[0])}` to draw. Choose from: {known}.")
    return options.relations


def _nodes(graph: AgentGraph, remarks: tooltips.Remarks) -> tuple[Node, ...]:
    joined = {end for edge in graph.links() for end in (edge.source, edge.target)}
    found = []
    for number, agent in enumerate([*sorted(graph.agents), *sorted(graph.ghosts)]):
        state = _state(graph, agent, joined)
        lines = wrap(graph.label(agent)) + _REMARKS.get(state, ())
        rank = graph.rank(agent)
        found.append(
            Node(
                id=f"n-{number}",
                agent=agent,
                lines=lines,
                level=None if rank is None else _NOT_A_CLASS.sub("-", graph.levels[rank].casefold()),
                tone=None if rank is None else tone(rank, len(graph.levels)),
                state=state,
                tooltip=tooltips.of_agent(graph, agent, remarks),
                width=max(MIN_WIDTH, *map(width, lines)) * FONT_SLACK + PADDING,
                height=26.0 + LINE_HEIGHT * (len(lines) - 1),
            )
        )
    return tuple(found)


def _state(graph: AgentGraph, agent: str, joined: set[str]) -> State:
    if agent not in graph.agents:
        return State.EXTERNAL if graph.ghosts[agent].external else State.GHOST
    return State.NORMAL if agent in joined or graph.agents[agent].wildcards else State.ORPHAN


def _links(
    graph: AgentGraph, ids: Mapping[str, str], remarks: tooltips.Remarks, wanted: Collection[str] | None
) -> list[Link]:
    groups: dict[tuple[str, frozenset[str]], list[Edge]] = {}
    said = {(e.source, e.target, e.relation) for e in graph.edges if wanted is None or e.relation in wanted}
    for edge in graph.edges:
        name = next((r for r in _told_again(edge, graph) if (edge.source, edge.target, r) in said), edge.relation)
        groups.setdefault((name, frozenset((edge.source, edge.target))), []).append(edge)
    knots = _knots(graph)
    found = []
    for (name, ends), edges in groups.items():
        relation, first = graph.relations[name], edges[0]
        if first.is_loop and not relation.acyclic:
            continue
        found.append(
            Link(
                id="",
                source=ids[first.source],
                target=ids[first.target],
                relation=name,
                directed=not relation.symmetric,
                both=any(edge.symmetric or edge.source != first.source for edge in edges) and not relation.symmetric,
                upward=relation.rank is Rank.UP,
                cycle=first.is_loop or (name, ends) in knots,
                ghost=any(end in graph.ghosts and not graph.ghosts[end].external for end in ends),
                tooltip=tooltips.of_edges(graph, edges, remarks),
                colour=relation.colour,
                edges=tuple(edges),
            )
        )
    return found


def _told_again(edge: Edge, graph: AgentGraph) -> Iterator[str]:
    """Yield the relations that a verb says in other words: a phrase that `escalates` repeats an escalation."""
    if edge.label and not edge.symmetric:
        yield from (name for name, relation in graph.relations.items() if relation.phrase.split(" ")[0] == edge.label)


def _knots(graph: AgentGraph) -> set[tuple[str, frozenset[str]]]:
    """Return the pairs that lie on a cycle of an acyclic relation: both ends in one strongly connected component."""
    from graphkit.algorithms import components

    found = set()
    for relation in graph.relations.values():
        if relation.acyclic:
            parts = components(graph.successors(relation.name))
            home = {agent: number for number, part in enumerate(parts) for agent in part}
            found |= {
                (relation.name, frozenset((edge.source, edge.target)))
                for edge in graph.links(relation.name)
                if home.get(edge.source, -1) == home.get(edge.target, -2)
            }
    return found


def _legible(
    links: list[Link], graph: AgentGraph, nodes: int, wanted: Collection[str] | None
) -> tuple[list[Link], str]:
    """Leave out the relations that would bury the picture, and say so."""
    kept, dropped = [], []
    backbone = next((link.relation for link in _by_importance(links, graph.relations)), None)
    for name, relation in graph.relations.items():
        mine = [link for link in links if link.relation == name]
        crowded = (relation.symmetric or nodes > SMALL) and len(mine) > MOST_PER_NODE * nodes
        if (name == backbone or not crowded) if wanted is None else name in wanted:
            kept += mine
        elif mine:
            dropped.append(_count(len(mine), f"{name} pair"))
    return kept, f"{', '.join(dropped)} not drawn" if dropped else ""


def _with_backbone(links: Iterable[Link], relations: Mapping[str, Relation]) -> list[Link]:
    """Mark the links that shape the layout.

    The first relation that has any (escalation, else delegation, ...) does; the next ones only where they reach
    agents that would otherwise hang nowhere.
    """
    ordered = _by_importance(links, relations)
    held: frozenset[str] = frozenset()
    marked = []
    for name in dict.fromkeys(link.relation for link in ordered):
        mine = [link for link in ordered if link.relation == name]
        mine = [_shaping(link, held) for link in mine]
        held = held.union(*(link.ends for link in mine if link.backbone))
        marked += mine
    return marked


def _shaping(link: Link, held: frozenset[str]) -> Link:
    """Return a link as it shapes the layout, if it reaches an agent that is not held yet; that one stands below."""
    if not link.directed or link.is_loop or link.ends <= held:
        return link
    return replace(link, backbone=True, upward=link.target in held if link.ends & held else link.upward)


def _by_importance(links: Iterable[Link], relations: Mapping[str, Relation]) -> list[Link]:
    order = sorted(relations, key=lambda name: relations[name].symmetric)
    return sorted(links, key=lambda link: order.index(link.relation))


def _describe(graph: AgentGraph, links: Sequence[Link], caption: str) -> str:
    counts = graph.counts()
    parts = [_count(len(graph.agents), "agent")]
    parts += [_count(number, f"{name} edge") for name, number in counts.items()]
    if any(link.cycle for link in links):
        parts.append(_count(sum(link.cycle for link in links), "line") + " on a cycle")
    if missing := sum(not ghost.external for ghost in graph.ghosts.values()):
        parts.append(_count(missing, "missing target"))
    return f"{', '.join(parts)}. {caption}".strip(". ") + "."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
