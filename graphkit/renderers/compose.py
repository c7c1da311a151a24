"""From the graph to the diagram: what is drawn, what shapes the layout, what is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.analysis.caller_nodes import CALLS, with_callers
from graphkit.renderers import tooltips
from graphkit.renderers.boxes import boxes, noted, single_teams
from graphkit.renderers.clusters import clusters, grouping
from graphkit.renderers.collapse import collapsed
from graphkit.renderers.diagram import Diagram, Link, Node, State
from graphkit.renderers.legend import legend
from graphkit.renderers.lines import by_importance, lines, with_backbone
from graphkit.renderers.marks import Marks
from graphkit.renderers.scope import MOST, Arrow, Scope, choose, too_many
from graphkit.support.errors import RenderError
from graphkit.support.escape import clean, terminal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.options import RenderOptions

MOST_PER_NODE = 1.5
"""Lines of one relation per node above which they are left out: they would bury the rest."""
SMALL = 30
"""Nodes up to which a picture has room for every directed relation."""
LONGEST_TITLE = 120
_MATRIX = "{}: they would bury the rest. `--view matrix` shows them all, `--relations NAME` draws them."
_MESH = (
    "{} in one picture are more than a reader can follow: `--view matrix` shows each of them, `--focus AGENT` a part."
)

_GROUPS = (
    "{} are too many for one readable picture: the groups are drawn. To see more: `--view matrix`, `--relations NAME`, "
    "`--focus AGENT --depth 2` (around one agent), `--split group` (one picture each)."
)


def compose(graph: AgentGraph, options: RenderOptions, findings: Sequence[Finding] = ()) -> Diagram:
    """Decide what the picture of a graph shows.

    Raises RenderError when a relation or an agent is asked for that is not known.
    """
    if options.collapse:
        return collapsed(graph, options.collapse, options, findings)
    division = grouping(graph)
    if division and _is_too_large(graph, options):
        diagram = collapsed(graph, division, options, findings)
        return replace(diagram, advice=too_many(len(graph.agents), "its groups"))
    graph = shown_graph(graph, options)
    remarks = tooltips.Remarks.of(findings) if options.tooltips else None
    marks = Marks.of(findings) if options.only_findings or options.marks else Marks()
    nodes = boxes(graph, remarks, options)
    wanted = _wanted(graph, options)
    links = lines(graph, {node.agent: node.id for node in nodes}, remarks, wanted, marks)
    if division and wanted is None and _buries_most(graph, nodes, links, options):
        diagram = collapsed(graph, division, options, findings)
        return replace(diagram, advice=_GROUPS.format(_count(len(links), "line")))
    left_out: list[str] = []
    if not options.whole and not options.focus and not options.only_findings:
        nodes, count = _without_single_teams(graph, nodes, options)
        left_out += [_count(count, "team") + " of one agent"] if count else []
    scope = choose(graph, _arrows(nodes, _legible(links, graph, len(nodes), wanted)[0]), options, findings)
    if scope.agents is not None:
        nodes = tuple(node for node in nodes if node.agent in scope.agents)
    shown = {node.id for node in nodes}
    links = [link for link in links if link.ends <= shown]
    links, caption = _legible(links, graph, len(nodes), wanted, only_marked=options.only_findings)
    advice = scope.advice or (
        _MATRIX.format(caption) if caption and wanted is None and not options.only_findings else ""
    )
    if options.only_findings:
        nodes, links = _about_findings(nodes, links, marks)
    elif wanted is None:
        nodes, count = _without_hidden_ghosts(graph, nodes, links)
        left_out += [_count(count, "missing name") + " of relations not drawn"] if count else []
    nodes = tuple(_marked(node, marks) for node in nodes) if marks.counts else nodes
    links = [replace(link, id=f"e-{number}") for number, link in enumerate(with_backbone(links, graph.relations))]
    caption = "; ".join(filter(None, (marks.caption, scope.caption, caption, *left_out)))
    headline = clean(options.title or "", LONGEST_TITLE).strip() or None
    diagram = Diagram(
        title=headline or f"Agent graph: {_count(len(graph.agents.keys() - graph.callers.keys()), 'agent')}",
        description=_describe(graph, links, caption),
        nodes=nodes,
        links=tuple(links),
        legend=legend(nodes, links, graph, options.highlight),
        caption=caption,
        headline=headline,
        clusters=clusters(graph, nodes, options.cluster),
        advice=advice,
    )
    mesh = diagram.is_mesh and not advice and not options.focus
    return replace(diagram, advice=_MESH.format(_count(len(links), "line"))) if mesh else diagram


def _buries_most(graph: AgentGraph, nodes: Sequence[Node], links: Sequence[Link], options: RenderOptions) -> bool:
    """Whether a picture of many agents would have to leave out nearly all lines, so that its groups say more."""
    if _asks_for_a_part(options) or len(nodes) <= 2 * SMALL:
        return False
    return len(_legible(links, graph, len(nodes), None)[0]) * 4 < len(links)


def _asks_for_a_part(options: RenderOptions) -> bool:
    part = options.whole or options.focus or options.only_findings or options.among is not None or options.highlight
    return bool(part)


def _is_too_large(graph: AgentGraph, options: RenderOptions) -> bool:
    """Whether a graph has too many agents for one picture, and no part of it is asked for."""
    return not _asks_for_a_part(options) and len(graph.agents) + len(graph.ghosts) > MOST


def shown_graph(graph: AgentGraph, options: RenderOptions) -> AgentGraph:
    """Return the graph with its callers as nodes where they are asked for, or where nothing else links the agents."""
    linked = any(True for _ in graph.links())
    wanted = options.callers or "calls" in (options.relations or ()) or (options.callers is None and not linked)
    return with_callers(graph) if wanted else graph


def reach(graph: AgentGraph, options: RenderOptions, findings: Sequence[Finding] = ()) -> Scope:
    """Return whom a picture of other make would show, and what it leaves out. Raises RenderError as `compose` does."""
    wanted = _wanted(graph, options)
    used = [edge for edge in graph.edges if wanted is None or edge.relation in wanted]
    arrows = [(edge.source, edge.target, edge.symmetric) for edge in used if not edge.is_loop]
    return choose(graph, arrows, options, findings)


def _arrows(nodes: Sequence[Node], links: Iterable[Link]) -> list[Arrow]:
    agents = {node.id: node.agent for node in nodes}
    ends = [(link, agents.get(link.source), agents.get(link.target)) for link in links]
    return [(source, target, link.both or not link.directed) for link, source, target in ends if source and target]


def _wanted(graph: AgentGraph, options: RenderOptions) -> Collection[str] | None:
    unknown = [name for name in options.relations or () if name not in graph.relations]
    if unknown:
        names = ", ".join(graph.relations)
        raise RenderError(f"There is no relation `{terminal(unknown[0])}` to draw. Choose from: {names}.")
    return options.relations


def _without_single_teams(
    graph: AgentGraph, nodes: tuple[Node, ...], options: RenderOptions
) -> tuple[tuple[Node, ...], int]:
    alone = single_teams(graph)
    if options.among is not None:
        alone &= options.among
    rest = tuple(node for node in nodes if node.agent not in alone)
    return (rest, len(alone)) if rest else (nodes, 0)


def _without_hidden_ghosts(
    graph: AgentGraph, nodes: tuple[Node, ...], links: Sequence[Link]
) -> tuple[tuple[Node, ...], int]:
    """Leave out missing names that no line of the picture leads to, and count them."""
    joined = {end for link in links for end in link.ends}
    rest = tuple(node for node in nodes if node.id in joined or node.agent in graph.agents)
    return rest, len(nodes) - len(rest)


def _about_findings(nodes: Sequence[Node], links: Iterable[Link], marks: Marks) -> tuple[tuple[Node, ...], list[Link]]:
    """Keep the lines that findings name; the lines of agents that are named alone, and their other ends, are faint."""
    alone = {node.id for node in nodes if node.agent in marks.alone}
    named = [link for link in links if link.mark is not None]
    context = [replace(link, faint=True) for link in links if link.mark is None and link.ends & alone]
    bold = {node.id for node in nodes if node.agent in marks.agents}.union(*(link.ends for link in named))
    shown = bold.union(*(link.ends for link in context))
    kept = tuple(replace(node, faint=node.id not in bold) for node in nodes if node.id in shown)
    return kept, [*named, *context]


def _marked(node: Node, marks: Marks) -> Node:
    """Return a box with what a finding says of its agent alone."""
    if node.agent not in marks.agents or node.state is not State.NORMAL:
        return node
    return noted(replace(node, trouble=True), marks.agents[node.agent])


def _legible(
    links: Sequence[Link],
    graph: AgentGraph,
    nodes: int,
    wanted: Collection[str] | None,
    *,
    only_marked: bool = False,
) -> tuple[list[Link], str]:
    """Leave out the relations that would bury the picture, and say so; marked lines stay unless they would, too."""
    kept, dropped = [], []
    backbone = next((link.relation for link in by_importance(links, graph.relations)), None)
    for name, relation in graph.relations.items():
        mine = [link for link in links if link.relation == name]
        crowded = (relation.symmetric or nodes > SMALL) and len(mine) > MOST_PER_NODE * nodes
        if (name == backbone or not crowded) if wanted is None else name in wanted:
            kept += mine
        else:
            rescued = [link for link in mine if only_marked and link.mark is not None]
            rescued = rescued if len(rescued) <= MOST_PER_NODE * nodes else []
            kept += rescued
            dropped += [_count(len(mine) - len(rescued), f"{name} pair")] if len(mine) > len(rescued) else []
    return kept, f"{', '.join(dropped)} not drawn" if dropped else ""


def legible_relations(graph: AgentGraph, whole: Diagram) -> frozenset[str]:
    """Return the relations that the plain picture of a graph draws, by the diagram of all relations."""
    links, _ = _legible(whole.links, graph, len(whole.nodes), None)
    return frozenset(link.relation for link in links)


def _describe(graph: AgentGraph, links: Sequence[Link], caption: str) -> str:
    counts = graph.counts()
    parts = [_count(len(graph.agents.keys() - graph.callers.keys()), "agent")]
    parts += [_count(number, f"{name} edge") for name, number in counts.items() if name != CALLS.name]
    parts += [_count(graph.call_counts()[1], "call")] if CALLS.name in counts else []
    if any(link.cycle for link in links):
        parts.append(_count(sum(link.cycle for link in links), "line") + " on a cycle")
    if missing := sum(not ghost.external for ghost in graph.ghosts.values()):
        parts.append(_count(missing, "missing target"))
    return f"{', '.join(parts)}. {caption}".strip(". ") + "."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
