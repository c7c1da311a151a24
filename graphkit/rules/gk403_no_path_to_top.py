"""An agent cannot reach a final authority by escalation.

The configuration names who has the last word (`tops`); problems of an agent whose escalations never lead there
are decided by no agent, or by one that must not. Without `tops` the rule is silent. Let the agent, or
an agent to which it escalates, escalate to one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.reach import reaching
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical
from graphkit.model.relations import Direction, Rank
from graphkit.model.suggestions import nearest_name
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
    tops = _tops(graph, config)
    if not tops:
        yield _nobody(graph, config)
    else:
        upward = {name for name, relation in graph.relations.items() if relation.rank is Rank.UP}
        safe = reaching(((edge.source, edge.target) for edge in graph.edges if edge.relation in upward), tops)
        for agent in graph.agents.values():
            if agent.id not in safe and upward.isdisjoint(agent.wildcards):
                yield _stuck(graph, upward, agent, config)


def _tops(graph: AgentGraph, config: Config) -> set[str]:
    """Return the ids of the final authorities, known names without a definition (`user`) included."""
    wanted = {canonical(name) for name in config.tops}
    found = {agent.id for agent in graph.agents.values() if wanted & {canonical(alias) for alias in agent.aliases}}
    return found | {ghost.id for ghost in graph.ghosts.values() if canonical(ghost.name) in wanted}


def _stuck(graph: AgentGraph, upward: set[str], agent: Definition, config: Config) -> Finding:
    given = [edge for name in sorted(upward) for edge in graph.outgoing(agent.id, name) if not edge.is_loop]
    relation = next(relation for name, relation in graph.relations.items() if name in upward)
    field = field_for(agent, relation, Direction.OUT)
    tops = " or ".join(f"`{name}`" for name in config.tops)
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


def _nobody(graph: AgentGraph, config: Config) -> Finding:
    names = ", ".join(f"`{name}`" for name in config.tops)
    meant = nearest_name(config.tops[0], (agent.name for agent in graph.agents.values()))
    first = min(agent.span for agent in graph.agents.values())
    hint = f"Did you mean `{meant}`?" if meant else "Correct `tops` in the configuration."
    return Finding(
        message=f"none of the configured final authorities is an agent: {names}",
        span=first,
        hint=hint,
        severity=SEVERITY,
        subject="tops",
    )
