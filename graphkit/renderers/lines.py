"""Edges as lines: one for each relation between two agents, with what cycles and findings make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.relations import Rank
from graphkit.renderers import tooltips
from graphkit.renderers.diagram import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation
    from graphkit.renderers.marks import Marks

Pair: TypeAlias = tuple[str, frozenset[str]]
"""A relation and the two ends of a line, agents or nodes."""


def lines(
    graph: AgentGraph,
    ids: Mapping[str, str],
    remarks: tooltips.Remarks | None,
    wanted: Collection[str] | None,
    marks: Marks,
) -> list[Link]:
    """Return the lines of a graph; `ids` are node ids by agent, `wanted` the relations to draw (None: all).

    Both directions of a pair are one line, unless one of them is suggested for removal: then they are two.
    """
    groups: dict[Pair, list[Edge]] = {}
    drawn = {(e.source, e.target, e.relation) for e in graph.edges if wanted is None or e.relation in wanted}
    for edge in graph.edges:
        repeated = (r for r in _repeated(edge, graph) if (edge.source, edge.target, r) in drawn)
        name = next(repeated, edge.relation)
        groups.setdefault((name, frozenset((edge.source, edge.target))), []).append(edge)
    cyclic, cuts = _cycles(graph)
    links = []
    for pair, edges in groups.items():
        relation = graph.relations[pair[0]]
        if edges[0].is_loop and not relation.acyclic and marks.line(edges) is None:
            continue
        cut = cuts.get(pair, ())
        for way in _ways(edges, cut):
            links.append(
                _link(graph, relation, way, ids, marks, cyclic=pair in cyclic, cut=_among(cut, way), remarks=remarks)
            )
    return links


def _link(
    graph: AgentGraph,
    relation: Relation,
    edges: Sequence[Edge],
    ids: Mapping[str, str],
    marks: Marks,
    *,
    cyclic: bool,
    cut: Sequence[tuple[str, str]],
    remarks: tooltips.Remarks | None,
) -> Link:
    first = edges[0]
    ends = (first.source, first.target)
    silent = marks.silent(graph, edges)
    return Link(
        id="",
        source=ids[first.source],
        target=ids[first.target],
        relation=relation.name,
        directed=not relation.symmetric,
        both=any(edge.symmetric or edge.source != first.source for edge in edges) and not relation.symmetric,
        upward=relation.rank is Rank.UP,
        cycle=cyclic and not first.is_loop,
        cut=bool(cut),
        ghost=any(end in graph.ghosts and not graph.ghosts[end].external for end in ends),
        tooltip="" if remarks is None else tooltips.of_edges(graph, edges, remarks, cut),
        prose=all(edge.prose for edge in edges),
        colour=relation.colour,
        edges=tuple(edges),
        mark=marks.line(edges),
        silent=ids[silent] if silent is not None else None,
    )


def with_backbone(links: Iterable[Link], relations: Mapping[str, Relation]) -> list[Link]:
    """Mark the links that shape the layout.

    The first relation that has any (escalation, else delegation, ...) does; the next ones only where they reach
    agents that would otherwise hang nowhere.
    """
    ordered = by_importance(links, relations)
    held: frozenset[str] = frozenset()
    marked = []
    for name in dict.fromkeys(link.relation for link in ordered):
        mine = [_shaping(link, held) for link in ordered if link.relation == name]
        held = held.union(*(link.ends for link in mine if link.backbone))
        marked += mine
    return marked


def by_importance(links: Iterable[Link], relations: Mapping[str, Relation]) -> list[Link]:
    """Sort links: those of directed relations first, in the order of the relations."""
    order = sorted(relations, key=lambda name: relations[name].symmetric)
    return sorted(links, key=lambda link: order.index(link.relation))


def _shaping(link: Link, held: frozenset[str]) -> Link:
    """Return a link as it shapes the layout, if it reaches an agent that is not held yet; that one is below."""
    if not link.directed or link.is_loop or link.ends <= held:
        return link
    return replace(link, backbone=True, upward=link.target in held if link.ends & held else link.upward)


def _ways(edges: list[Edge], cut: Sequence[tuple[str, str]]) -> list[list[Edge]]:
    """Return the edges of a pair as the lines that they are: two where one direction alone is to be cut."""
    rest = [edge for edge in edges if (edge.source, edge.target) not in cut]
    if not cut or not rest or edges[0].symmetric:
        return [edges]
    return [rest, [edge for edge in edges if (edge.source, edge.target) in cut]]


def _among(cut: Sequence[tuple[str, str]], edges: Sequence[Edge]) -> list[tuple[str, str]]:
    ways = {(edge.source, edge.target) for edge in edges}
    return [way for way in cut if way in ways]


def _repeated(edge: Edge, graph: AgentGraph) -> Iterator[str]:
    """Yield the relations that a verb says in other words: a phrase that `escalates` repeats an escalation."""
    if edge.label and not edge.symmetric:
        yield from (name for name, relation in graph.relations.items() if relation.phrase.split(" ")[0] == edge.label)


def _cycles(graph: AgentGraph) -> tuple[set[Pair], dict[Pair, list[tuple[str, str]]]]:
    """Return the pairs on a cycle of an acyclic relation, and the edges that are suggested for removal."""
    from graphkit.analysis.relation_cycles import relation_cycles

    pairs: set[Pair] = set()
    cuts: dict[Pair, list[tuple[str, str]]] = {}
    for relation in graph.relations.values():
        home = {}
        for number, cycle in enumerate(relation_cycles(graph, relation) if relation.acyclic else ()):
            home.update(dict.fromkeys(cycle.members, number))
            for source, target, _ in cycle.cut:
                cuts.setdefault((relation.name, frozenset((source, target))), []).append((source, target))
        pairs |= {
            (relation.name, frozenset((edge.source, edge.target)))
            for edge in graph.links(relation.name, declared=True)
            if home.get(edge.source, -1) == home.get(edge.target, -2)
        }
    return pairs, cuts
