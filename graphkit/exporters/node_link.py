"""Node-link JSON: what networkx and D3 call a graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graphkit.exporters import tables
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


def write(graph: AgentGraph) -> bytes:
    """Return the file; `networkx.node_link_graph(data, edges="edges")` reads it back, lists and nulls included."""
    edges = [{**row, "key": f"e{number}"} for number, row in enumerate(tables.edges(graph))]
    content = {"directed": True, "multigraph": True, "graph": {}, "nodes": list(tables.nodes(graph)), "edges": edges}
    return (escape.json_text(json.dumps(content, indent=1)) + "\n").encode()
