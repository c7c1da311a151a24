"""How much two agents have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.names import canonical
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Set

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

_WEIGHTS = {"expertise": 0.4, "relations": 0.3, "tools": 0.2, "level": 0.1}


class StandIn(NamedTuple):
    """Who could do an agent's work: `score` from 0 to 1, what both know, and the tools that the other lacks."""

    agent: str
    score: float
    expertise: tuple[str, ...]
    lacks: tuple[str, ...]


def jaccard(a: Set[object], b: Set[object]) -> float:
    """Return the share of what is in both among what is in either, 0 for two empty sets. Source: P. Jaccard, 1901."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def expertise(agent: Definition) -> frozenset[str]:
    """Return what an agent knows, in canonical form."""
    return frozenset(map(canonical, agent.expertise))


def tools(agent: Definition) -> frozenset[str]:
    """Return the tools that an agent may use, by name: `Bash(git:*)` is `Bash`."""
    return frozenset(tool.text.partition("(")[0].strip() for tool in agent.tools.allowed) - {""}


def ties(graph: AgentGraph, agent: str) -> frozenset[tuple[str, str, str]]:
    """Return whom an agent is joined to, by relation and direction."""
    found = set()
    for relation in graph.relations:
        found |= {(relation, "out", edge.other(agent)) for edge in graph.outgoing(agent, relation) if not edge.is_loop}
        found |= {(relation, "in", edge.other(agent)) for edge in graph.incoming(agent, relation) if not edge.is_loop}
    return frozenset(found)


def stand_ins(graph: AgentGraph, agent: str, most: int = 3) -> tuple[StandIn, ...]:
    """Return who is most like an agent in what it knows, whom it works with and what it may use, the best first.

    Only agents that share expertise or a relation are considered: the same tools alone make nobody a substitute.
    """
    own = graph.agents[agent]
    known, own_ties, own_tools = expertise(own), ties(graph, agent), tools(own)
    found = []
    for other in _company(graph, agent, known):
        definition = graph.agents[other]
        theirs = ties(graph, other)
        parts = {
            "expertise": jaccard(known, expertise(definition)),
            "relations": jaccard(own_ties, theirs),
            "tools": jaccard(own_tools, tools(definition)),
            "level": float(own.level is not None and graph.rank(other) == graph.rank(agent)),
        }
        if parts["expertise"] or parts["relations"]:
            score = sum(_WEIGHTS[part] * value for part, value in parts.items())
            shared = tuple(sorted(known & expertise(definition)))
            found.append(StandIn(other, round(score, 3), shared, tuple(sorted(own_tools - tools(definition)))))
    return tuple(sorted(found, key=lambda one: (-one.score, one.agent))[:most])


def _company(graph: AgentGraph, agent: str, known: Collection[str]) -> list[str]:
    """Return who shares a word of expertise or a neighbour with an agent."""
    near: set[str] = {other.id for other in graph.agents.values() if known and expertise(other).intersection(known)}
    for relation, _, middle in ties(graph, agent):
        if middle in graph.agents:
            edges = (*graph.outgoing(middle, relation), *graph.incoming(middle, relation))
            near |= {edge.other(middle) for edge in edges}
    return sorted((near & graph.agents.keys()) - {agent})
