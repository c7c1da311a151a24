"""Entry points: which callers start a team, and which agents are reached from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.code import START
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.calls import Caller
    from graphkit.model.graph import AgentGraph


class EntryPoint(NamedTuple):
    """A caller with the agents that it calls, by id."""

    caller: Caller
    agents: tuple[str, ...]


def entry_points(graph: AgentGraph) -> list[EntryPoint]:
    """Return the callers that call an agent, those with the most agents first."""
    called: dict[str, list[str]] = {}
    for call in graph.calls:
        called.setdefault(call.source, []).append(call.target)
    points = [EntryPoint(graph.callers[caller], tuple(agents)) for caller, agents in called.items()]
    return sorted(points, key=lambda point: (-len(point.agents), point.caller.id))


def reached(graph: AgentGraph, callers: Iterable[str] | None = None) -> frozenset[str]:
    """Return the agents that callers (by default all) start directly or through other agents, by any relation."""
    wanted = None if callers is None else frozenset(callers)
    return _followed(graph, [call.target for call in graph.calls if wanted is None or call.source in wanted])


def unreached(graph: AgentGraph) -> list[str]:
    """Return the ids of the agents that neither a caller nor the start of a graph in code reaches, sorted."""
    first = [edge.target for edge in graph.dangling() if edge.source == START and edge.target in graph.agents]
    return sorted(graph.agents.keys() - reached(graph) - _followed(graph, first))


def _followed(graph: AgentGraph, pending: list[str]) -> frozenset[str]:
    """Return some agents with all that they lead to, by any relation."""
    following: dict[str, list[str]] = {}
    for edge in graph.links():
        following.setdefault(edge.source, []).append(edge.target)
        if edge.symmetric:
            following.setdefault(edge.target, []).append(edge.source)
    known: set[str] = set()
    while pending:
        agent = pending.pop()
        if agent not in known:
            known.add(agent)
            pending += following.get(agent, ())
    return frozenset(known)
