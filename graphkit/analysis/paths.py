"""How one agent reaches another, and why two are joined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from graphkit.analysis.reach import directed, reach
from graphkit.model.findings import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation


class Hop(NamedTuple):
    """One step: all edges that make it."""

    source: str
    target: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths from one agent to another along a relation (None: any that has a direction), the shortest first.

    `more` says that there are others beyond the limit. Without a path, `reached` is how far the walk comes, `ends` are
    those of them who lead no further, `backwards` tells whether there is a path the other way round, and `by` names
    the relations that do lead there.
    """

    graph: AgentGraph
    source: str
    target: str
    relation: str | None
    paths: tuple[tuple[Hop, ...], ...]
    more: bool
    reached: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    backwards: bool = False
    by: tuple[str, ...] = ()


def paths(graph: AgentGraph, source: str, target: str, relation: str | None = None, limit: int = 5) -> Paths:
    """Return the shortest path between two different agents, and up to `limit` simple ones in all.

    Source of the order: J. Y. Yen, Finding the K shortest loopless paths in a network, 1971, as in networkx.
    """
    after = _adjacency(graph, relation)
    found = list(islice(_simple(after, source, target), limit + 1)) if limit else []
    hops = _hops(graph, relation)
    shown = tuple(tuple(Hop(a, b, hops[a, b]) for a, b in pairwise(path)) for path in found[:limit])
    if found:
        return Paths(graph, source, target, relation, shown, len(found) > limit)
    reached = reach(after, [source])
    return Paths(
        graph, source, target, relation, (), more=False,
        reached=tuple(agent for agent in reached if agent != source),
        ends=tuple(sorted(agent for agent in reached if not after.get(agent))),
        backwards=source in reach(after, [target]),
        by=tuple(n for n in graph.relations if n != relation and target in reach(graph.successors(n), [source])),
    )  # fmt: skip


def shortest_path(after: Mapping[str, Sequence[str]], start: str, goals: Collection[str]) -> list[str] | None:
    """Return a shortest path to any of the goals, the first by name among equals; None if none is reached."""
    came: dict[str, str | None] = {start: None}
    frontier = [start]
    while frontier:
        if arrived := sorted(set(frontier).intersection(goals)):
            return _back(came, arrived[0])
        following = []
        for node in frontier:
            for other in after.get(node, ()):
                if other not in came:
                    came[other] = node
                    following.append(other)
        frontier = following
    return None


def _back(came: Mapping[str, str | None], node: str | None) -> list[str]:
    path = []
    while node is not None:
        path.append(node)
        node = came[node]
    return path[::-1]


def _simple(after: Mapping[str, Sequence[str]], source: str, target: str) -> Iterator[list[str]]:
    """Yield simple paths, the shorter first, equal ones by name."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(sorted(after))
    graph.add_edges_from((node, other) for node in sorted(after) for other in after[node])
    try:
        yield from networkx.shortest_simple_paths(graph, source, target)
    except networkx.NetworkXNoPath:
        return


def _adjacency(graph: AgentGraph, relation: str | None) -> dict[str, list[str]]:
    return directed(graph) if relation is None else graph.successors(relation)


def _hops(graph: AgentGraph, relation: str | None) -> dict[tuple[str, str], tuple[Edge, ...]]:
    found: dict[tuple[str, str], tuple[Edge, ...]] = {}
    for edge in graph.links(relation):
        if relation is None and edge.symmetric:
            continue
        for ends in {(edge.source, edge.target), (edge.target, edge.source) if edge.symmetric else ()}:
            if ends:
                found[ends] = (*found.get(ends, ()), edge)
    return found


def hop_label(graph: AgentGraph, relation: Relation, edge: Edge) -> Label:
    """Return one hop of a path through the graph: where its source declares it, and how it reads."""
    source, target = graph.label(edge.source), graph.label(edge.target)
    message = f"`{source}` -> `{target}` ({edge.label})" if edge.label else f"`{source}` {relation.phrase} `{target}`"
    return Label(edge.primary.span, message)


def other_declarations(edges: Iterable[Edge]) -> Iterator[Label]:
    """Yield the other places that declare the edges: an ignore counts there too."""
    for edge in edges:
        primary = edge.primary
        for reference in edge.references:
            if reference is not primary and not reference.prose:
                yield Label(reference.span, "also declared here")
