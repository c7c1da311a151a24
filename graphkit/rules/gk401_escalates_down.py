"""An agent escalates to an agent of a lower level.

An escalation looks for more authority; here it finds less. Either one of the two levels is wrong, or the edge
runs the wrong way, or work is delegated rather than escalated. Correct the level, or turn the edge round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.relations import Rank
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation
    from graphkit.model.values import Scalar

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={
            "architect": "specialization_level: principal\nescalation_to: debugger",
            "debugger": "specialization_level: senior",
        },
        good={
            "architect": "specialization_level: principal",
            "debugger": "specialization_level: senior\nescalation_to: architect",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge to a lower level in a relation that goes up."""
    for name, relation in sorted(graph.relations.items()):
        if relation.rank is Rank.UP:
            for edge in graph.links(name, declared=True):
                source, target = graph.rank(edge.source), graph.rank(edge.target)
                if source is not None and target is not None and target < source:
                    yield _finding(graph, relation, edge, graph.levels[source], graph.levels[target])


def _finding(graph: AgentGraph, relation: Relation, edge: Edge, high: str, low: str) -> Finding:
    ends = graph.agents[edge.source], graph.agents[edge.target]
    return Finding(
        message=(f"`{ends[0].name}` ({high}) {relation.phrase} `{ends[1].name}`, which is of a lower level ({low})"),
        span=edge.primary.span,
        agents=(edge.source, edge.target),
        related=tuple(_level_of(agent, agent.level) for agent in ends if agent.level),
        edges=((edge.source, edge.target, edge.relation),),
        hint="Correct one of the levels, turn the edge round, or say that this is delegation.",
        severity=SEVERITY,
    )


def _level_of(agent: Definition, level: Scalar) -> Label:
    return Label(Span(agent.path, level.line, level.column, level.width), f"the level of `{agent.name}`")
