"""No way leads from the entry of a graph to this node.

The graph begins at `START`, and no chain of edges leads from there to the node: it never runs. Its edge was lost when
another node was renamed, or it is no longer used. A graph of which an edge is computed at run time is left alone, and a
node without any edge is left to `orphan-agent`. Add an edge to the node, or remove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.code import DIALECT, START
from graphkit.model.findings import Example, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
ASKED = '{"graphs": {"mill": "mill.py"}}'
_NODES = (
    "from langgraph.graph import END, START, StateGraph\n\n"
    "mill = StateGraph(dict)\nfor name in ('grind', 'sieve', 'pack'):\n    mill.add_node(name, print)\n"
    "mill.add_edge(START, 'grind')\nmill.add_edge('sieve', 'pack')\nmill.add_edge('pack', END)\n"
)
EXAMPLES = (
    Example(
        bad={"langgraph.json": ASKED, "mill.py": f"{_NODES}mill.add_edge('grind', 'pack')\n"},
        good={"langgraph.json": ASKED, "mill.py": f"{_NODES}mill.add_edge('grind', 'sieve')\n"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each node with edges that the entry of its graph does not reach."""
    nodes = {agent.id for agent in graph.agents.values() if agent.dialect == DIALECT}
    following: dict[str, list[str]] = {}
    entries: list[str] = []
    for edge in graph.edges if nodes else ():
        if edge.target in nodes:
            if edge.source in nodes:
                following.setdefault(edge.source, []).append(edge.target)
            elif graph.label(edge.source) == START:
                entries.append(edge.target)
    roots = {graph.agents[entry].root for entry in entries} - {place.root for place in graph.computed}
    reached = set(entries)
    pending = list(entries)
    while pending:
        for target in following.get(pending.pop(), ()):
            if target not in reached:
                reached.add(target)
                pending.append(target)
    linked = {end for edge in graph.edges for end in (edge.source, edge.target)} if roots else set()
    for node in sorted((nodes & linked) - reached, key=lambda node: graph.agents[node].span):
        agent = graph.agents[node]
        if agent.root in roots:
            yield Finding(
                message=f"no way leads from the entry of the graph to `{agent.name}`: it never runs",
                span=agent.span,
                agents=(node,),
                hint=f"Add an edge to `{agent.name}`, or remove it.",
                severity=SEVERITY,
            )
