"""The graph as networkx writes it to files: single values only, keys that stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphkit.exporters import tables
from graphkit.support import escape

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.model.graph import AgentGraph


def network(graph: AgentGraph) -> nx.MultiDiGraph[str]:
    """Return all nodes and edges with flat attributes; edges are keyed `e0`, `e1`, ... in their order.

    Characters that XML cannot hold are dropped; the library escapes the rest.
    """
    import networkx

    made: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for row in tables.nodes(graph):
        node = _clean(tables.flat(row))
        made.add_node(node.pop("id"), **node)
    for number, row in enumerate(tables.edges(graph)):
        edge = _clean(tables.flat(row))
        made.add_edge(edge.pop("source"), edge.pop("target"), key=f"e{number}", **edge)
    return made


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    return {key: escape.value(value) if isinstance(value, str) else value for key, value in row.items()}
