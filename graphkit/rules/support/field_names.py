"""How files declare relations: their fields as the files spell them, and escalations that are in words only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.model.relations import Direction, Relation
    from graphkit.model.spans import Span


def field_of(agent: Definition, reference: Reference) -> str:
    """Return the field of a reference, spelled as in the definition that contains it."""
    declared = agent.declares.get((reference.relation, reference.direction))
    return declared.field if declared and plain_key(declared.field) == plain_key(reference.field) else reference.field


def field_for(agent: Definition, relation: Relation, direction: Direction) -> str:
    """Return the field in which an agent declares a relation: one that it has, else the usual one."""
    if declared := agent.declares.get((relation.name, direction)):
        return declared.field
    used = (one.field for one in agent.references if one.relation == relation.name and one.direction is direction)
    return next(used, None) or relation.field_for(direction) or relation.name


def field_place(agent: Definition, relation: Relation, direction: Direction) -> Span:
    """Return the place of that field if the agent has it, else of its name."""
    declared = agent.declares.get((relation.name, direction))
    return declared.span if declared else agent.span


_VERB = "escalates"


def undeclared_escalations(graph: AgentGraph) -> Iterator[Edge]:
    """Yield the edges of phrases and triggers that say "escalates", whether a field declares the same or not."""
    return (edge for edge in graph.links(declared=True) if edge.label == _VERB and not edge.symmetric)
