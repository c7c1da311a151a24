"""A plain list of edges, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


def write(graph: AgentGraph) -> bytes:
    """Return source, target, relation and verb, parted by tabs, one edge a line; the verb may be empty."""
    rows = ((edge.source, edge.target, edge.relation, edge.label or "") for edge in graph.edges)
    return "".join("\t".join(map(escape.field, row)) + "\n" for row in rows).encode("utf-8", "replace")
