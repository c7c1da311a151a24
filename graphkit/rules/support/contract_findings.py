"""Ways through the graph from one group of agents to another: the evidence of a broken contract."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.model.findings import Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from graphkit.config import Config
    from graphkit.config.contracts import Contract
    from graphkit.model.graph import AgentGraph, Edge

Hops = dict[str, dict[str, "Edge"]]
"""For each agent those that one step leads to, sorted, with the edge."""


def members(graph: AgentGraph, config: Config, group: Sequence[str]) -> set[str]:
    """Return the agents and names that the selectors of a group in a contract choose."""
    from graphkit.selection import configured  # loaded by teams with contracts alone

    return configured.members(graph, config, group)


def hops(graph: AgentGraph, relations: Collection[str], *, directed: bool = False) -> Hops:
    """Return the steps of some relations; names without a definition can be reached. Symmetric edges go both ways."""
    found: Hops = {}
    for edge in graph.edges:
        if edge.prose or edge.is_loop or edge.relation not in relations or (directed and edge.symmetric):
            continue  # what is in prose only breaks no contract
        found.setdefault(edge.source, {}).setdefault(edge.target, edge)
        if edge.symmetric:
            found.setdefault(edge.target, {}).setdefault(edge.source, edge)
    return {source: dict(sorted(targets.items())) for source, targets in sorted(found.items())}


def crossings(
    steps: Hops, starts: Collection[str], through: Collection[str], goals: Collection[str], *, direct: bool
) -> Iterator[list[str]]:
    """Yield a shortest way from each start to each goal that it reaches without passing another member of `through`.

    A long way that passes members is reported once, by its shortest pieces; the goals are members. `direct` allows one
    step only. What leads to no goal is not even looked at.
    """
    from graphkit.analysis.reach import reaching

    useful = reaching(((one, two) for one, targets in steps.items() for two in targets), goals)
    for start in sorted(useful.intersection(starts)):
        before: dict[str, str] = {}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for target in steps.get(node, ()):
                if target in before or target == start or target not in useful:
                    continue
                before[target] = node
                if target in goals:
                    yield _back(before, start, target)
                elif not direct and target not in through:
                    queue.append(target)


def broken(graph: AgentGraph, contract: Contract, way: Sequence[str], steps: Hops, fault: str) -> Finding:
    """Return the finding for a path that a contract forbids, hop by hop; `fault` completes "contract `x`: `a` ..."."""
    from graphkit.analysis.hop_labels import hop_label, other_declarations

    edges = [steps[one][two] for one, two in pairwise(way)]
    labels = [hop_label(graph, graph.relations[edge.relation], edge) for edge in edges]
    inner = " -> ".join(f"`{graph.label(agent)}`" for agent in way[1:-1])
    return Finding(
        message=f"contract `{contract.name}`: `{graph.label(way[0])}` {fault}{f' by way of {inner}' if inner else ''}",
        span=edges[0].primary.span,
        agents=tuple(dict.fromkeys((way[0], way[-1]))),
        related=(*labels, *other_declarations(edges), Label(contract.place, "this contract forbids it")),
        edges=tuple((edge.source, edge.target, edge.relation) for edge in edges),
        hint=contract.message or "Remove one of these references, or change the contract.",
        severity=Severity.ERROR,
        subject=contract.name,
    )


def once(ways: Iterable[Sequence[str]], steps: Hops) -> list[Sequence[str]]:
    """Return each path once, sorted: of one over symmetric edges alone the direction from who declares it."""
    found: dict[object, Sequence[str]] = {}
    for way in sorted(ways, key=lambda way: (steps[way[0]][way[1]].primary.agent != way[0], list(way))):
        edges = [steps[one][two] for one, two in pairwise(way)]
        both_ways = all(edge.symmetric for edge in edges)
        key = frozenset((edge.source, edge.target, edge.relation) for edge in edges) if both_ways else tuple(way)
        found.setdefault(key, way)
    return sorted(found.values(), key=list)


def verb(graph: AgentGraph, way: Sequence[str], steps: Hops) -> str:
    """Return how the relation of a path reads: `escalates to`; "reaches" where there are several."""
    relations = {steps[one][two].relation for one, two in pairwise(way)}
    return graph.relations[relations.pop()].phrase if len(relations) == 1 else "reaches"


def _back(before: dict[str, str], start: str, goal: str) -> list[str]:
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]
