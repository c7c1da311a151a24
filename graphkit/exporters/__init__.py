"""The graph for other tools. A new export format is one file with `write(graph)`, and one row here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from graphkit.support.errors import UsageError
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph


class Export(NamedTuple):
    """An export format: the module that writes it, the suffix of its file; without a suffix it is a folder of two."""

    module: str
    suffix: str | None
    doc: str


EXPORTS = {
    "graphml": Export("graphml", ".graphml", "GraphML, for Gephi, yEd, Cytoscape, igraph"),
    "gexf": Export("gexf", ".gexf", "GEXF, for Gephi"),
    "node-link": Export("node_link", ".json", "node-link JSON, for networkx and D3"),
    "csv": Export("csv_tables", None, "nodes.csv and edges.csv, for spreadsheets and databases"),
    "parquet": Export("parquet", None, "nodes.parquet and edges.parquet, for DuckDB and Spark"),
    "cypher": Export("cypher", ".cypher", "Cypher statements, for Neo4j and Memgraph"),
    "agent-spec": Export("agent_spec", ".agentspec.yaml", "a swarm of the Open Agent Specification"),
    "edges": Export("edge_list", ".tsv", "one edge a line, parted by tabs"),
}


def export(graph: AgentGraph, fmt: str) -> dict[str, bytes]:
    """Return the files of a format by name; one that is a single file has the format as its name.

    Raises UsageError for an unknown format, and for one whose library is not installed.
    """
    if fmt not in EXPORTS:
        raise UsageError(f"there is no export format `{fmt}`. Choose one of: {', '.join(EXPORTS)}.")
    module = importlib.import_module(f"{__name__}.{EXPORTS[fmt].module}")
    write = cast("Callable[[AgentGraph], bytes | Mapping[str, bytes]]", module.write)
    written = write(graph)
    return {fmt: written} if isinstance(written, bytes) else dict(written)
