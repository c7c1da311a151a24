"""An agent cannot reach a final authority by escalation.

The configuration names the agents that have the last word (`tops`); problems of an agent whose escalations never lead
there are decided by no agent, or by one that must not. Without `tops` the rule is silent, and so it is where none of
them is among the agents. Let the agent, or one that it escalates to, escalate to one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.relations import Direction, Rank
from graphkit.rules.support.field_names import field_for, field_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
OPTIONS = ("tops",)
SHOWN = 3
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: tech-lead", "tech-lead": "escalation_to: []", "architect": "name: architect"},
        good={
            "debugger": "escalation_to: tech-lead",
            "tech-lead": "escalation_to: architect",
            "architect": "name: architect",
        },
        config='tops = ["architect"]\n',
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent that cannot reach any of the configured final authorities."""
    if not config.tops:
        return
    from graphkit.analysis.reach import reaching
    from graphkit.selection.configured import authorities

    tops = authorities(graph, config)
    upward = {name for name, relation in graph.relations.items() if relation.rank is Rank.UP}
    if not tops or not upward:
        return
    goals = {agent for agents in tops.values() for agent in agents}
    safe = reaching(((edge.source, edge.target) for edge in graph.edges if edge.relation in upward), goals)
    names = " or ".join(f"`{name}`" for name in tops)
    for agent in graph.agents.values():
        if agent.id not in safe and upward.isdisjoint(agent.wildcards):
            yield _stuck(graph, upward, agent, names)


def _stuck(graph: AgentGraph, upward: set[str], agent: Definition, tops: str) -> Finding:
    given = [edge for name in sorted(upward) for edge in graph.outgoing(agent.id, name) if not edge.is_loop]
    relation = next(relation for name, relation in graph.relations.items() if name in upward)
    field = field_for(agent, relation, Direction.OUT)
    where = "" if given else ": it escalates to no agent"
    return Finding(
        message=f"no escalation of `{agent.name}` ever reaches {tops}{where}",
        span=field_place(agent, relation, Direction.OUT),
        agents=(agent.id,),
        related=tuple(
            Label(
                edge.primary.span,
                f"`{agent.name}` {graph.relations[edge.relation].phrase} `{graph.label(edge.target)}`",
            )
            for edge in given[:SHOWN]
        ),
        hint=f"Name {tops} in `{field}`, or an agent that escalates there.",
        severity=SEVERITY,
    )
