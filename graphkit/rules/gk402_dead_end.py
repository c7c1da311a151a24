"""An agent takes escalations and has nobody to escalate to.

The agents of the highest level in use have the last word. One of a lower level that others turn to, and that turns
to nobody, not even in a workflow phrase, is where problems get stuck. Name somebody of a higher level, if only
`user`, or raise its level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.algorithms import spoken_escalations
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.relations import Direction, Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.relations import Relation

SEVERITY = Severity.WARNING
SHOWN = 3
EXAMPLES = (
    Example(
        bad={
            "debugger": "specialization_level: senior\nescalation_to: tech-lead",
            "tech-lead": "specialization_level: staff\nescalation_to: []",
            "architect": "specialization_level: principal",
        },
        good={
            "debugger": "specialization_level: senior\nescalation_to: tech-lead",
            "tech-lead": "specialization_level: staff\nescalation_to: [user]",
            "architect": "specialization_level: principal",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent below the top at which escalations end."""
    ranks = {agent: rank for agent in graph.agents if (rank := graph.rank(agent)) is not None}
    top = max(ranks.values(), default=0)
    speakers = {edge.source for edge in spoken_escalations(graph)}
    for relation in graph.relations.values():
        if relation.rank is Rank.UP:
            for agent, rank in ranks.items():
                if rank < top and agent not in speakers:
                    yield from _stuck(graph, relation, agent)


def _stuck(graph: AgentGraph, relation: Relation, agent: str) -> Iterator[Finding]:
    definition = graph.agents[agent]
    takes = [
        edge for edge in graph.incoming(agent, relation.name) if edge.resolved and not edge.is_loop and not edge.prose
    ]
    gives = [edge for edge in graph.outgoing(agent, relation.name) if not edge.is_loop]
    if not takes or gives or relation.name in definition.wildcards:
        return
    field = relation.field_for(Direction.OUT)
    level = definition.level.text if definition.level else ""
    others = "1 agent" if len(takes) == 1 else f"{len(takes)} agents"
    yield Finding(
        message=f"`{definition.name}` ({level}) {relation.inverse_phrase} {others}, and has nobody to turn to",
        span=definition.declares.get((relation.name, Direction.OUT), definition.span),
        agents=(agent,),
        related=tuple(
            Label(edge.references[0].span, f"`{graph.label(edge.source)}` {relation.phrase} `{definition.name}`")
            for edge in takes[:SHOWN]
        ),
        hint=f"Name somebody of a higher level in `{field}`, or raise the level of `{definition.name}`.",
        severity=SEVERITY,
    )
