"""The graph: agents, ghosts and typed edges, read-only."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import field
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.model.discovery import Survey
from graphkit.model.edges import ALONE, Ambiguity, DriftedHomes, EdgeEnds, EdgeKinds, Ghost, by_relation
from graphkit.model.edges import Edge as Edge
from graphkit.model.names import canonical
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    import networkx as nx

    from graphkit.model.calls import Caller, DeadCall
    from graphkit.model.code import ComputedTarget
    from graphkit.model.definitions import Definition, Problem, Skipped
    from graphkit.model.findings import InlineIgnore
    from graphkit.model.relations import Direction, Relation
    from graphkit.model.spans import Span

__all__ = ["AgentGraph", "Ambiguity", "DriftedHomes", "Edge", "Ghost"]

NO_CALLERS: Mapping[str, Caller] = MappingProxyType({})


@dataclass(frozen=True)
class AgentGraph:
    """All agents of a run in one typed directed graph.

    Agents are keyed by id and sorted by it; edges are sorted by (relation, source, target, label). An edge of an
    inverse field is turned round: `escalation` edges run from an agent to the one it escalates to. `named` are the ids
    of the agents that were asked about, where the others are read to resolve names only; None where all were.
    """

    agents: Mapping[str, Definition]
    ghosts: Mapping[str, Ghost]
    edges: tuple[Edge, ...]
    relations: Mapping[str, Relation]
    levels: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    ignores: tuple[InlineIgnore, ...] = ()
    survey: Survey = field(default_factory=Survey)
    named: frozenset[str] | None = None
    connection_ends: tuple[tuple[Span, str], ...] = ()
    """The places in lists of connections (`edges: [{from: a, to: b}]`) that no reference has, with the agent meant."""
    callers: Mapping[str, Caller] = field(default_factory=lambda: NO_CALLERS)
    calls: tuple[Edge, ...] = ()
    """Which caller calls which agent, by relation `calls`: beside the edges, so that nothing about agents sees them."""
    dead_calls: tuple[DeadCall, ...] = ()
    unread: int = 0
    """How many relations seem to be in prose that was not read; looked for only where fields hold next to none."""
    mentions: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    """Where texts mention agents that no edge links, a few places each."""

    covered: frozenset[str] = frozenset()
    """The agents that another one names without naming them: by a wildcard, as a group, or by a name of several."""

    computed: tuple[ComputedTarget, ...] = ()
    """The places in code that name agents which are computed at run time; `agent` is an id."""

    ambiguous: tuple[Ambiguity, ...] = ()
    drifted: tuple[DriftedHomes, ...] = ()

    def by_root(self) -> dict[str, list[str]]:
        """Return the agents of each root: an agents folder, or a roster."""
        found: dict[str, list[str]] = {}
        for agent in self.agents.values():
            found.setdefault(agent.root, []).append(agent.id)
        return dict(sorted(found.items()))

    def of_relation(self, relation: str) -> tuple[Edge, ...]:
        """Return all edges of a relation, those to missing names and to oneself included."""
        return tuple(self._ends[relation].edges) if relation in self._ends else ()

    def links(self, relation: str | None = None, *, declared: bool = False) -> Iterator[Edge]:
        """Yield the edges between two different, defined agents: what counts and pictures are made of.

        `declared` leaves out those in prose only, for no rule may call an agent wrong for what graphkit only
        understood so, and those of a pattern only, which says who may be called and not who is.
        """
        if relation is None:
            return iter(self._declared if declared else self._kinds.links)
        return iter((self._declared_of if declared else self._links_of).get(relation, ()))

    def undeclared(self) -> Iterator[Edge]:
        """Yield the links that are in running text only: what `declared` leaves out."""
        return iter(self._kinds.undeclared)

    def loops(self) -> Iterator[Edge]:
        """Yield the edges by which an agent names itself."""
        return iter(self._kinds.loops)

    def dangling(self) -> Iterator[Edge]:
        """Yield the edges that have a ghost at one end, externals included."""
        return iter(self._kinds.dangling)

    def repeated(self) -> Iterator[Edge]:
        """Yield the edges that several references declare, those to missing names and to oneself included."""
        return iter(self._kinds.repeated)

    @property
    def is_bare(self) -> bool:
        """Whether next to no agent has a field with a relation: fewer than one in ten."""
        linked: set[str] = set()
        for edge in chain(self.links(declared=True), self._kinds.covered):
            if not edge.in_field:
                continue
            linked.update((edge.source, edge.target))
            if len(linked) * 10 >= len(self.agents):
                return False
        return len(self.agents) > 1

    def calls_to(self, agent: str) -> tuple[Edge, ...]:
        """Return the calls that reach an agent, in the order of their callers."""
        return tuple(self._calls_to.get(agent, ()))

    def calls_from(self, caller: str) -> tuple[Edge, ...]:
        """Return the calls of a caller, in the order of the agents."""
        return tuple(call for call in self.calls if call.source == caller)

    @cached_property
    def called(self) -> Set[str]:
        """The agents that some caller calls."""
        return frozenset(self._calls_to)

    @cached_property
    def _calls_to(self) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for call in self.calls:
            found.setdefault(call.target, []).append(call)
        return found

    def counts(self) -> dict[str, int]:
        """Count `links()` by relation, in the order of the relations."""
        return {name: len(self._links_of[name]) for name in self.relations if name in self._links_of}

    def outside_counts(self) -> dict[str, int]:
        """Count `dangling()` by relation: the edges to or from names that no agent defines, externals included."""
        found = Counter(edge.relation for edge in self.dangling() if not edge.is_loop)
        return {name: found[name] for name in self.relations if name in found}

    def call_counts(self) -> tuple[int, int]:
        """Count the callers that call any agent, and the pairs of a caller and an agent, however they are drawn."""
        pairs = {(reference.agent, call.target) for call in self.calls for reference in call.references}
        return len({caller for caller, _ in pairs}), len(pairs)

    def outgoing(self, agent: str, relation: str) -> tuple[Edge, ...]:
        """Return the edges of a relation that leave an agent; symmetric edges count at both ends."""
        return tuple(self._ends[relation].leaving.get(agent, ())) if relation in self._ends else ()

    def incoming(self, agent: str, relation: str) -> tuple[Edge, ...]:
        """Return the edges of a relation that reach an agent; symmetric edges count at both ends."""
        return tuple(self._ends[relation].reaching.get(agent, ())) if relation in self._ends else ()

    def successors(self, relation: str, *, declared: bool = False) -> dict[str, list[str]]:
        """Return the adjacency of a relation over all agents, each list sorted: the input of the algorithms.

        Symmetric edges appear in both directions; loops and ghosts are left out, and with `declared` also what
        is in prose only.
        """
        found: dict[str, set[str]] = {agent: set() for agent in self.agents}
        for edge in self.links(relation, declared=declared):
            found[edge.source].add(edge.target)
            if edge.symmetric:
                found[edge.target].add(edge.source)
        return {agent: sorted(targets) for agent, targets in found.items()}

    def rank(self, agent: str) -> int | None:
        """Return the place of an agent's level in the order of levels, 0 the lowest; None if it has none."""
        return self._ranks.get(agent)

    def label(self, agent: str) -> str:
        """Return the name that people know an agent or a ghost by."""
        if agent in self.agents:
            return self.agents[agent].name
        return self.ghosts[agent].name if agent in self.ghosts else agent

    def view(self, relation: str) -> nx.DiGraph[str]:
        """Return one relation as a networkx graph of all agents, loops and ghosts left out."""
        import networkx

        graph: nx.DiGraph[str] = networkx.DiGraph()
        graph.add_nodes_from(self.agents)
        for source, targets in self.successors(relation).items():
            graph.add_edges_from((source, target) for target in targets)
        return graph

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return everything as a networkx MultiDiGraph; ghosts are nodes with `defined=False`."""
        import networkx

        graph: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for agent in self.agents.values():
            graph.add_node(agent.id, **_attributes(agent))
        for ghost in self.ghosts.values():
            graph.add_node(ghost.id, name=ghost.name, defined=False, external=ghost.external)
        for edge in self.edges:
            graph.add_edge(
                edge.source, edge.target, key=(edge.relation, edge.label), relation=edge.relation, label=edge.label,
                symmetric=edge.symmetric, resolved=edge.resolved, references=edge.references,
            )  # fmt: skip
        return graph

    @cached_property
    def _kinds(self) -> EdgeKinds:
        kinds = EdgeKinds([], [], [], [], [], [])
        for edge in self.edges:  # once for all kinds: a million edges are far apart in memory
            kind = edge.kind
            if len(edge) > ALONE:
                kinds.repeated.append(edge)
            if not kind.resolved:
                kinds.dangling.append(edge)
            if edge.source == edge.target:
                kinds.loops.append(edge)
            elif kind.resolved:
                kinds.links.append(edge)
                if kind.via is not None:
                    kinds.covered.append(edge)
                elif kind.prose:
                    kinds.undeclared.append(edge)
        return kinds

    @cached_property
    def _declared(self) -> Sequence[Edge]:
        kinds = self._kinds
        if not kinds.undeclared and not kinds.covered:
            return kinds.links
        return [edge for edge in kinds.links if edge.via is None and not edge.prose]

    @cached_property
    def _links_of(self) -> dict[str, Sequence[Edge]]:
        return by_relation(self._kinds.links)

    @cached_property
    def _declared_of(self) -> dict[str, Sequence[Edge]]:
        return self._links_of if self._declared is self._kinds.links else by_relation(self._declared)

    @cached_property
    def declaring(self) -> Mapping[tuple[str, Direction], Set[str]]:
        """By relation and direction the agents that have a field for it, even if it is empty."""
        found: defaultdict[tuple[str, Direction], set[str]] = defaultdict(set)
        for agent in self.agents.values():
            for kind in agent.declares:
                found[kind].add(agent.id)
        return dict(found)

    @cached_property
    def namesakes(self) -> Mapping[str, tuple[str, ...]]:
        """The agents whose name others go by too, each with those others: which one is meant depends on the file."""
        called: dict[str, list[str]] = {}
        for agent in self.agents.values():
            for alias in {canonical(alias) for alias in (agent.name, *agent.aliases)}:
                called.setdefault(alias, []).append(agent.id)
        several = {agent.id: called[canonical(agent.name)] for agent in self.agents.values()}
        return {
            agent: tuple(other for other in ids if other != agent) for agent, ids in several.items() if len(ids) > 1
        }

    @cached_property
    def _ranks(self) -> dict[str, int]:
        order = {level.casefold(): rank for rank, level in enumerate(self.levels)}
        levels = {name: agent.level.text.strip().casefold() for name, agent in self.agents.items() if agent.level}
        return {agent: order[level] for agent, level in levels.items() if level in order}

    @cached_property
    def _ends(self) -> dict[str, EdgeEnds]:
        return {relation: EdgeEnds(edges) for relation, edges in by_relation(self.edges).items()}


def _attributes(agent: Definition) -> dict[str, Any]:
    return {
        "name": agent.name,
        "defined": True,
        "path": agent.path,
        "line": agent.span.line,
        "level": agent.level.text if agent.level else None,
        "group": agent.group,
        "description": agent.description,
    }
