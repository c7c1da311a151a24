"""Agents under another id in another state of the files: renamed or moved in git, or with a namesake that came or went.

`dev` is `dev@web/agents/dev.md` once it has a namesake. Neither is an agent removed and another one added.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.model.report import Report


NO_MOVES: Mapping[str, str] = MappingProxyType({})


def renamed(old: Report, new: AgentGraph, moved: Mapping[str, str] = NO_MOVES) -> Report:
    """Return a report with the ids that its agents and ghosts have in a newer graph; a removed one keeps its own.

    `moved` is the new path of each file that was moved between the two.
    """
    ids = _Ids(old.graph, new, moved)
    if ids.same and not moved:
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

    def __init__(self, old: AgentGraph, new: AgentGraph, moved: Mapping[str, str]) -> None:
        self.agents = _counterparts(old, new, moved)
        paths = {agent.path for agent in new.agents.values()}
        self._moved = {before: after for before, after in moved.items() if after in paths}
        # A name that no agent defines is the same one where the same agent says it, whatever its id.
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
        span = finding.span._replace(path=self._moved.get(finding.span.path, finding.span.path))
        return replace(finding, agents=agents, edges=edges, component=component, cut=cut, span=span)

    def _key(self, edge: Edge) -> EdgeKey:
        source = self._ghosts.get((edge.target, edge.source)) or self.agents[edge.source]
        target = self._ghosts.get((edge.source, edge.target)) or self.agents[edge.target]
        if edge.symmetric and target < source:
            source, target = target, source
        return source, target, edge.relation

    def _references(self, references: Iterable[Reference]) -> tuple[Reference, ...]:
        return tuple(one._replace(agent=self.agents.get(one.agent, one.agent)) for one in references)


def _counterparts(old: AgentGraph, new: AgentGraph, moved: Mapping[str, str]) -> dict[str, str]:
    """Return the new id of each old agent: of its name in its file, else of its id, else the only one of its name.

    What is left is paired by its file, if that contains one agent on both sides: it has another name now.
    """
    before = {name: _at(agent, moved.get(agent.path)) for name, agent in old.agents.items()}
    after = dict(new.agents)
    sizes = Counter(agent.path for agent in before.values()) | Counter(agent.path for agent in after.values())

    def file(agent: Definition) -> object:
        return agent.path if sizes[agent.path] == 1 else agent.id

    ways: tuple[Callable[[Definition], object], ...] = (_file_and_name, attrgetter("id"), _name, file)
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


def _at(agent: Definition, path: str | None) -> Definition:
    return agent if path is None else replace(agent, span=agent.span._replace(path=path))


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
