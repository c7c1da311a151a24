"""Impact: what breaks when an agent is removed or renamed, or when an outsider is no longer there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.analysis.components import weak_components
from graphkit.analysis.hierarchy import ends, escalations, final_authorities, hierarchy_relation, outsiders_above
from graphkit.analysis.reach import reach, reversed_adjacency
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.model.references import Reference
    from graphkit.model.spans import Span


@dataclass(frozen=True, slots=True)
class Impact:
    """What depends on an agent, or on an outsider: a name that agents use and no file defines.

    `dangling` are the references of others that would lead nowhere: the lines to edit when it is renamed. `cut_off`
    reach a final authority or an external now, and would not. `stranded` escalate to no one else; `orphans` would have
    no relation at all. `apart` are the groups, largest first, into which its part of the escalation graph would fall,
    if it would. `is_top` says that it is a final authority itself, `outsiders` are those it escalates to, if
    it escalates to no agent.
    `edges` counts its edges to and from agents, `outside` those to and from outsiders.
    """

    graph: AgentGraph
    agent: str
    hierarchy_relation: str
    is_top: bool
    dangling: tuple[Reference, ...]
    edges: Mapping[str, int]
    cut_off: tuple[str, ...]
    stranded: tuple[str, ...]
    orphans: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    outside: Mapping[str, int]
    outsiders: tuple[str, ...]
    calls: tuple[Reference, ...] = ()
    """The places in commands, skills and other callers that call it: lines to edit too."""

    @property
    def is_harmless(self) -> bool:
        """Whether nothing would break."""
        return not (self.dangling or self.calls or self.cut_off or self.stranded or self.orphans or self.apart)


def impact(graph: AgentGraph, agent: str, named_tops: tuple[str, ...] = ()) -> Impact:
    """Return what breaks if an agent or an outsider goes; `named_tops` are the authorities of the settings.

    Whoever is cut off is dominated by the agent: every one of its paths to the top runs through it.
    Raises KeyError for an id that the graph does not have.
    """
    relation = hierarchy_relation(graph)
    above = escalations(graph)
    goals = ends(graph, named_tops)
    agents = graph.agents.keys()

    def decided(targets: Sequence[str]) -> bool:
        """Return whether an agent or an external is among the targets, beside the one that goes."""
        return any(other in agents or graph.ghosts[other].external for other in targets if other != agent)

    if agent not in agents and agent not in graph.ghosts:
        raise KeyError(agent)
    touching = [edge for edge in graph.edges if agent in (edge.source, edge.target)]
    references = {made for edge in touching for made in edge.references if made.agent != agent}
    others = Counter((edge.relation, edge.other(agent) in agents) for edge in touching if not edge.is_loop)
    return Impact(
        graph=graph,
        agent=agent,
        hierarchy_relation=relation,
        is_top=agent in agents and agent in final_authorities(graph, named_tops),
        dangling=tuple(sorted(references, key=lambda made: (made.span, made.relation))),
        edges={name: others[name, True] for name in graph.relations if others[name, True]},
        cut_off=tuple(sorted(dominated(above, goals, agent) & agents)),
        stranded=tuple(sorted(other for other in agents if agent in above[other] and not decided(above[other]))),
        orphans=tuple(_orphans(graph, agent)),
        apart=tuple(_apart(graph.successors(relation), agent)),
        outside={name: others[name, False] for name in graph.relations if others[name, False]},
        outsiders=outsiders_above(graph).get(agent, ()),
        calls=tuple(sorted((made for call in graph.calls_to(agent) for made in call.references), key=_place)),
    )


def _place(reference: Reference) -> Span:
    return reference.span


def dominated(above: Mapping[str, Sequence[str]], authorities: frozenset[str], agent: str) -> set[str]:
    """Return the agents that reach an authority only through an agent; not the agent itself."""
    below = reversed_adjacency(above)
    without = {node: [other for other in others if other != agent] for node, others in below.items() if node != agent}
    now = reach(below, authorities & below.keys()).keys()
    return now - reach(without, (authorities & below.keys()) - {agent}).keys() - {agent}


def _orphans(graph: AgentGraph, agent: str) -> list[str]:
    """Return the agents with relations to this agent alone, and without a wildcard."""
    others: dict[str, set[str]] = {}
    dangling = (edge for edge in graph.dangling() if agent in (edge.source, edge.target))
    for edge in (*graph.links(), *dangling):
        others.setdefault(edge.source, set()).add(edge.target)
        others.setdefault(edge.target, set()).add(edge.source)
    return sorted(o for o in graph.agents if others.get(o) == {agent} and not graph.agents[o].wildcards)


def _apart(above: Mapping[str, Sequence[str]], agent: str) -> list[tuple[str, ...]]:
    """Return the groups into which the agent's component falls without it; nothing if it stays whole."""
    home = next((set(group) for group in weak_components(above) if agent in group), set())
    rest = {node: [o for o in above[node] if o != agent] for node in sorted(home) if node != agent}
    groups = weak_components(rest)
    return [tuple(group) for group in groups] if len(groups) > 1 else []
