"""Pairs of agents that look like one."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from graphkit.analysis.agent_similarity import expertise, jaccard, tools
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.graph import AgentGraph

ALIKE = 0.5
"""The share of common expertise from which a pair is worth a look."""

COMMON = 200
"""Expertise that more agents than this claim tells nobody apart, and would make too many pairs."""


class Overlap(NamedTuple):
    """Two agents and how much they share (Jaccard, 0 to 1) of expertise and of tools; `shared` is the expertise."""

    first: str
    second: str
    expertise: float
    tools: float
    shared: tuple[str, ...]

    @property
    def looks_like_one(self) -> bool:
        """Whether they differ so little that one of them may be superfluous."""
        return self.expertise >= ALIKE and self.tools >= ALIKE


def overlaps(graph: AgentGraph, least: float = 0.0) -> tuple[tuple[Overlap, ...], bool]:
    """Return the pairs that share expertise, the most alike first, and whether all pairs were compared."""
    known = {agent: expertise(definition) for agent, definition in graph.agents.items()}
    owners: dict[str, list[str]] = {}
    for agent, subjects in known.items():
        for subject in subjects:
            owners.setdefault(subject, []).append(agent)
    pairs = {pair for agents in owners.values() if len(agents) <= COMMON for pair in combinations(agents, 2)}
    found = []
    for first, second in pairs:
        alike = round(jaccard(known[first], known[second]), 4)
        if alike > least:
            common_tools = round(jaccard(tools(graph.agents[first]), tools(graph.agents[second])), 4)
            shared = tuple(sorted(known[first] & known[second]))
            found.append(Overlap(first, second, alike, common_tools, shared))
    found.sort(key=lambda one: (-one.expertise, -one.tools, one.first, one.second))
    return tuple(found), all(len(agents) <= COMMON for agents in owners.values())
