"""Cypher statements for Neo4j and its kin; run twice they change nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.exporters import tables
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.graph import AgentGraph


def write(graph: AgentGraph) -> bytes:
    """Return one statement a line: nodes `:Agent`, relationships named after the relation in capitals."""
    lines = [
        "CREATE CONSTRAINT agent_id IF NOT EXISTS FOR (a:Agent) REQUIRE a.id IS UNIQUE;",
        *_nodes(tables.nodes(graph)),
        *_edges(tables.edges(graph)),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _nodes(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield f"MERGE (a:Agent {{id: {_literal(row.pop('id'))}}}) SET a += {_map(row)};"


def _edges(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        row["references"] = [json.dumps(reference, ensure_ascii=False) for reference in row["references"]]
        source, target = _literal(row.pop("source")), _literal(row.pop("target"))
        kind = row["relation"].upper().replace("-", "_")
        verb = _literal(row.pop("verb") or "")
        yield (
            f"MATCH (a:Agent {{id: {source}}}), (b:Agent {{id: {target}}}) "
            f"MERGE (a)-[r:{kind} {{verb: {verb}}}]->(b) SET r += {_map(row)};"
        )


def _map(row: dict[str, Any]) -> str:
    """Return a map literal; keys are ours, and quoted because `group` may be a word of a dialect."""
    return "{" + ", ".join(f"`{key}`: {_literal(value)}" for key, value in row.items() if value is not None) + "}"


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return f"'{escape.cypher(value)}'" if isinstance(value, str) else str(value)
