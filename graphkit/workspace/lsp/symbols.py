"""What is at a place of a definition: an agent that is defined or named there, and all places that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple
from graphkit.workspace.lsp.positions import contains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span


class Named(NamedTuple):
    """An agent, or a name that no file defines, and a place that names it."""

    agent: str
    span: Span


def named(graph: AgentGraph) -> Iterator[Named]:
    """Yield each place at which an agent names another one, or a command calls it."""
    for edge in (*graph.edges, *graph.calls):
        for reference in edge.references:
            other = edge.target if reference.agent not in graph.agents else edge.other(reference.agent)
            yield Named(other, reference.span)
    yield from (Named(agent, span) for span, agent in graph.connection_ends)


def at(graph: AgentGraph, path: str, line: int, column: int) -> Named | None:
    """Return what a place names: by a reference, by `name:`, or else the only agent of the front matter around it."""
    found = [one for one in named(graph) if contains(one.span, path, line, column)]
    if found:
        return min(found, key=lambda one: one.span.width)
    here = [agent for agent in graph.agents.values() if agent.path == path]
    own = next((agent for agent in here if contains(agent.span, path, line, column)), None)
    return Named(own.id, own.span) if own else None


def references(graph: AgentGraph, agent: str) -> list[Span]:
    """Return all places that name an agent, sorted."""
    return sorted({one.span for one in named(graph) if one.agent == agent})


def agents_of(graph: AgentGraph, path: str) -> list[Definition]:
    """Return the agents that a file defines, from top to bottom."""
    return sorted((agent for agent in graph.agents.values() if agent.path == path), key=lambda agent: agent.span)
