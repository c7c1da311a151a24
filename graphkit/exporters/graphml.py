"""GraphML: one XML file that nearly every graph tool reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.exporters.network import network

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


def write(graph: AgentGraph) -> bytes:
    """Return the file; `networkx.read_graphml(..., force_multigraph=True)` reads it back."""
    import networkx

    lines = networkx.generate_graphml(network(graph), named_key_ids=True)
    return ("\n".join(lines) + "\n").encode()
