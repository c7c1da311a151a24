"""Paths: how one agent reaches another, every direct reference between the two, and the way to the top."""

from __future__ import annotations

from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.chains import longest_chains
from graphkit.analysis.components import components
from graphkit.analysis.hierarchy import escalations, final_authorities, hierarchy_relation, outsiders_above
from graphkit.analysis.reach import reach
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.graph import AgentGraph, Edge


class Hop(NamedTuple):
    """One step: all edges that make it."""

    source: str
    target: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths from one agent to another along some relations, the shortest first, and the direct references.

    `relations` are those that are followed, none for any that has a direction; `relation` is the only one of them, if
    there is just one. `more` says that there are others beyond the limit. Without a path, `reached` is how far the walk
    comes, `ends` are those of them that lead no further, `backwards` says whether there is a path the other way round,
    and `by` names the relations that do lead there. `direct` are the edges between the two, in either direction.
    `target` is None where a final authority was looked for and none is reached.
    """

    graph: AgentGraph
    source: str
    target: str | None
    relation: str | None
    paths: tuple[tuple[Hop, ...], ...]
    more: bool
    reached: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    backwards: bool = False
    by: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    direct: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class LongestPath:
    """The longest chain of a relation, in the team or from one agent. `cycles` are the cycles that it runs through."""

    graph: AgentGraph
    relation: str
    source: str | None
    hops: tuple[Hop, ...]
    cycles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DirectReferences:
    """The edges between two agents, in either direction, each with all its references."""

    graph: AgentGraph
    first: str
    second: str
    edges: tuple[Edge, ...]


def paths(
    graph: AgentGraph, source: str, target: str, relation: str | Sequence[str] | None = None, limit: int = 5
) -> Paths:
    """Return the shortest path between two different agents, and up to `limit` simple ones in all.

    Either may be a name that is used and not defined. Source of the order: J. Y. Yen, Finding the K shortest loopless
    paths in a network, 1971, as in networkx.
    """
    relations = (relation,) if isinstance(relation, str) else tuple(relation or ())
    only = relations[0] if len(relations) == 1 else None
    direct = direct_references(graph, source, target).edges
    hops = _hops(graph, relations, (source, target))
    after = _adjacency(graph, hops)
    found = list(islice(_simple(after, source, target), limit + 1)) if limit else []
    shown = tuple(tuple(Hop(a, b, hops[a, b]) for a, b in pairwise(path)) for path in found[:limit])
    if found:
        return Paths(graph, source, target, only, shown, len(found) > limit, relations=relations, direct=direct)
    reached = reach(after, [source])
    return Paths(
        graph, source, target, only, (), more=False,
        reached=tuple(agent for agent in reached if agent != source),
        ends=tuple(sorted(agent for agent in reached if not after.get(agent))),
        backwards=source in reach(after, [target]),
        by=tuple(n for n in graph.relations if n not in relations and target in reach(graph.successors(n), [source])),
        relations=relations,
        direct=direct,
    )  # fmt: skip


def direct_references(graph: AgentGraph, first: str, second: str) -> DirectReferences:
    """Return what joins two agents, or an agent and a name that no agent defines; no edges if nothing does."""
    edges = tuple(edge for edge in graph.edges if (edge.source, edge.target) in ((first, second), (second, first)))
    return DirectReferences(graph, first, second, edges)


def paths_to_top(graph: AgentGraph, source: str, named_tops: tuple[str, ...] = (), limit: int = 5) -> Paths:
    """Return the paths to the end of escalation that `way_to_top` finds, by the relation of the hierarchy."""
    relation = hierarchy_relation(graph)
    way = way_to_top(graph, source, final_authorities(graph, named_tops))
    if way is not None:
        if way[-1] == source:
            return Paths(graph, source, source, relation, (), more=False, relations=(relation,))
        return paths(graph, source, way[-1], relation, limit)
    above = escalations(graph)
    reached = reach(above, [source])
    return Paths(
        graph, source, None, relation, (), more=False,
        reached=tuple(agent for agent in reached if agent != source),
        ends=tuple(sorted(agent for agent in reached if not above.get(agent))),
        relations=(relation,),
    )  # fmt: skip


def way_to_top(graph: AgentGraph, agent: str, authorities: Collection[str]) -> list[str] | None:
    """Return the way to the nearest of the highest authorities in reach: a dead end on the way up is no top.

    Where no authority is in reach, it leads to the nearest outsider at which escalation leaves the team, if any.
    """
    above = escalations(graph)
    ranks = {goal: graph.rank(goal) for goal in reach(above, [agent]) if goal in authorities}
    heights = {goal: -1 if rank is None else rank for goal, rank in ranks.items()}
    best = {goal for goal, height in heights.items() if height == max(heights.values())}
    outside = {target for targets in outsiders_above(graph).values() for target in targets}
    return shortest_path(above, agent, best or outside)


def longest_path(graph: AgentGraph, relation: str, source: str | None = None) -> LongestPath:
    """Return the longest chain of a relation, from one agent or of the whole team; a cycle counts as one step."""
    after = graph.successors(relation)
    if source is not None:
        after = {agent: after[agent] for agent in reach(after, [source])}
    steps = max(longest_chains(after), key=len, default=[])
    hops = _hops(graph, (relation,))
    on_the_way = {agent for step in steps for agent in step}
    cycles = tuple(tuple(members) for members in components(after) if on_the_way.intersection(members))
    return LongestPath(graph, relation, source, tuple(Hop(a, b, hops[a, b]) for a, b in steps), cycles)


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
    graph.add_nodes_from(sorted({*after, source, target}))
    graph.add_edges_from((node, other) for node in sorted(after) for other in after[node])
    try:
        yield from networkx.shortest_simple_paths(graph, source, target)
    except networkx.NetworkXNoPath:
        return


def _adjacency(graph: AgentGraph, hops: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {agent: [] for agent in graph.agents}
    for source, target in sorted(hops):
        found.setdefault(source, []).append(target)
        found.setdefault(target, [])
    return found


def _hops(
    graph: AgentGraph, relations: Sequence[str], ends: Collection[str] = ()
) -> dict[tuple[str, str], tuple[Edge, ...]]:
    """Return the edges of each step; to a name that no agent defines only where it is one of the `ends`."""
    found: dict[tuple[str, str], tuple[Edge, ...]] = {}
    undefined = (
        edge for edge in graph.dangling() if {edge.source, edge.target}.intersection(ends) - graph.agents.keys()
    )
    for edge in chain(graph.links(), undefined):
        if edge.relation not in relations if relations else edge.symmetric:
            continue
        for step in {(edge.source, edge.target), (edge.target, edge.source) if edge.symmetric else ()}:
            if step:
                found[step] = (*found.get(step, ()), edge)
    return found
