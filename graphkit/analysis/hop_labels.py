"""The places that declare the hops of a path, as a finding shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation


def hop_label(graph: AgentGraph, relation: Relation, edge: Edge) -> Label:
    """Return one hop of a path through the graph: where its source declares it, and how it reads."""
    source, target = graph.label(edge.source), graph.label(edge.target)
    message = f"`{source}` -> `{target}` ({edge.label})" if edge.label else f"`{source}` {relation.phrase} `{target}`"
    return Label(edge.primary.span, message)


def other_declarations(edges: Iterable[Edge]) -> Iterator[Label]:
    """Yield the other places that declare the edges: an ignore counts there too."""
    for edge in edges:
        primary = edge.primary
        for reference in edge.references:
            if reference is not primary and not reference.prose:
                yield Label(reference.span, "also declared here")
