"""The profile of one agent, or of an outsider: a name that agents use and no file defines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.agent_similarity import StandIn, stand_ins
from graphkit.analysis.hierarchy import final_authorities, hierarchy_relation
from graphkit.analysis.paths import way_to_top
from graphkit.analysis.reciprocity import sides
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.definitions import Definition
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference


class Tie(NamedTuple):
    """One relation of an agent to another: `direction` is `out`, `in` or `both`, seen from the agent.

    `side` tells who declares it: `both`, `this` agent, or the `other`. `resolved` is False for a missing agent.
    """

    relation: str
    direction: str
    other: str
    label: str | None
    side: str
    resolved: bool
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class AgentProfile:
    """What there is to know of an agent.

    `chain` leads to a final authority hop by hop, or else to the outsider at which escalation leaves the team; None if
    neither is reached.
    """

    graph: AgentGraph
    agent: Definition
    hierarchy_relation: str
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...]
    is_top: bool
    chain: tuple[Edge, ...] | None
    stand_ins: tuple[StandIn, ...]
    calls: tuple[Edge, ...] = ()
    """Which callers call it."""


@dataclass(frozen=True, slots=True)
class OutsiderProfile:
    """A name that agents refer to and no file defines: `external` where the tool or the settings know it."""

    graph: AgentGraph
    outsider: str
    external: bool
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...]


def outsider_profile(graph: AgentGraph, outsider: str, findings: Sequence[Finding] = ()) -> OutsiderProfile:
    """Return who refers to an external or to a missing name, and what the run reports about it.

    Raises KeyError for an id that is not an outsider of the graph.
    """
    ghost = graph.ghosts[outsider]
    about = (finding for finding in findings if any(outsider in edge[:2] for edge in finding.edges))
    return OutsiderProfile(graph, outsider, ghost.external, tuple(_ties(graph, outsider)), tuple(about))


def agent_profile(
    graph: AgentGraph, agent: str, findings: Sequence[Finding] = (), named_tops: tuple[str, ...] = ()
) -> AgentProfile:
    """Return the profile of an agent; `findings` are those of the run, `named_tops` the configured authorities.

    Raises KeyError for an id that the graph does not have.
    """
    relation = hierarchy_relation(graph)
    authorities = final_authorities(graph, named_tops)
    return AgentProfile(
        graph=graph,
        agent=graph.agents[agent],
        hierarchy_relation=relation,
        ties=tuple(_ties(graph, agent)),
        findings=tuple(finding for finding in findings if agent in finding.agents),
        is_top=agent in authorities,
        chain=_chain(graph, agent, authorities),
        stand_ins=stand_ins(graph, agent),
        calls=graph.calls_to(agent),
    )


def _ties(graph: AgentGraph, agent: str) -> Iterator[Tie]:
    """Yield by relation, then out before in, then by the other's name."""
    for relation in graph.relations:
        for edge in graph.outgoing(agent, relation):
            yield _tie(graph, edge, agent, "both" if edge.symmetric else "out")
        for edge in graph.incoming(agent, relation):
            if not edge.symmetric and not edge.is_loop:
                yield _tie(graph, edge, agent, "in")


def _tie(graph: AgentGraph, edge: Edge, agent: str, direction: str) -> Tie:
    said = sides(graph, edge)
    side = "both" if len(said) > 1 else "this" if agent in said else "other"
    return Tie(edge.relation, direction, edge.other(agent), edge.label, side, edge.resolved, edge.references)


def _chain(graph: AgentGraph, agent: str, authorities: frozenset[str]) -> tuple[Edge, ...] | None:
    """Return the way to the top, edge by edge; None if neither a final authority nor an outsider is reached."""
    path = way_to_top(graph, agent, authorities)
    if path is None:
        return None
    relation = hierarchy_relation(graph)
    edges = {(edge.source, edge.target): edge for edge in graph.edges if edge.relation == relation}
    return tuple(edges[hop] for hop in pairwise(path))
