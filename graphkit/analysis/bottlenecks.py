"""Bottlenecks: single points of failure and overload in the escalation graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.hierarchy import ends, escalations, final_authorities, hierarchy_relation
from graphkit.analysis.reach import reach, reversed_adjacency
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import networkx as nx

    from graphkit.model.graph import AgentGraph

_ROOT = "\0"
"""The node above all final authorities and externals; no agent is called so."""

SAMPLED_ABOVE = 1000
"""Agents; beyond these betweenness is estimated."""

SAMPLES = 250
"""Agents from which paths are followed for the estimate, always the same ones."""


class Burden(NamedTuple):
    """What depends on one agent.

    `dominates` counts the agents whose every path to a final authority or an external runs through it, `share` relates
    them to all that reach one. `betweenness` is the share of shortest paths that pass through it, from 0 to 1.
    `articulation` says that the escalation graph falls apart without it.
    """

    agent: str
    escalations_in: int
    dominates: int
    share: float
    betweenness: float
    articulation: bool
    is_top: bool


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """All agents on which something depends, the heaviest first.

    `reaching` counts the agents whose escalations reach a final authority or an external; a missing name decides
    nothing. `sampled` says that betweenness is an estimate.
    """

    graph: AgentGraph
    hierarchy_relation: str
    reaching: int
    burdens: tuple[Burden, ...]
    sampled: bool


def bottlenecks(graph: AgentGraph, named_tops: tuple[str, ...] = ()) -> Bottlenecks:
    """Rank single points of failure and overload in the escalation graph.

    Sources: K. Cooper, T. Harvey, K. Kennedy, A simple, fast dominance algorithm, 2001; L. Freeman, 1977, and
    U. Brandes, 2001, for betweenness; all as in networkx.
    """
    import networkx

    relation = hierarchy_relation(graph)
    above = escalations(graph)
    authorities = final_authorities(graph, named_tops)
    view = graph.view(relation)
    goals = ends(graph, named_tops)
    below = _dominated_counts(above, goals, graph.agents)
    reached = reach(reversed_adjacency(above), goals)
    reaching = sum(agent in reached for agent in graph.agents)
    sampled = len(view) > SAMPLED_ABOVE
    between = networkx.betweenness_centrality(view, k=SAMPLES if sampled else None, seed=0)
    joints = set(networkx.articulation_points(view.to_undirected()))
    burdens = [
        Burden(
            agent, view.in_degree(agent), below.get(agent, 0),
            _share(below.get(agent, 0), reaching - (agent in reached)),
            round(between[agent], 4), agent in joints, agent in authorities,
        )
        for agent in graph.agents
    ]  # fmt: skip
    heavy = [one for one in burdens if one.escalations_in or one.dominates or one.articulation]
    return Bottlenecks(graph, relation, reaching, tuple(sorted(heavy, key=_order)), sampled)


def _order(one: Burden) -> tuple[object, ...]:
    return (-one.dominates, -one.escalations_in, -one.betweenness, one.agent)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole > 0 else 0.0


def _dominated_counts(
    above: Mapping[str, Sequence[str]], goals: frozenset[str], agents: Collection[str]
) -> dict[str, int]:
    """Count the agents that each agent dominates: the size of its subtree in the dominator tree, without itself."""
    import networkx

    flow: nx.DiGraph[str] = networkx.DiGraph()
    flow.add_node(_ROOT)
    flow.add_edges_from((_ROOT, top) for top in sorted(goals))
    flow.add_edges_from((target, agent) for agent in sorted(above) for target in above[agent])
    parents = networkx.immediate_dominators(flow, _ROOT)
    children: dict[str, list[str]] = {}
    for agent in sorted(parents):
        if agent != _ROOT:
            children.setdefault(parents[agent], []).append(agent)
    order = [_ROOT]
    for agent in order:
        order.extend(children.get(agent, ()))
    sizes: dict[str, int] = {}
    for agent in reversed(order):
        sizes[agent] = (agent in agents) + sum(sizes[child] for child in children.get(agent, ()))
    return {agent: size - 1 for agent, size in sizes.items() if agent in agents}
