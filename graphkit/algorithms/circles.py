"""Findings about cycles; shared by the rules about cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.algorithms.components import components
from graphkit.algorithms.cycles import Budget, cut, shortest_cycle
from graphkit.model.findings import Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation

_SHOWN = 8


def circles(graph: AgentGraph, relation: Relation, severity: Severity) -> Iterator[Finding]:
    """Yield one finding for each group of agents that reach each other by the directed edges of a relation.

    The evidence is a shortest cycle, with the place of each hop; edges to a lower level are the first that are
    suggested for removal.
    """
    successors: dict[str, list[str]] = {}
    for edge in graph.links(relation.name, declared=True):
        if not edge.symmetric:
            successors.setdefault(edge.source, []).append(edge.target)
    groups = components(successors)
    hops = _hops(graph, relation, {agent for members in groups for agent in members})
    downward = [hop for hop in hops if relation.acyclic and _goes_down(graph, *hop)]
    successors = {}
    for source, target in hops:
        successors.setdefault(source, []).append(target)
    for members in groups:
        budget = Budget()
        cycle = shortest_cycle(successors, members, budget)
        evidence = [hops[hop] for hop in zip(cycle, [*cycle[1:], cycle[0]], strict=True)]
        suggested = [hops[hop] for hop in cut(successors, members, downward, budget)]
        among = set(members)
        yield Finding(
            message=_message(graph, relation, members, cycle, budget),
            span=evidence[0].references[0].span,
            agents=tuple(members),
            related=tuple(hop_label(graph, relation, edge) for edge in evidence),
            edges=tuple((edge.source, edge.target, edge.relation) for edge in evidence),
            cut=tuple((edge.source, edge.target, edge.relation) for edge in suggested),
            component=tuple(
                (source, to, relation.name) for source in members for to in successors[source] if to in among
            ),
            hint=_hint(graph, suggested, budget),
            severity=severity,
        )


def _hops(graph: AgentGraph, relation: Relation, circling: set[str]) -> dict[tuple[str, str], Edge]:
    """Return the directed edges among agents that lie on cycles, the first of each pair."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in graph.links(relation.name, declared=True) if circling else ():
        if edge.source in circling and edge.target in circling and not edge.symmetric:
            found.setdefault((edge.source, edge.target), edge)
    return found


def _goes_down(graph: AgentGraph, source: str, target: str) -> bool:
    low, high = graph.rank(target), graph.rank(source)
    return low is not None and high is not None and low < high


def hop_label(graph: AgentGraph, relation: Relation, edge: Edge) -> Label:
    """Return one hop of a way through the graph: where it is declared, and how it reads."""
    source, target = graph.label(edge.source), graph.label(edge.target)
    message = f"`{source}` -> `{target}` ({edge.label})" if edge.label else f"`{source}` {relation.phrase} `{target}`"
    return Label(edge.references[0].span, message)


def _message(
    graph: AgentGraph, relation: Relation, members: Sequence[str], cycle: Sequence[str], budget: Budget
) -> str:
    ring = " -> ".join(f"`{graph.label(agent)}`" for agent in [*cycle, cycle[0]])
    if len(members) == len(cycle):
        return f"{relation.name} cycle of {len(members)} agents: {ring}"
    names = _some([f"`{graph.label(agent)}`" for agent in members])
    which = "a short one" if budget.spent else "the shortest"
    return f"{relation.name} cycles among {len(members)} agents ({names}); {which} is {ring}"


def _hint(graph: AgentGraph, suggested: Sequence[Edge], budget: Budget) -> str:
    arrows = [
        f"`{graph.label(edge.source)}` -> `{graph.label(edge.target)}` ({edge.references[0].span})"
        for edge in suggested
    ]
    doubt = " There was too much to search: not each of them may be needed." if budget.spent else ""
    return f"Suggested to remove, which leaves no cycle: {_some(arrows)}.{doubt}"


def _some(items: Sequence[str]) -> str:
    rest = len(items) - _SHOWN
    return ", ".join(items) if rest <= 0 else f"{', '.join(items[:_SHOWN])} and {rest} more"
