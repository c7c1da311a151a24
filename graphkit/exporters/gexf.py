"""GEXF: the format of Gephi."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphkit.exporters.network import network

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def write(graph: AgentGraph) -> bytes:
    """Return the file; `networkx.read_gexf` reads it back. It contains no date: the same graph gives the same bytes."""
    import networkx

    made = network(graph)
    for node, attributes in made.nodes(data=True):
        attributes["label"] = attributes.get("name", node)
    for _, _, key, attributes in made.edges(keys=True, data=True):
        attributes["id"] = key
    text = "\n".join(networkx.generate_gexf(made))
    return (_DATE.sub("", text, count=1) + "\n").encode()
