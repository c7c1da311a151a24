"""The escalation hierarchy: which relation runs upwards, the final authorities, and where escalation leaves the team.

An outsider is a name without a definition: an external (`human`), or a name that is missing or misspelt. An agent that
escalates to one is no final authority.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import canonical
from graphkit.model.relations import Rank
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


class Exit(NamedTuple):
    """Agents that escalate to the same outsiders and to no agent: escalation leaves the team there."""

    agents: tuple[str, ...]
    targets: tuple[str, ...]


def hierarchy_relation(graph: AgentGraph) -> str:
    """Return the relation that runs upwards and is used: `escalation`, unless the agents use another one."""
    upward = [relation.name for relation in graph.relations.values() if relation.rank is Rank.UP]
    used = graph.counts()
    return next((name for name in upward if name in used), upward[0] if upward else "escalation")


def escalations(graph: AgentGraph) -> dict[str, list[str]]:
    """Return the adjacency of the hierarchy over agents and outsiders, sorted, without self references."""
    relation = hierarchy_relation(graph)
    found = {agent: set(targets) for agent, targets in graph.successors(relation).items()}
    for edge in graph.dangling():
        if edge.relation == relation and not edge.is_loop:
            found.setdefault(edge.source, set()).add(edge.target)
            found.setdefault(edge.target, set())
    return {name: sorted(targets) for name, targets in sorted(found.items())}


def final_authorities(graph: AgentGraph, named: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the final authorities: those of the settings, else who takes escalations and escalates to no one.

    A team in which no agent takes escalations from another has none. A configured authority may be an outsider.
    """
    from graphkit.analysis.agent_lookup import agents_named

    if named:
        wanted = {canonical(name) for name in named}
        outside = (ghost.id for ghost in graph.ghosts.values() if canonical(ghost.name) in wanted)
        return frozenset([*(agent for name in named for agent in agents_named(graph, name)), *outside])
    above = escalations(graph)
    taken = {target for source, targets in above.items() if source in graph.agents for target in targets}
    return frozenset(agent for agent in graph.agents if agent in taken and not above[agent])


def outsiders_above(graph: AgentGraph) -> dict[str, tuple[str, ...]]:
    """Return the agents that escalate to outsiders alone, each with the ids of these outsiders."""
    above = escalations(graph)
    return {
        agent: tuple(above[agent])
        for agent in graph.agents
        if above[agent] and graph.agents.keys().isdisjoint(above[agent])
    }


def exits(graph: AgentGraph) -> tuple[Exit, ...]:
    """Return where escalation leaves the team, by the outsiders; the agents of each by id."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for agent, targets in outsiders_above(graph).items():
        groups.setdefault(targets, []).append(agent)
    return tuple(Exit(tuple(agents), targets) for targets, agents in sorted(groups.items()))


def ends(graph: AgentGraph, named: tuple[str, ...] = ()) -> frozenset[str]:
    """Return all at which an escalation is decided: the final authorities, and without configured ones the externals.

    A missing name decides nothing.
    """
    externals = (target for way in exits(graph) for target in way.targets if graph.ghosts[target].external)
    return final_authorities(graph, named) | frozenset(() if named else externals)
