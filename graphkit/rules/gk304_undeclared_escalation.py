"""A text says that one agent escalates to another, and no field declares it.

A workflow phrase (`escalates_outages_to_tech_lead`) or a trigger (`escalation_triggers: to_tech_lead`) says that
problems go to another agent, but no escalation between the two is declared: tools and people that read the declared
hierarchy do not know of it. Declare it where it leads up; where it would lead to a lower level or close a cycle of
escalations, reword the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.components import components
from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.relations import Direction
from graphkit.rules.support.field_names import field_for, undeclared_escalations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"debugger": "workflow_integration:\n  - escalates_outages_to_tech_lead", "tech-lead": "name: tech-lead"},
        good={
            "debugger": "escalation_to: tech-lead\nworkflow_integration:\n  - escalates_outages_to_tech_lead",
            "tech-lead": "name: tech-lead",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each escalation in words that no escalation field declares."""
    spoken = list(undeclared_escalations(graph))
    hierarchies = [relation for relation in graph.relations.values() if relation.acyclic]
    if not spoken or not hierarchies:
        return
    names = {relation.name for relation in hierarchies}
    declared = {(edge.source, edge.target) for edge in graph.links(declared=True) if edge.relation in names}
    undeclared = [
        edge
        for edge in spoken
        if (edge.source, edge.target) not in declared and names.isdisjoint(graph.agents[edge.source].wildcards)
    ]
    circular = _circular(declared, undeclared)
    for edge in undeclared:
        yield _finding(graph, edge, hierarchies[0], closes_cycle=(edge.source, edge.target) in circular)


def _circular(declared: set[tuple[str, str]], undeclared: Sequence[Edge]) -> set[tuple[str, str]]:
    """Return the undeclared edges that would be part of a cycle if all of them were declared."""
    successors: dict[str, list[str]] = {}
    for source, target in sorted(declared | {(edge.source, edge.target) for edge in undeclared}):
        successors.setdefault(source, []).append(target)
    group = {agent: number for number, members in enumerate(components(successors)) for agent in members}
    return {
        (edge.source, edge.target)
        for edge in undeclared
        if edge.source in group and group[edge.source] == group.get(edge.target)
    }


def _finding(graph: AgentGraph, edge: Edge, relation: Relation, *, closes_cycle: bool) -> Finding:
    reference = edge.primary
    speaker, source, target = map(graph.label, (reference.agent, edge.source, edge.target))
    agent = graph.agents[edge.source]
    field = field_for(agent, relation, Direction.OUT)
    present = (relation.name, Direction.OUT) in agent.declares
    omitted = f"`{field}` of `{source}` does not name `{target}`" if present else f"no field of `{source}` declares it"
    reason = _reason_to_reword(graph, edge, relation, closes_cycle=closes_cycle)
    advice = f"Reword it: {reason}." if reason else f"Add `{target}` to `{field}` in {agent.path}, or reword the text."
    return Finding(
        message=f"`{reference.field}` of `{speaker}` says that `{source}` escalates to `{target}`, but {omitted}",
        span=reference.span,
        agents=(edge.source, edge.target),
        edges=((edge.source, edge.target, edge.relation),),
        hint=advice,
        severity=SEVERITY,
    )


def _reason_to_reword(graph: AgentGraph, edge: Edge, relation: Relation, *, closes_cycle: bool) -> str:
    """Return what speaks against a declaration, or nothing: no advice may lead to another finding."""
    source, target = graph.rank(edge.source), graph.rank(edge.target)
    if source is not None and target is not None and target < source:
        return f"`{graph.label(edge.target)}` has a lower level than `{graph.label(edge.source)}`"
    return f"as a declared {relation.name} it would be part of a cycle" if closes_cycle else ""
