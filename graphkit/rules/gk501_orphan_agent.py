"""No relation leads to an agent or away from it.

Nobody sends it work, and it knows nobody to turn to: it may be forgotten, or its relations may be. If no agent of a
team has any relation, that is one finding and not one for each. Declare whom it works with, or
remove the definition if it is no longer used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.graph import agent_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge, Ghost

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: architect", "architect": "name: architect", "poet": "description: Rhymes."},
        good={"debugger": "escalation_to: architect", "architect": "name: architect", "poet": "escalation_to: user"},
    ),
    Example(
        bad={"debugger": "description: Finds bugs.", "poet": "description: Rhymes."},
        good={"debugger": "description: The only agent there is."},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent without any link; a single one for a root in which no agent has any."""
    known = [edge for edge in graph.dangling() if any(ghost.external for ghost in _ghosts(graph, edge))]
    linked = {*agent_ids(graph.links()), *agent_ids(known)}
    for members in graph.by_root().values():
        agents = [graph.agents[agent] for agent in members]
        alone = [agent for agent in agents if agent.id not in linked and not agent.wildcards]
        if len(agents) > 1:
            yield from _together(alone) if len(alone) == len(agents) else map(_finding, alone)


def _together(alone: list[Definition]) -> Iterator[Finding]:
    yield Finding(
        message=f"none of the {len(alone)} agents names another of them",
        span=min(agent.span for agent in alone),
        agents=tuple(agent.id for agent in alone),
        hint="Declare who works with whom, for example with `escalation_to` or `parallel_compatible`.",
        severity=SEVERITY,
    )


def _finding(agent: Definition) -> Finding:
    return Finding(
        message=f"no relation leads to `{agent.name}` or away from it",
        span=agent.span,
        agents=(agent.id,),
        hint=f"Declare whom `{agent.name}` works with, or remove it if it is no longer used.",
        severity=SEVERITY,
    )


def _ghosts(graph: AgentGraph, edge: Edge) -> list[Ghost]:
    return [graph.ghosts[end] for end in (edge.source, edge.target) if end in graph.ghosts]
