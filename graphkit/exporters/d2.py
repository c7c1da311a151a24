"""D2, a language for diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.graph import AgentGraph


def write(graph: AgentGraph) -> bytes:
    """Return a diagram with a box for each agent, the place as its tooltip; missing agents are dashed."""
    return ("\n".join(_lines(graph)) + "\n").encode("utf-8", "replace")


def _lines(graph: AgentGraph) -> Iterator[str]:
    yield "direction: up"
    ids = {agent: f"n{number}" for number, agent in enumerate((*graph.agents, *graph.ghosts))}
    for agent in graph.agents.values():
        level = f"\\n{escape.d2(agent.level.text)}" if agent.level else ""
        place = escape.d2(f"{agent.path}:{agent.span.line}")
        yield f'{ids[agent.id]}: "{escape.d2(agent.name)}{level}" {{tooltip: "{place}"}}'
    for ghost in graph.ghosts.values():
        yield f'{ids[ghost.id]}: "{escape.d2(ghost.name)}" {{style.stroke-dash: 4}}'
    for edge in graph.edges:
        arrow = "--" if edge.symmetric else "->"
        label = f"{edge.relation}: {edge.label}" if edge.label else edge.relation
        yield f'{ids[edge.source]} {arrow} {ids[edge.target]}: "{escape.d2(label)}"'
