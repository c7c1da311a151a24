"""Cycle findings, one for each group of agents that reach each other; shared by GK201 and GK202."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.relation_cycles import SHOWN, RelationCycle, relation_cycles
from graphkit.model.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation


def cycle_findings(graph: AgentGraph, relation: Relation, severity: Severity) -> Iterator[Finding]:
    """Yield one finding for each group of agents that reach each other by the directed edges of a relation.

    The evidence is a shortest cycle, with the place of each hop.
    """
    for cycle in relation_cycles(graph, relation):
        from graphkit.analysis.hop_labels import hop_label, other_declarations  # most relations have none

        yield Finding(
            message=_message(graph, relation, cycle),
            span=cycle.shortest[0].primary.span,
            agents=cycle.members,
            related=(
                *(hop_label(graph, relation, edge) for edge in cycle.shortest),
                *other_declarations(cycle.shortest),
            ),
            edges=tuple((edge.source, edge.target, edge.relation) for edge in cycle.shortest),
            cut=cycle.cut,
            component=cycle.component,
            hint=_hint(graph, cycle),
            severity=severity,
        )


def _message(graph: AgentGraph, relation: Relation, cycle: RelationCycle) -> str:
    sources = [edge.source for edge in cycle.shortest]
    ring = " -> ".join(f"`{graph.label(agent)}`" for agent in [*sources, sources[0]])
    if len(cycle.members) == len(sources):
        return f"{relation.name} cycle of {len(cycle.members)} agents: {ring}"
    names = _some([f"`{graph.label(agent)}`" for agent in cycle.members[:SHOWN]], len(cycle.members))
    which = "a short one" if cycle.incomplete else "the shortest"
    return f"{relation.name} cycles among {len(cycle.members)} agents ({names}); {which} is {ring}"


def _hint(graph: AgentGraph, cycle: RelationCycle) -> str:
    arrows = [_arrow(graph, edge) for edge in cycle.cut_first]
    doubt = " The search was cut short: some of them may not be needed." if cycle.incomplete else ""
    return f"Suggested to remove; no cycle is left then: {_some(arrows, len(cycle.cut))}.{doubt}"


def _arrow(graph: AgentGraph, edge: Edge) -> str:
    return f"`{graph.label(edge.source)}` -> `{graph.label(edge.target)}` ({edge.primary.span})"


def _some(items: Sequence[str], number: int) -> str:
    """Return the first of a number of items, and how many more there are."""
    shown = ", ".join(items[:SHOWN])
    return shown if number <= SHOWN else f"{shown} and {number - SHOWN} more"
