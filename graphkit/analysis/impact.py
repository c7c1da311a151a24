"""What breaks when an agent goes away or gets another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.components import weak_components
from graphkit.analysis.hierarchy_relation import hierarchy_relation, tops
from graphkit.analysis.reach import reach, turned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.definitions import Reference
    from graphkit.model.graph import AgentGraph


@dataclass(frozen=True, slots=True)
class Impact:
    """What depends on an agent.

    `dangling` are the references of others that would name nobody: the lines to edit when it is renamed. `cut_off`
    reach a final authority now, and would not. `stranded` would have nobody left to escalate to; `orphans` no
    relation at all. `apart` are the groups, largest first, into which its part of the escalation graph would fall, if
    it would. `is_top` says that it is a final authority itself.
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

    @property
    def is_harmless(self) -> bool:
        """Whether nothing would break."""
        return not (self.dangling or self.cut_off or self.stranded or self.orphans or self.apart)


def impact(graph: AgentGraph, agent: str, named_tops: tuple[str, ...] = ()) -> Impact:
    """Return what breaks if an agent is removed or renamed; `named_tops` are the authorities of the settings.

    Whoever is cut off is dominated by the agent: every one of its paths to the top runs through it.
    Raises KeyError for an id that the graph does not have.
    """
    relation = hierarchy_relation(graph)
    above = graph.successors(relation)
    authorities = tops(graph, named_tops)
    touching = [edge for edge in graph.edges if agent in (edge.source, edge.target)]
    references = {made for edge in touching for made in edge.references if made.agent != agent}
    counts = {name: sum(edge.relation == name and not edge.is_loop for edge in touching) for name in graph.relations}
    return Impact(
        graph=graph,
        agent=graph.agents[agent].id,
        hierarchy_relation=relation,
        is_top=agent in authorities,
        dangling=tuple(sorted(references, key=lambda made: (made.span, made.relation))),
        edges={name: count for name, count in counts.items() if count},
        cut_off=tuple(sorted(dominated(above, authorities, agent))),
        stranded=tuple(sorted(other for other, targets in above.items() if targets == [agent])),
        orphans=tuple(_orphans(graph, agent)),
        apart=tuple(_apart(above, agent)),
    )


def dominated(above: Mapping[str, Sequence[str]], authorities: frozenset[str], agent: str) -> set[str]:
    """Return who reaches an authority only through an agent; not the agent itself."""
    below = turned(above)
    without = {node: [other for other in others if other != agent] for node, others in below.items() if node != agent}
    now = reach(below, authorities & below.keys()).keys()
    return now - reach(without, (authorities & below.keys()) - {agent}).keys() - {agent}


def _orphans(graph: AgentGraph, agent: str) -> list[str]:
    """Return who is joined to this agent and to nobody else, a missing agent included, and names no group either."""
    others: dict[str, set[str]] = {}
    for edge in graph.links():
        others.setdefault(edge.source, set()).add(edge.target)
        others.setdefault(edge.target, set()).add(edge.source)
    return sorted(o for o, joined in others.items() if joined == {agent} and not graph.agents[o].wildcards)


def _apart(above: Mapping[str, Sequence[str]], agent: str) -> list[tuple[str, ...]]:
    """Return the groups into which the agent's component falls without it; nothing if it stays whole."""
    (home,) = [set(group) for group in weak_components(above) if agent in group]
    rest = {node: [o for o in above[node] if o != agent] for node in sorted(home) if node != agent}
    groups = weak_components(rest)
    return [tuple(group) for group in groups] if len(groups) > 1 else []
