"""From the graph to the diagram: what is drawn, what shapes the layout, what is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.relations import Rank
from graphkit.renderers import tooltips
from graphkit.renderers.clusters import clusters
from graphkit.renderers.diagram import Diagram, Link, Node, State
from graphkit.renderers.legend import legend
from graphkit.renderers.links import address
from graphkit.renderers.scope import Arrow, Scope, choose, findings_that_count
from graphkit.renderers.style import tone
from graphkit.renderers.text import LINE_HEIGHT, width, wrap
from graphkit.support.errors import RenderError
from graphkit.support.escape import clean, terminal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation
    from graphkit.renderers.options import RenderOptions

Pair: TypeAlias = tuple[str, frozenset[str]]
"""A relation and the two ends of a line, agents or nodes."""
MOST_PER_NODE = 1.5
"""Lines of one relation per node above which they are left out: they would bury the rest."""
SMALL = 30
"""Nodes up to which a picture bears every directed relation."""
LONGEST_TITLE = 120
PADDING = 18.0
FONT_SLACK = 1.1
"""A reader without Helvetica may see a wider font."""
MIN_WIDTH = 54.0
_MATRIX = "{}: they would bury the rest. `--view matrix` shows them all, `--relations NAME` draws them."
_REMARKS = {State.GHOST: ("(not defined)",), State.EXTERNAL: ("(external)",)}


def compose(graph: AgentGraph, options: RenderOptions, findings: Sequence[Finding] = ()) -> Diagram:
    """Decide what the picture of a graph shows.

    Raises RenderError when a relation or an agent is asked for that is not known.
    """
    remarks = tooltips.Remarks.of(findings)
    nodes = _nodes(graph, remarks, options)
    ids = {node.agent: node.id for node in nodes}
    wanted = _wanted(graph, options)
    links = _links(graph, ids, remarks, wanted)
    scope = choose(graph, _arrows(nodes, _legible(links, graph, len(nodes), wanted)[0]), options, findings)
    if scope.agents is not None:
        nodes = tuple(node for node in nodes if node.agent in scope.agents)
        shown = {node.id for node in nodes}
        links = [link for link in links if link.ends <= shown]
    blamed = _blamed(findings, ids) if options.only_findings else frozenset()
    kept, caption = _legible(links, graph, len(nodes), wanted, blamed)
    links = [replace(link, id=f"e-{number}") for number, link in enumerate(_with_backbone(kept, graph.relations))]
    advice = scope.advice or (_MATRIX.format(caption) if caption and wanted is None else "")
    caption = "; ".join(filter(None, (scope.caption, caption)))
    headline = clean(options.title or "", LONGEST_TITLE).strip() or None
    return Diagram(
        title=headline or f"Agent graph: {_count(len(graph.agents), 'agent')}",
        description=_describe(graph, links, caption),
        nodes=nodes,
        links=tuple(links),
        legend=legend(nodes, links, graph, options.highlight),
        caption=caption,
        headline=headline,
        clusters=clusters(graph, nodes, options.cluster),
        advice=advice,
    )


def reach(graph: AgentGraph, options: RenderOptions, findings: Sequence[Finding] = ()) -> Scope:
    """Return whom a picture of other make would show, and what it leaves out. Raises RenderError as `compose` does."""
    wanted = _wanted(graph, options)
    used = [edge for edge in graph.edges if wanted is None or edge.relation in wanted]
    arrows = [(edge.source, edge.target, edge.symmetric) for edge in used if not edge.is_loop]
    return choose(graph, arrows, options, findings)


def _arrows(nodes: Sequence[Node], links: Iterable[Link]) -> list[Arrow]:
    agents = {node.id: node.agent for node in nodes}
    return [(agents[link.source], agents[link.target], link.both or not link.directed) for link in links]


def _blamed(findings: Iterable[Finding], ids: Mapping[str, str]) -> frozenset[Pair]:
    """Return the lines that findings speak of: they are drawn however many there are."""
    edges = (edge for finding in findings_that_count(findings) for edge in finding.edges)
    return frozenset((relation, frozenset((ids[a], ids[b]))) for a, b, relation in edges if a in ids and b in ids)


def _wanted(graph: AgentGraph, options: RenderOptions) -> Collection[str] | None:
    unknown = [name for name in options.relations or () if name not in graph.relations]
    if unknown:
        known = ", ".join(graph.relations)
        raise RenderError(f"There is no relation `{terminal(unknown[0])}` to draw. Choose from: {known}.")
    return options.relations


def _nodes(graph: AgentGraph, remarks: tooltips.Remarks, options: RenderOptions) -> tuple[Node, ...]:
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
                level=None if rank is None else graph.levels[rank],
                rank=rank,
                tone=None if rank is None else tone(rank, len(graph.levels)),
                state=state,
                tooltip=tooltips.of_agent(graph, agent, remarks),
                width=max(MIN_WIDTH, *map(width, lines)) * FONT_SLACK + PADDING,
                height=26.0 + LINE_HEIGHT * (len(lines) - 1),
                link=address(graph, agent, options.link_prefix),
                marked=options.highlight is not None and agent in options.highlight.agents,
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
    knots, cuts = _knots(graph)
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
                cut=(name, ends) in cuts,
                ghost=any(end in graph.ghosts and not graph.ghosts[end].external for end in ends),
                tooltip=tooltips.of_edges(graph, edges, remarks, cuts.get((name, ends), ())),
                prose=all(edge.prose for edge in edges),
                colour=relation.colour,
                edges=tuple(edges),
            )
        )
    return found


def _told_again(edge: Edge, graph: AgentGraph) -> Iterator[str]:
    """Yield the relations that a verb says in other words: a phrase that `escalates` repeats an escalation."""
    if edge.label and not edge.symmetric:
        yield from (name for name, relation in graph.relations.items() if relation.phrase.split(" ")[0] == edge.label)


def _knots(graph: AgentGraph) -> tuple[set[Pair], dict[Pair, list[tuple[str, str]]]]:
    """Return the pairs that lie on a cycle of an acyclic relation, and the edges that are suggested for removal."""
    from graphkit.analysis.relation_cycles import relation_cycles

    knots: set[Pair] = set()
    cuts: dict[Pair, list[tuple[str, str]]] = {}
    for relation in graph.relations.values():
        home = {}
        for number, cycle in enumerate(relation_cycles(graph, relation) if relation.acyclic else ()):
            home.update(dict.fromkeys(cycle.members, number))
            for edge in cycle.cut:
                cuts.setdefault((edge.relation, frozenset((edge.source, edge.target))), []).append(
                    (edge.source, edge.target)
                )
        knots |= {
            (relation.name, frozenset((edge.source, edge.target)))
            for edge in graph.links(relation.name, declared=True)
            if home.get(edge.source, -1) == home.get(edge.target, -2)
        }
    return knots, cuts


def _legible(
    links: Sequence[Link],
    graph: AgentGraph,
    nodes: int,
    wanted: Collection[str] | None,
    blamed: Collection[Pair] = frozenset(),
) -> tuple[list[Link], str]:
    """Leave out the relations that would bury the picture, and say so; `blamed` lines stay unless they would, too."""
    kept, dropped = [], []
    backbone = next((link.relation for link in _by_importance(links, graph.relations)), None)
    for name, relation in graph.relations.items():
        mine = [link for link in links if link.relation == name]
        crowded = (relation.symmetric or nodes > SMALL) and len(mine) > MOST_PER_NODE * nodes
        if (name == backbone or not crowded) if wanted is None else name in wanted:
            kept += mine
        else:
            rescued = [link for link in mine if (name, link.ends) in blamed]
            rescued = rescued if len(rescued) <= MOST_PER_NODE * nodes else []
            kept += rescued
            dropped += [_count(len(mine) - len(rescued), f"{name} pair")] if len(mine) > len(rescued) else []
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
