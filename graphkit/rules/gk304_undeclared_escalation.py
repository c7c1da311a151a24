"""An agent describes an escalation that its `escalation_to` does not declare.

A workflow phrase (`escalates_outages_to_tech_lead`) or a trigger (`escalation_triggers: to_tech_lead`) says that
problems go to another agent, but no escalation between the two is declared, so that tools and people who
read the declared hierarchy do not know of it. Declare it, or reword the phrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.relations import Direction
from graphkit.rules.support.undeclared_escalations import undeclared_escalations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

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
    if not spoken:
        return
    declarable = [relation for relation in graph.relations.values() if relation.acyclic]
    names = {relation.name for relation in declarable}
    declared = {(edge.source, edge.target) for edge in graph.links(declared=True) if edge.relation in names}
    fields = (relation.field_for(Direction.OUT) or relation.name for relation in declarable)
    field = next(fields, "escalation")
    for edge in spoken:
        if (edge.source, edge.target) in declared or names.intersection(graph.agents[edge.source].wildcards):
            continue
        reference = edge.references[0]
        speaker, source, target = map(graph.label, (reference.agent, edge.source, edge.target))
        yield Finding(
            message=(
                f"`{reference.field}` of `{speaker}` says that `{source}` escalates to `{target}`, "
                f"but `{field}` of `{source}` does not"
            ),
            span=reference.span,
            agents=(edge.source, edge.target),
            edges=((edge.source, edge.target, edge.relation),),
            hint=f"Add `{target}` to `{field}` in {graph.agents[edge.source].path}, or reword the phrase.",
            severity=SEVERITY,
        )
