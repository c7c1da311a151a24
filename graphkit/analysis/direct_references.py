"""Every reason why two agents are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph, Edge


@dataclass(frozen=True, slots=True)
class DirectReferences:
    """The edges between two agents, in either direction, each with all its references."""

    graph: AgentGraph
    first: str
    second: str
    edges: tuple[Edge, ...]


def direct_references(graph: AgentGraph, first: str, second: str) -> DirectReferences:
    """Return what joins two agents, or an agent and a name that no agent defines; no edges if nothing does."""
    edges = tuple(edge for edge in graph.edges if (edge.source, edge.target) in ((first, second), (second, first)))
    return DirectReferences(graph, first, second, edges)
