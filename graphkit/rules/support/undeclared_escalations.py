"""Escalations that are in words only; shared by the rules that ask whether an agent escalates at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.graph import AgentGraph, Edge

_VERB = "escalates"


def undeclared_escalations(graph: AgentGraph) -> Iterator[Edge]:
    """Yield the edges of phrases and triggers that say "escalates", whether a field declares the same or not."""
    return (edge for edge in graph.links(declared=True) if edge.label == _VERB and not edge.symmetric)
