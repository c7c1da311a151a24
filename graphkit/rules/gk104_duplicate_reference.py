"""One field names the same agent twice.

The second entry adds nothing; often it is another spelling of the first, or a different agent was meant. Phrases that
say different things about one agent are no duplicates, nor are the choices of a menu of handoffs. Remove one of
the two, or write the agent that was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model import code
from graphkit.model.edges import FORMS
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.repairs import RemoveEntry, Repair
from graphkit.rules.support.field_names import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.references import Reference

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: [tech-lead, Tech Lead]", "tech-lead": "escalation_to: []"},
        good={"debugger": "escalation_to: [tech-lead]", "tech-lead": "escalation_to: []"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent that one field of one definition names more than once."""
    for edge in graph.repeated():
        references = edge.references
        if len({reference.agent for reference in references}) == len(references):
            continue
        if edge.source in graph.agents and graph.agents[edge.source].dialect == code.DIALECT:
            continue  # a branch may well lead to one agent by several ways
        relation = graph.relations[edge.relation]
        groups: dict[tuple[str, ...], list[Reference]] = {}
        for reference in references:
            if reference.prose or reference.field in FORMS or relation.is_menu(reference.field):
                continue
            said = (reference.text,) if edge.label else ()
            groups.setdefault((reference.agent, reference.field, *said), []).append(reference)
        for first, *others in groups.values():
            if others:
                target, agent = graph.label(edge.other(first.agent)), graph.agents[first.agent]
                yield Finding(
                    message=f"`{field_of(agent, first)}` of `{agent.name}` names `{target}` {len(others) + 1} times",
                    span=others[0].span,
                    agents=(first.agent,),
                    related=tuple(
                        Label(reference.span, f"`{target}` is named here too") for reference in (first, *others[1:])
                    ),
                    edges=((edge.source, edge.target, edge.relation),),
                    hint="Remove all but one of them, or name the agent that was meant.",
                    severity=SEVERITY,
                    subject=f"{first.field}: {target}",
                    repairs=(
                        Repair(
                            f"Remove the repeated `{target}` from `{first.field}`",
                            tuple(RemoveEntry(reference.span, bare=True) for reference in others),
                            safe=True,
                        ),
                    ),
                )
