"""An agent takes escalations and escalates to no other agent.

The agents of the highest level in use have the last word. One of a lower level that others turn to, and that turns
to no other agent, not even in a workflow phrase, is where problems get stuck. Name one of a higher level, if only
`user`, or raise its level.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.relations import Direction, Rank
from graphkit.rules.support.field_names import field_for, field_place, undeclared_escalations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge
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
    speakers = {edge.source for edge in undeclared_escalations(graph)}
    for relation in graph.relations.values():
        if relation.rank is Rank.UP:
            taken = _taken(graph, relation.name)
            for agent in sorted((taken.keys() & ranks.keys()) - speakers):
                if ranks[agent] < top and relation.name not in graph.agents[agent].wildcards:
                    yield _stuck(graph, relation, graph.agents[agent], taken[agent])


def _taken(graph: AgentGraph, relation: str) -> dict[str, list[Edge]]:
    """Return the edges that lead to the agents from which none leads on, not even to a ghost."""
    giving: set[str] = set()
    for edge in chain(graph.links(relation), (edge for edge in graph.dangling() if edge.relation == relation)):
        giving.add(edge.source)
        if edge.symmetric:
            giving.add(edge.target)
    found: dict[str, list[Edge]] = {}
    for edge in graph.links(relation, declared=True):
        if edge.target not in giving:
            found.setdefault(edge.target, []).append(edge)
    return found


def _stuck(graph: AgentGraph, relation: Relation, definition: Definition, takes: list[Edge]) -> Finding:
    field = field_for(definition, relation, Direction.OUT)
    level = definition.level.text if definition.level else ""
    others = "1 agent" if len(takes) == 1 else f"{len(takes)} agents"
    return Finding(
        message=f"`{definition.name}` ({level}) {relation.inverse_phrase} {others}, and escalates to no agent",
        span=field_place(definition, relation, Direction.OUT),
        agents=(definition.id,),
        related=tuple(
            Label(edge.primary.span, f"`{graph.label(edge.source)}` {relation.phrase} `{definition.name}`")
            for edge in takes[:SHOWN]
        ),
        hint=f"Name an agent of a higher level in `{field}`, or raise the level of `{definition.name}`.",
        severity=SEVERITY,
    )
