"""Which agent a person means by a name that they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.algorithms.similar import similar
from graphkit.model.names import bare, canonical

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


def nearest(graph: AgentGraph, name: str) -> str | None:
    """Return the name of an agent that was probably meant, or None."""
    return similar(name, sorted({agent.name for agent in graph.agents.values()}))
