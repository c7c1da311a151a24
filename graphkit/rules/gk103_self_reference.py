"""An agent names itself.

An agent that escalates to itself does not pass the problem on (an error). In other relations the entry has no effect,
or another agent was meant; a menu of handoffs may well offer the agent itself (info). In a symmetric relation such
as `parallel_compatible` an agent may name itself: several instances of it run at once; in Python code a node may run
again. Remove the entry, or write the agent that was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model import code
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.rules.support.field_names import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.relations import Relation

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: [debugger]"},
        good={
            "debugger": "escalation_to: [architect]\nparallel_compatible: [debugger]",
            "architect": "escalation_to: []\nparallel_compatible: []",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge from an agent to itself; an error where authority is passed on."""
    for edge in graph.loops():
        if edge.symmetric or graph.agents[edge.source].dialect == code.DIALECT:
            continue  # a node that runs again has its reasons
        name, agent = graph.label(edge.source), graph.agents[edge.source]
        relation = graph.relations[edge.relation]
        first, *others = edge.references
        yield Finding(
            message=f"`{name}` {relation.phrase} itself",
            span=first.span,
            agents=(edge.source,),
            related=tuple(Label(reference.span, f"`{name}` names itself here too") for reference in others),
            edges=((edge.source, edge.target, edge.relation),),
            hint=f"Remove `{name}` from `{field_of(agent, first)}`, or name the agent that was meant.",
            severity=_severity(relation, first.field, agent),
        )


def _severity(relation: Relation, field: str, agent: Definition) -> Severity:
    if relation.acyclic:
        return Severity.ERROR
    dialect = dialects.spoken_by(agent)
    fields = dialect.fields.get(relation.name, ()) if dialect else ()
    is_menu = relation.is_menu(field) or any(one.menu for one in fields if one.path == field)
    return Severity.INFO if is_menu else SEVERITY
