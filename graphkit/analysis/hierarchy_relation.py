"""The relation that runs upwards, and who stands at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.relations import Rank

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


def hierarchy_relation(graph: AgentGraph) -> str:
    """Return the relation that runs upwards and is used: `escalation`, unless the agents know another one."""
    upward = [relation.name for relation in graph.relations.values() if relation.rank is Rank.UP]
    used = graph.counts()
    return next((name for name in upward if name in used), upward[0] if upward else "escalation")


def tops(graph: AgentGraph, named: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the final authorities: those of the settings, else who takes escalations and has nobody above.

    A team in which nobody takes escalations from anyone has none.
    """
    from graphkit.analysis.agent_lookup import bearers

    if named:
        return frozenset(agent for name in named for agent in bearers(graph, name))
    above = graph.successors(hierarchy_relation(graph))
    taken = {target for targets in above.values() for target in targets}
    return frozenset(agent for agent, targets in above.items() if agent in taken and not targets)
