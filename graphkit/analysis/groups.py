"""Parallel groups: the cliques of the graph in which both sides declare `parallel`, and what keeps agents apart."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from graphkit.model.references import Reference
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graphkit.model.graph import AgentGraph

BUDGET = 20_000
"""Maximal cliques looked at, for the groups and again for the chances; n agents may have 3^(n/3) of them."""

PARALLEL = "parallel"


class Chance(NamedTuple):
    """A group that one more line would make: if `missing` listed `other`, these could run together.

    `declared` is what the other side says already.
    """

    missing: str
    other: str
    group: tuple[str, ...]
    declared: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The maximal groups of two or more, the largest first; `loners` can run with nobody.

    `largest` holds for each agent the size of the largest group it is in, itself included. `complete` is False when
    the budget ended the search: there are more groups, and there may be larger ones.
    """

    graph: AgentGraph
    groups: tuple[tuple[str, ...], ...]
    largest: Mapping[str, int]
    loners: tuple[str, ...]
    chances: tuple[Chance, ...]
    complete: bool


def groups(graph: AgentGraph, budget: int = BUDGET) -> Groups:
    """Return the groups in which everyone agrees to run with everyone.

    Source: C. Bron, J. Kerbosch, Finding all cliques of an undirected graph, 1973, as in networkx.
    """
    friends = mutual(graph)
    found, complete = _cliques(friends, budget)
    largest = dict.fromkeys(graph.agents, 1)
    for group in found:
        for agent in group:
            largest[agent] = max(largest[agent], len(group))
    chances, all_tried = _chances(graph, friends, largest, budget)
    return Groups(
        graph=graph,
        groups=tuple(found),
        largest=largest,
        loners=tuple(agent for agent in graph.agents if not friends[agent]),
        chances=tuple(chances),
        complete=complete and all_tried,
    )


class Obstacle(NamedTuple):
    """A pair that cannot run together: `missing` are those of the two that do not name the other.

    `declared` are the references of the one that does.
    """

    first: str
    second: str
    missing: tuple[str, ...]
    declared: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Whether some agents can all run together, and each pair that speaks against it."""

    graph: AgentGraph
    agents: tuple[str, ...]
    together: bool
    obstacles: tuple[Obstacle, ...]


def together(graph: AgentGraph, agents: Collection[str]) -> Together:
    """Return whether both sides of every pair of agents declare that they can run in parallel."""
    named = says(graph)
    members = sorted(agents)
    edges = {(edge.source, edge.target): edge for edge in graph.links(PARALLEL)}
    obstacles = []
    for first, second in combinations(members, 2):
        missing = tuple(one for one, other in ((first, second), (second, first)) if other not in named[one])
        if missing:
            edge = edges.get((first, second))
            obstacles.append(Obstacle(first, second, missing, edge.references if edge else ()))
    return Together(graph, tuple(members), not obstacles, tuple(obstacles))


def mutual(graph: AgentGraph) -> dict[str, set[str]]:
    """Return for each agent with whom it may run: both declare it, by name or by a wildcard."""
    said = says(graph)
    return {agent: {other for other in named if agent in said[other]} for agent, named in said.items()}


def says(graph: AgentGraph) -> dict[str, set[str]]:
    """Return whom each agent declares itself compatible with; one with a wildcard names everybody."""
    found: dict[str, set[str]] = {
        agent: graph.agents.keys() - {agent} if PARALLEL in definition.wildcards else set()
        for agent, definition in graph.agents.items()
    }
    for edge in graph.links(PARALLEL):
        for reference in edge.references:
            found[reference.agent].add(edge.other(reference.agent))
    return found


def _cliques(friends: Mapping[str, Iterable[str]], budget: int) -> tuple[list[tuple[str, ...]], bool]:
    """Return maximal cliques of two or more, the largest first, and whether these are all."""
    import networkx

    view: networkx.Graph[str] = networkx.Graph()
    view.add_nodes_from(sorted(friends))
    view.add_edges_from((agent, other) for agent in sorted(friends) for other in sorted(friends[agent]))
    found = [tuple(sorted(clique)) for clique in islice(networkx.find_cliques(view), budget + 1)]
    wanted = (clique for clique in found[:budget] if len(clique) > 1)
    return sorted(wanted, key=lambda clique: (-len(clique), clique)), len(found) <= budget


def _chances(
    graph: AgentGraph, friends: Mapping[str, set[str]], largest: Mapping[str, int], budget: int
) -> tuple[list[Chance], bool]:
    """Return the one-sided pairs whose missing line would give one of the two a larger group than it has."""
    found = []
    complete = True
    left = budget
    for edge in graph.links(PARALLEL):
        a, b = edge.source, edge.target
        if b in friends[a]:
            continue
        common = friends[a] & friends[b]
        best: tuple[str, ...] = ()
        if len(common) + 2 > min(largest[a], largest[b]):
            cliques, whole = _cliques({one: friends[one] & common for one in common}, left)
            left -= len(cliques)
            complete = complete and whole
            best = cliques[0] if cliques else (min(common),) if common else ()
        size = len(best) + 2
        if size > min(largest[a], largest[b]):
            speaker = edge.references[0].agent
            group = tuple(sorted((a, b, *best)))
            found.append(Chance(edge.other(speaker), speaker, group, edge.references))
    return sorted(found, key=lambda chance: (-len(chance.group), chance.missing, chance.other)), complete
