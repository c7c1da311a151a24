"""Findings about relations that one agent declares and the other omits; shared by GK301, GK302 and GK303."""

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


def one_sided_findings(graph: AgentGraph, relation: Relation, severity: Severity) -> Iterator[Finding]:
    """Yield a finding for each edge that one agent declares and the other, by a field that is there, denies.

    A field that is absent says nothing, and neither does prose; a wildcard answers everybody.
    """
    answering = {asked: graph.declaring.get((relation.name, answer), frozenset()) for asked, answer in _ANSWER.items()}
    if not any(answering.values()):
        return
    for edge in graph.links(relation.name, declared=True):
        first = edge.references[0]
        if len(edge.references) > 1:
            declared = [reference for reference in edge.references if not reference.prose]
            first = declared[0]
            if len({reference.agent for reference in declared}) > 1:
                continue
        other = edge.target if first.agent == edge.source else edge.source
        if other in answering[first.direction]:
            definition = graph.agents[other]
            if relation.name not in definition.wildcards:
                yield _finding(graph, relation, edge, first, definition, severity)


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
