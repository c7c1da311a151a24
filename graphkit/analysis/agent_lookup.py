"""Agents and relations by the name that a user typed, in any spelling, with "did you mean" for an unknown one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import canonical, spelled, without_remark
from graphkit.model.suggestions import nearest_name
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

LISTED = 10
"""Names shown where nothing is near."""


def agents_named(graph: AgentGraph, name: str) -> tuple[str, ...]:
    """Return the ids of the agents with a name, sorted: by id, else as written, else in canonical form.

    Several when definitions share the name; none when it is unknown. Never a guess.
    """
    if name in graph.agents:
        return (name,)
    for wanted in dict.fromkeys((spelled(name), without_remark(name))):
        for spelling in (spelled, canonical):
            key = spelling(wanted)
            found = [a.id for a in graph.agents.values() if key in map(spelling, (a.id, a.name, *a.aliases))]
            if found:
                return tuple(found)
    return ()


def outsider_named(graph: AgentGraph, name: str) -> str | None:
    """Return the id of an external or of a missing name that some agent uses, None if no agent uses it."""
    if name in graph.ghosts:
        return name
    key = canonical(name)
    return next((ghost.id for ghost in graph.ghosts.values() if canonical(ghost.name) == key), None)


def resolve_agent(graph: AgentGraph, name: str) -> str:
    """Return the id of the one agent that a name means.

    Raises UsageError for an unknown name, with the one that may be meant, and for one that several agents have, with
    those to choose from.
    """
    ids = agents_named(graph, name)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise UsageError(f"{len(ids)} agents are called `{name}`: {', '.join(ids)}. Name one of these.")
    undefined = " Agents refer to it, but no file defines it." if outsider_named(graph, name) else ""
    if near := nearest_agent(graph, name):
        raise UsageError(f"there is no agent `{name}`.{undefined} Did you mean `{near}`?")
    listed = ", ".join(sorted(graph.agents)[:LISTED]) + (", ..." if len(graph.agents) > LISTED else "")
    raise UsageError(f"there is no agent `{name}`.{undefined} There are: {listed}.")


def resolve_node(graph: AgentGraph, name: str) -> str:
    """Return the id of an agent, or of an outsider that agents refer to. Raises UsageError as `resolve_agent` does."""
    outsider = None if agents_named(graph, name) else outsider_named(graph, name)
    return outsider or resolve_agent(graph, name)


def resolve_relation(graph: AgentGraph, name: str) -> str:
    """Return the name of a relation. Raises UsageError for an unknown one, with the nearest."""
    if name in graph.relations:
        return name
    near = nearest_name(name, graph.relations)
    meant = f"Did you mean `{near}`? " if near else ""
    raise UsageError(f"there is no relation `{name}`. {meant}There are: {', '.join(graph.relations)}.")


def nearest_agent(graph: AgentGraph, name: str) -> str | None:
    """Return the name of an agent that may be meant, or None."""
    return nearest_name(name, sorted({agent.name for agent in graph.agents.values()}))
