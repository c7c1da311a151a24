"""One-sided findings: relations that one agent declares and the other omits; shared by GK301, GK302 and GK303."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.dialects import worlds
from graphkit.model.findings import Finding, Label, Omission, Severity
from graphkit.model.relations import Direction
from graphkit.model.repairs import AddEntry, RemoveEntry, Repair
from graphkit.rules.support.field_names import field_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.model.relations import Relation

_ANSWER = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.BOTH: Direction.BOTH}


def one_sided_findings(graph: AgentGraph, relation: Relation, severity: Severity) -> Iterator[Finding]:
    """Yield a finding for each edge that one agent declares and the other, by a field that it has, denies.

    A field that is absent says nothing, and neither does prose; a wildcard answers everybody. A field of both
    directions promises an answer only where the relation is symmetric: `works_with` of one agent is enough.
    """
    answers = {asked: answer for asked, answer in _ANSWER.items() if relation.symmetric or asked is not Direction.BOTH}
    answering = {asked: graph.declaring.get((relation.name, answer), frozenset()) for asked, answer in answers.items()}
    if not any(answering.values()):
        return
    for edge in graph.links(relation.name, declared=True):
        references = edge.references
        first = references[0]
        if len(references) > 1:
            declared = [reference for reference in references if not reference.prose]
            first = declared[0]
            if len({reference.agent for reference in declared}) > 1:
                continue
        other = edge.target if first.agent == edge.source else edge.source
        if other in answering.get(first.kind.direction, ()):
            definition = graph.agents[other]
            if relation.name not in definition.wildcards and _is_answerable(graph, edge, first.agent, definition):
                yield _finding(graph, relation, edge, first, definition, severity)


def _is_answerable(graph: AgentGraph, edge: Edge, speaker: str, other: Definition) -> bool:
    """Return whether the other agent could name the speaker, and does not name what the speaker is called.

    Its tool may not load the speaker; and a name that the list does hold may mean a namesake there.
    """
    if speaker in graph.agents and not worlds.sees(other, graph.agents[speaker]):
        return False
    if speaker not in graph.namesakes:
        return True
    near = (*graph.outgoing(other.id, edge.relation), *graph.incoming(other.id, edge.relation))
    ends = {end for one in near if one.declared_by(other.id) for end in (one.source, one.target)}
    return ends.isdisjoint(graph.namesakes[speaker])


def _can_be_named(graph: AgentGraph, agent: str, there: Definition) -> bool:
    """Return whether the name of an agent means that agent there: a namesake may be nearer, or as near."""
    roots = [graph.agents[other].root for other in graph.namesakes.get(agent, ())]
    return not roots or (graph.agents[agent].root == there.root and there.root not in roots)


def _finding(
    graph: AgentGraph, relation: Relation, edge: Edge, reference: Reference, other: Definition, severity: Severity
) -> Finding:
    speaker = graph.label(reference.agent)
    answer = _ANSWER[reference.direction]
    field, place = field_for(other, relation, answer), other.declares[relation.name, answer].span
    phrase = relation.inverse_phrase if reference.direction is Direction.IN else relation.phrase
    removed = Repair(
        f"Remove `{other.name}` from `{reference.field}` of `{speaker}`",
        tuple(RemoveEntry(one.span) for one in edge.declared_by(reference.agent) if not one.prose),
        side="remove",
    )
    added = Repair(f"Add `{speaker}` to `{field}` of `{other.name}`", (AddEntry(place, speaker),), side="add")
    can_be_named = _can_be_named(graph, reference.agent, other)
    advice = "" if can_be_named else "under a name that no other agent has, "
    return Finding(
        message=f"`{speaker}` {phrase} `{other.name}`, but `{field}` of `{other.name}` does not name `{speaker}`",
        span=reference.span,
        agents=(edge.source, edge.target),
        related=(Label(place, f"this `{field}` omits `{speaker}`"),),
        edges=((edge.source, edge.target, edge.relation),),
        hint=f"Add `{speaker}` to `{field}` in {other.path}, {advice}or remove `{other.name}` here.",
        severity=severity,
        repairs=(added, removed) if can_be_named else (removed,),
        omission=Omission(other.id, field, place, speaker),
    )
