"""Relations that two agents describe differently; shared by the rules about one-sided relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Finding, Label, Severity
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition, Reference
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.relations import Relation

_ANSWER = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.BOTH: Direction.BOTH}


def one_sided(graph: AgentGraph, relation: Relation, severity: Severity) -> Iterator[Finding]:
    """Yield a finding for each edge that one agent declares and the other, by a field that is there, denies.

    A field that is absent says nothing, and neither does prose; a wildcard answers everybody.
    """
    for edge in graph.links(relation.name, declared=True):
        declared = [reference for reference in edge.references if not reference.prose]
        sides = {reference.agent for reference in declared}
        if len(sides) == 1:
            (speaker,) = sides
            other = graph.agents[edge.other(speaker)]
            reference = declared[0]
            denial = other.declares.get((relation.name, _ANSWER[reference.direction]))
            if denial is not None and relation.name not in other.wildcards:
                yield _finding(graph, relation, edge, reference, other, severity)


def _finding(
    graph: AgentGraph, relation: Relation, edge: Edge, reference: Reference, other: Definition, severity: Severity
) -> Finding:
    speaker = graph.label(reference.agent)
    answer = _ANSWER[reference.direction]
    field = _field(other, relation, answer)
    phrase = relation.inverse_phrase if reference.direction is Direction.IN else relation.phrase
    return Finding(
        message=f"`{speaker}` {phrase} `{other.name}`, but `{field}` of `{other.name}` does not name `{speaker}`",
        span=reference.span,
        agents=(edge.source, edge.target),
        related=(Label(other.declares[relation.name, answer], f"this `{field}` omits `{speaker}`"),),
        edges=((edge.source, edge.target, edge.relation),),
        hint=f"Add `{speaker}` to `{field}` in {other.path}, or remove `{other.name}` here.",
        severity=severity,
    )


def _field(definition: Definition, relation: Relation, direction: Direction) -> str:
    """Return the field that this agent uses already, else the usual one."""
    used = (r.field for r in definition.references if r.relation == relation.name and r.direction is direction)
    return next(used, relation.field_for(direction) or relation.name)
