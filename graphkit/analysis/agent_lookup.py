"""Which agent a person means by a name that they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import bare, canonical
from graphkit.model.suggestions import nearest_name
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


def bearers(graph: AgentGraph, name: str) -> tuple[str, ...]:
    """Return the ids of the agents that bear a name, sorted: by id, else as written, else in canonical form.

    Several when definitions share a name; nobody when it is unknown. Never a guess.
    """
    if name in graph.agents:
        return (name,)
    wanted = bare(name)
    exact = tuple(a.id for a in graph.agents.values() if wanted in map(bare, (a.id, a.name, *a.aliases)))
    if exact:
        return exact
    key = canonical(name)
    return tuple(a.id for a in graph.agents.values() if key in map(canonical, (a.id, a.name, *a.aliases)))


def the_agent(graph: AgentGraph, name: str) -> str:
    """Return the id of the one agent that a name means.

    Raises UsageError for an unknown name, with the one that may have been meant, and for one that several bear, with
    those to choose from.
    """
    found = bearers(graph, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} agents are called `{name}`: {', '.join(found)}. Name one of these.")
    if near := nearest(graph, name):
        raise UsageError(f"there is no agent `{name}`. Did you mean `{near}`?")
    ghost = " Others refer to it, but no file defines it." if name in graph.ghosts else ""
    known = ", ".join(sorted(graph.agents)[:10]) + (", ..." if len(graph.agents) > 10 else "")
    raise UsageError(f"there is no agent `{name}`.{ghost} There are: {known}.")


def agent_or_ghost(graph: AgentGraph, name: str) -> str:
    """Return the id of an agent, or of a name that is used and not defined. Raises UsageError as `the_agent` does."""
    return name if name in graph.ghosts and not bearers(graph, name) else the_agent(graph, name)


def nearest(graph: AgentGraph, name: str) -> str | None:
    """Return the name of an agent that was probably meant, or None."""
    return nearest_name(name, sorted({agent.name for agent in graph.agents.values()}))
