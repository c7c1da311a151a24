"""In which order agents can work, and who of them at the same time."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from graphkit.analysis.components import components
from graphkit.analysis.groups import mutual, says
from graphkit.analysis.reach import reach, reversed_adjacency
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from graphkit.model.graph import AgentGraph, Edge

MOST_SERIAL = 10_000
"""Pairs looked at; a wave of n agents has n(n-1)/2."""


class Serial(NamedTuple):
    """Two agents of one wave that must take turns only because `silent` have not declared them compatible."""

    first: str
    second: str
    silent: tuple[str, ...]


class Wave(NamedTuple):
    """Agents whose predecessors have all worked: sets that run one after the other, each one's members together."""

    sets: tuple[tuple[str, ...], ...]
    serial: tuple[Serial, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The waves of a workflow. `idle` have no directed workflow edge (or none that leads to the goal).

    `ignored` are the edges inside `cycles`, whose members are in one wave because each waits for the others.
    `complete` is False when not every pair was looked at.
    """

    graph: AgentGraph
    relations: tuple[str, ...]
    goal: str | None
    waves: tuple[Wave, ...]
    circles: tuple[tuple[str, ...], ...]
    ignored: tuple[Edge, ...]
    idle: tuple[str, ...]
    complete: bool


def plan(graph: AgentGraph, goal: str | None = None, relations: Sequence[str] = ("workflow",)) -> Plan:
    """Return the waves in which agents can work; with a goal, only of those whose work leads to it.

    The waves are the topological generations of the graph whose nodes are the strongly connected components.
    Source: A. B. Kahn, Topological sorting of large networks, 1962.
    """
    edges = [e for name in relations for e in graph.links(name) if not e.symmetric]
    after: dict[str, list[str]] = {agent: [] for agent in graph.agents}
    for source, target in sorted({(edge.source, edge.target) for edge in edges}):
        after[source].append(target)
    joined = {end for edge in edges for end in (edge.source, edge.target)}
    taking_part = joined if goal is None else set(reach(reversed_adjacency(after), [goal]))
    inside = {agent: [o for o in after[agent] if o in taking_part] for agent in sorted(taking_part)}
    circles = components(inside)
    home = {agent: circle[0] for circle in circles for agent in circle}
    friends = mutual(graph)
    said = says(graph)
    budget = MOST_SERIAL
    waves = []
    for generation in generations(inside, home):
        sets = _split(generation, friends)
        serial = _serial(sets, said, budget)
        budget -= len(serial)
        waves.append(Wave(sets, tuple(serial)))
    return Plan(
        graph=graph,
        relations=tuple(relations),
        goal=goal,
        waves=tuple(waves),
        circles=tuple(map(tuple, circles)),
        ignored=tuple(
            edge for edge in edges
            if edge.source in home and home.get(edge.source) == home.get(edge.target) and edge.source in taking_part
        ),
        idle=tuple(agent for agent in graph.agents if agent not in taking_part),
        complete=budget > 0,
    )  # fmt: skip


def generations(after: Mapping[str, Sequence[str]], home: Mapping[str, str]) -> list[list[str]]:
    """Return the generations, each sorted; agents with the same `home` (a cycle) count as one node."""
    nodes = {home.get(agent, agent) for agent in after}
    arcs = {(home.get(a, a), home.get(b, b)) for a in after for b in after[a]}
    waiting = dict.fromkeys(nodes, 0)
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for a, b in arcs:
        if a != b:
            waiting[b] += 1
            following[a].append(b)
    members: dict[str, list[str]] = {node: [] for node in nodes}
    for agent in after:
        members[home.get(agent, agent)].append(agent)
    ready = [node for node in nodes if not waiting[node]]
    found = []
    while ready:
        found.append(sorted(agent for node in ready for agent in members[node]))
        fresh = []
        for node in ready:
            for other in following[node]:
                waiting[other] -= 1
                if not waiting[other]:
                    fresh.append(other)
        ready = fresh
    return found


def _split(generation: Sequence[str], friends: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """Split a wave into sets that can run together: few, by taking those with the fewest friends first (greedy)."""
    here = set(generation)
    order = sorted(generation, key=lambda agent: (len(here.intersection(friends[agent])), agent))
    sets: list[list[str]] = []
    for agent in order:
        fitting = [group for group in sets if all(other in friends[agent] for other in group)]
        if fitting:
            max(fitting, key=len).append(agent)
        else:
            sets.append([agent])
    return tuple(sorted((tuple(sorted(group)) for group in sets), key=lambda group: (-len(group), group)))


def _serial(sets: Sequence[Sequence[str]], said: Mapping[str, set[str]], most: int) -> list[Serial]:
    """Return the pairs that no set joins, with those who would have to speak; at most so many."""
    found: list[Serial] = []
    for one, two in combinations(sets, 2):
        for a in one:
            for b in two:
                if len(found) >= most:
                    return sorted(found)
                pair = sorted((a, b))
                silent = [x for x, y in (pair, pair[::-1]) if y not in said[x]]
                if silent:
                    found.append(Serial(pair[0], pair[1], tuple(silent)))
    return sorted(found)
