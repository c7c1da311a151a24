"""LangGraph: what `get_graph().to_json()` prints."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, EdgeList

DIALECT = Dialect(
    name="langgraph",
    title="LangGraph, the JSON of `get_graph().to_json()`",
    claims=(
        Claim(
            "*graph*.json", text=r'"nodes"\s*:', holds={"nodes.*.type": "runnable|schema|unknown", "edges.*": "source"}
        ),
    ),
    agents=("nodes.*",),
    edges=(EdgeList("edges.*", "handoff", source="source", target="target"),),
    attributes={"name": ("id",), "alias": ("data.name",), "tools_allowed": ()},
    externals=frozenset({"__start__", "__end__"}),
    example_path="langgraph.json",
    example="""\
{
  "nodes": [
    {"id": "__start__", "type": "schema", "data": "__start__"},
    {"id": "miller", "type": "runnable", "data": {"name": "miller"}},
    {"id": "carter", "type": "runnable", "data": {"name": "carter"}}
  ],
  "edges": [
    {"source": "__start__", "target": "miller"},
    {"source": "miller", "target": "carter", "conditional": true}
  ]
}
""",
)
