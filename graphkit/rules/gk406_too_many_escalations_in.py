"""Too many agents escalate to one.

Whoever everybody turns to becomes the place where all work waits. The configuration says how many may
escalate to one agent, for all or by its level (`max-escalations-in`); without it the rule is silent. Share the work
among several agents of that level, or let some escalate to a level in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.relations import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
OPTIONS = ("max-escalations-in",)
EXAMPLES = (
    Example(
        bad={"lead": "name: lead", "debugger": "escalation_to: lead", "tester": "escalation_to: lead"},
        good={"lead": "name: lead", "debugger": "escalation_to: lead", "tester": "escalation_to: debugger"},
        config="max-escalations-in = 1\n",
    ),
    Example(
        bad={
            "lead": "specialization_level: staff",
            "debugger": "escalation_to: lead",
            "tester": "escalation_to: lead",
        },
        good={
            "lead": "specialization_level: principal",
            "debugger": "escalation_to: lead",
            "tester": "escalation_to: lead",
        },
        config="[max-escalations-in]\nstaff = 1\nprincipal = 4\n",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent to which more than the configured number escalate."""
    bounds = {level.casefold(): number for level, number in config.max_escalations_in.items()}
    if not bounds:
        return
    from graphkit.analysis.hop_labels import hop_label

    for relation in graph.relations.values():
        if relation.rank is Rank.UP:
            for agent in graph.agents.values():
                edges = [edge for edge in graph.incoming(agent.id, relation.name) if edge.resolved and not edge.is_loop]
                bound = _bound(agent, bounds)
                if bound is not None and len(edges) > bound:
                    yield Finding(
                        message=f"{len(edges)} agents escalate to `{agent.name}`, {bound} are allowed",
                        span=agent.span,
                        agents=(agent.id,),
                        related=tuple(hop_label(graph, relation, edge) for edge in edges),
                        edges=tuple((edge.source, edge.target, edge.relation) for edge in edges),
                        hint="Share the work among several agents, or put a level in between.",
                        severity=SEVERITY,
                        subject=relation.name,
                    )


def _bound(agent: Definition, bounds: dict[str, int]) -> int | None:
    """Return how many may escalate to an agent: the bound of its level, else that of everybody."""
    level = agent.level.text.strip().casefold() if agent.level else ""
    return bounds.get(level, bounds.get("*"))
