"""Nodes and edges as rows: every attribute of the graph, for all export formats the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.analysis.reciprocity import sides
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge, Ghost
    from graphkit.model.references import Reference

NODE = (
    "id", "canonical", "name", "defined", "external", "path", "line", "level", "rank", "group", "description",
    "expertise", "wildcards", "tool_access", "tools_allowed", "tools_forbidden",
)  # fmt: skip
"""Columns of a node. `canonical` is the name in the form in which names are compared: what joins several exports."""

EDGE = ("source", "target", "relation", "verb", "symmetric", "resolved", "both_sides", "references")
"""Columns of an edge. `verb` is that of a workflow phrase; `both_sides` says whether both agents declare it."""


def nodes(graph: AgentGraph) -> Iterator[dict[str, Any]]:
    """Yield a row for each agent, then one for each name that no agent defines; lists are lists, absent is None."""
    for agent in graph.agents.values():
        yield _agent(agent, graph.rank(agent.id))
    for ghost in graph.ghosts.values():
        yield _ghost(ghost)


def edges(graph: AgentGraph) -> Iterator[dict[str, Any]]:
    """Yield a row for each edge, loops and missing agents included; `references` is a list of mappings."""
    return (_edge(graph, edge) for edge in graph.edges)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row for formats that know only single values: lists as JSON, what is absent left out."""
    return {key: _single(value) for key, value in row.items() if value is not None}


def _single(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def _agent(agent: Definition, rank: int | None) -> dict[str, Any]:
    tools = agent.tools
    return {
        "id": agent.id,
        "canonical": canonical(agent.name),
        "name": agent.name,
        "defined": True,
        "external": False,
        "path": agent.path,
        "line": agent.span.line,
        "level": agent.level.text if agent.level else None,
        "rank": rank,
        "group": agent.group,
        "description": agent.description,
        "expertise": list(agent.expertise),
        "wildcards": list(agent.wildcards),
        "tool_access": tools.access.text if tools.access else None,
        "tools_allowed": [tool.text for tool in tools.allowed],
        "tools_forbidden": [tool.text for tool in tools.forbidden],
    }


def _ghost(ghost: Ghost) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(NODE)
    lists: dict[str, Any] = {"expertise": [], "wildcards": [], "tools_allowed": [], "tools_forbidden": []}
    known = {"id": ghost.id, "canonical": canonical(ghost.name), "name": ghost.name, "defined": False}
    return row | known | {"external": ghost.external} | lists


def _edge(graph: AgentGraph, edge: Edge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "verb": edge.label,
        "symmetric": edge.symmetric,
        "resolved": edge.resolved,
        "both_sides": len(sides(graph, edge, declared=True)) > 1,
        "references": [_reference(reference) for reference in edge.references],
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "agent": reference.agent,
        "field": reference.field,
        "path": reference.span.path,
        "line": reference.span.line,
        "column": reference.span.column,
        "text": reference.text,
    }
