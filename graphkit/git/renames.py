"""Ids that another state of the files has changed: `dev` is `dev@web/agents/dev.md` once it has a namesake.

Who compares two states must not take that for an agent that went and another that came.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graphkit.model.definitions import Definition, Reference
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.report import Report


def renamed(old: Report, new: AgentGraph) -> Report:
    """Return a report with the ids that its agents and ghosts have in a newer graph; whoever is gone keeps its own."""
    ids = _Ids(old.graph, new)
    if ids.same:
        return old
    agents = {ids.agents[name]: ids.agent(agent) for name, agent in old.graph.agents.items()}
    graph = replace(
        old.graph,
        agents=dict(sorted(agents.items(), key=itemgetter(0))),
        ghosts={ghost: replace(old.graph.ghosts[was], id=ghost) for ghost, was in sorted(ids.ghosts)},
        edges=tuple(sorted(map(ids.edge, old.graph.edges), key=_place_among_edges)),
        calls=tuple(call._replace(target=ids.agents.get(call.target, call.target)) for call in old.graph.calls),
    )
    live, suppressed, baselined = (
        tuple(map(ids.finding, findings)) for findings in (old.live, old.suppressed, old.baselined)
    )
    return replace(old, graph=graph, live=live, suppressed=suppressed, baselined=baselined)


class _Ids:
    """The ids of one graph, and what they are in another."""

    def __init__(self, old: AgentGraph, new: AgentGraph) -> None:
        self.agents = _counterparts(old, new)
        # A name that nobody defines is the same one where the same agent says it, whatever its id.
        missing = {(agent, canonical(new.ghosts[ghost].name)): ghost for agent, ghost in _dangling(new)}
        self._ghosts = {
            (agent, ghost): missing.get((self.agents[agent], canonical(old.ghosts[ghost].name)), ghost)
            for agent, ghost in _dangling(old)
        }
        self._edges = old.edges
        self.ghosts = {(now, was) for (_, was), now in self._ghosts.items()}
        self.same = all(was == now for was, now in (*self.agents.items(), *self.ghosts))

    @cached_property
    def _keys(self) -> dict[EdgeKey, EdgeKey]:
        return {(edge.source, edge.target, edge.relation): self._key(edge) for edge in self._edges}

    def agent(self, agent: Definition) -> Definition:
        """Return an agent under its new id."""
        return replace(agent, id=self.agents[agent.id], references=self._references(agent.references))

    def edge(self, edge: Edge) -> Edge:
        """Return an edge between the new ids."""
        source, target, _ = self._key(edge)
        return edge._replace(source=source, target=target, references=self._references(edge.references))

    def finding(self, finding: Finding) -> Finding:
        """Return a finding about the new ids."""
        edges, component, cut = (
            tuple(self._keys.get(key, key) for key in keys) for keys in (finding.edges, finding.component, finding.cut)
        )
        agents = tuple(self.agents.get(agent, agent) for agent in finding.agents)
        return replace(finding, agents=agents, edges=edges, component=component, cut=cut)

    def _key(self, edge: Edge) -> EdgeKey:
        source = self._ghosts.get((edge.target, edge.source)) or self.agents[edge.source]
        target = self._ghosts.get((edge.source, edge.target)) or self.agents[edge.target]
        if edge.symmetric and target < source:
            source, target = target, source
        return source, target, edge.relation

    def _references(self, references: Iterable[Reference]) -> tuple[Reference, ...]:
        return tuple(one._replace(agent=self.agents.get(one.agent, one.agent)) for one in references)


def _counterparts(old: AgentGraph, new: AgentGraph) -> dict[str, str]:
    """Return the new id of each old agent: of its name in its file, else of its id, else the only one of its name."""
    ways: tuple[Callable[[Definition], object], ...] = (_file_and_name, attrgetter("id"), _name)
    before, after = dict(old.agents), dict(new.agents)
    found: dict[str, str] = {}
    for way in ways:
        theirs = _by(way, after.values())
        for key, twins in _by(way, before.values()).items():
            others = theirs.get(key, [])
            if len(twins) == len(others) and (len(twins) == 1 or way is _file_and_name):
                for one, other in zip(twins, others, strict=True):
                    found[one.id] = other.id
                    del before[one.id], after[other.id]
    return found | {name: name for name in before}


def _by(way: Callable[[Definition], object], agents: Iterable[Definition]) -> dict[object, list[Definition]]:
    found: dict[object, list[Definition]] = {}
    for agent in sorted(agents, key=attrgetter("span")):
        found.setdefault(way(agent), []).append(agent)
    return found


def _file_and_name(agent: Definition) -> tuple[str, str]:
    return agent.path, _name(agent)


def _name(agent: Definition) -> str:
    return canonical(agent.name)


def _dangling(graph: AgentGraph) -> list[tuple[str, str]]:
    """Return the agents that name somebody who is not defined, each with that ghost."""
    ends = [(edge.source, edge.target) for edge in graph.dangling()]
    return [(one, other) if other in graph.ghosts else (other, one) for one, other in ends]


def _place_among_edges(edge: Edge) -> tuple[str, str, str, str]:
    return edge.relation, edge.source, edge.target, edge.label or ""
