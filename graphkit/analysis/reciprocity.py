"""Who says so: both agents of a relation or one of them, and where one denies what the other says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge

_ANSWER = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.BOTH: Direction.BOTH}


def sides(graph: AgentGraph, edge: Edge, *, declared: bool = False) -> set[str]:
    """Return the agents that say what an edge says, by its name or by a wildcard: `parallel_compatible: all`.

    With `declared` what an agent says in prose only does not count.
    """
    found = {reference.agent for reference in edge.references if not (declared and reference.prose)}
    ways = (Direction.BOTH, Direction.BOTH) if edge.symmetric else (Direction.OUT, Direction.IN)
    for end, way in zip((edge.source, edge.target), ways, strict=True):
        if end in graph.agents and _names_everybody(graph.agents[end], edge.relation, way):
            found.add(end)
    return found


def _names_everybody(agent: Definition, relation: str, way: Direction) -> bool:
    return relation in agent.wildcards and (way is Direction.BOTH or (relation, way) in agent.declares)
