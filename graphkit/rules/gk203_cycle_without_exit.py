"""Nodes of a graph in Python code run each other in a cycle, and no edge leads out of it.

Once the run is in the cycle it never ends: LangGraph stops it at the recursion limit. Only edges that are always
taken, or one of which is taken, count; a node that hands off by `Command` may also end. Where the code computes an edge
at run time nothing is reported. Add an edge to `END`, or to a node outside of the cycle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.components import components
from graphkit.model.code import DIALECT
from graphkit.model.findings import Example, Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Edge

SEVERITY = Severity.WARNING
SHOWN = 8
ASKED = '{"graphs": {"mill": "mill.py"}}'
_NODES = (
    "from langgraph.graph import END, START, StateGraph\n\n"
    "mill = StateGraph(dict)\nmill.add_node('grind', print)\nmill.add_node('sieve', print)\n"
    "mill.add_edge(START, 'grind')\nmill.add_edge('grind', 'sieve')\n"
)
EXAMPLES = (
    Example(
        bad={"langgraph.json": ASKED, "mill.py": f"{_NODES}mill.add_edge('sieve', 'grind')\n"},
        good={
            "langgraph.json": ASKED,
            "mill.py": f"{_NODES}mill.add_conditional_edges('sieve', len, ['grind', END])\n",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each cycle of nodes that no edge leaves."""
    nodes = {agent.id for agent in graph.agents.values() if agent.dialect == DIALECT}
    leaving: dict[str, list[Edge]] = {}
    for edge in graph.of_relation("handoff") if nodes else ():
        if edge.source in nodes:
            leaving.setdefault(edge.source, []).append(edge)
    open_ended = {place.agent for place in graph.computed}
    open_roots = {place.root for place in graph.computed if not place.agent}
    for group in components({node: sorted({edge.target for edge in edges}) for node, edges in leaving.items()}):
        inside = set(group)
        edges = [edge for node in group for edge in leaving[node]]
        is_left = any(edge.target not in inside for edge in edges)
        may_end = any(not any(map(_is_taken, leaving[node])) for node in group)
        unknown = inside & open_ended or graph.agents[group[0]].root in open_roots
        if not is_left and not may_end and not unknown:
            names = ", ".join(f"`{graph.label(node)}`" for node in group[:SHOWN])
            more = f" and {len(group) - SHOWN} more" if len(group) > SHOWN else ""
            first, *others = edges
            yield Finding(
                message=f"no edge leads out of the cycle of {names}{more}: once in it, the run never ends",
                span=first.primary.span,
                agents=tuple(group),
                related=tuple(Label(edge.primary.span, "this edge is in the cycle too") for edge in others[:SHOWN]),
                hint="Add an edge to `END`, or to a node outside of the cycle.",
                severity=SEVERITY,
            )


def _is_taken(edge: Edge) -> bool:
    """Tell whether an edge is taken, or is one of which one is taken, whenever its node has run."""
    return any(reference.field.startswith("add_") for reference in edge.references)
