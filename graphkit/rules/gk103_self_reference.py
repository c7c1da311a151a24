"""An agent names itself.

An agent that escalates to itself passes the problem to nobody; in other relations the entry says nothing, or was
meant for another agent; only a menu of hand-offs may well offer the agent itself (info). Several instances of one
agent at work are still one agent in the graph. Remove the entry, or write the agent that was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.relations import Relation

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: [debugger]"},
        good={"debugger": "escalation_to: [architect]", "architect": "escalation_to: []"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge from an agent to itself; an error where authority is passed on."""
    for edge in graph.loops():
        name = graph.label(edge.source)
        relation = graph.relations[edge.relation]
        first, *others = edge.references
        yield Finding(
            message=f"`{name}` says it {relation.phrase} itself",
            span=first.span,
            agents=(edge.source,),
            related=tuple(Label(reference.span, f"`{name}` names itself here too") for reference in others),
            edges=((edge.source, edge.target, edge.relation),),
            hint=f"Remove `{name}` from `{first.field}`, or name the agent that was meant.",
            severity=_severity(relation, first.field),
        )


def _severity(relation: Relation, field: str) -> Severity:
    if relation.acyclic:
        return Severity.ERROR
    return Severity.INFO if relation.is_menu(field) else SEVERITY
