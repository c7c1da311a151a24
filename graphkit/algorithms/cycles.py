"""The evidence for a cycle, and a way out of it. Cycles are never enumerated: there may be millions."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Arc: TypeAlias = tuple[str, str]
"""Source and target."""


def shortest_cycle(successors: Mapping[str, Sequence[str]], members: Collection[str]) -> list[str]:
    """Return a shortest cycle of a component as a list of nodes; the last one leads back to the first.

    `members` is one of `components()`. The list begins with its smallest name. A breadth-first search starts only
    at nodes that some cycle cannot avoid, goes no deeper than the best so far, and forgets nodes that are done.
    """
    arcs = _inside(successors, members)
    best: list[str] = []
    for start in sorted({source for source, _ in _backward(arcs)}):
        best = _cycle_through(start, arcs, len(best)) or best
        if len(best) == 2:
            break
        del arcs[start]
    first = best.index(min(best))
    return best[first:] + best[:first]


def cut(successors: Mapping[str, Sequence[str]], members: Collection[str], doubtful: Collection[Arc] = ()) -> list[Arc]:
    """Suggest edges to remove so that no cycle is left in a component: few, but not promised to be the fewest.

    None of them is superfluous: with any one put back there is a cycle. `doubtful` edges are cut in preference.
    Source: P. Eades, X. Lin, W. F. Smyth, A fast and effective heuristic for the feedback arc set problem, 1993;
    then every edge is put back that closes no cycle.
    """
    arcs = _inside(successors, members)
    suspects = {(source, target) for source, targets in arcs.items() for target in targets} & set(doubtful)
    kept = {source: {t for t in targets if (source, t) not in suspects} for source, targets in arcs.items()}
    backward = _backward(kept)
    for source, target in backward:
        kept[source].discard(target)
    before = _reversed(kept)
    suggested = []
    for source, target in [*backward, *sorted(suspects)]:
        if _reaches(kept, before, target, source):
            suggested.append((source, target))
        else:
            kept[source].add(target)
            before[target].add(source)
    return sorted(suggested)


def _inside(successors: Mapping[str, Sequence[str]], members: Collection[str]) -> dict[str, list[str]]:
    """Return the adjacency among the members, sorted, without loops."""
    inside = set(members)
    return {node: sorted(inside.intersection(successors.get(node, ())) - {node}) for node in sorted(inside)}


def _cycle_through(start: str, arcs: Mapping[str, Sequence[str]], limit: int) -> list[str]:
    """Return a shortest cycle through a node, or nothing if there is none shorter than `limit` (0: no limit)."""
    came_from = {start: start}
    frontier = [start]
    length = 1
    while frontier and (not limit or length < limit):
        following = []
        for node in frontier:
            for target in arcs[node]:
                if target == start:
                    return _walk_back(came_from, node)
                if target in arcs and target not in came_from:
                    came_from[target] = node
                    following.append(target)
        frontier = following
        length += 1
    return []


def _walk_back(came_from: Mapping[str, str], node: str) -> list[str]:
    path = [node]
    while came_from[path[-1]] != path[-1]:
        path.append(came_from[path[-1]])
    return path[::-1]


def _backward(arcs: Mapping[str, Collection[str]]) -> list[Arc]:
    """Return the edges that run against the Eades-Lin-Smyth order, sorted: every cycle has at least one."""
    place = {node: position for position, node in enumerate(_order(arcs))}
    return sorted((source, target) for source in arcs for target in arcs[source] if place[source] > place[target])


def _order(arcs: Mapping[str, Collection[str]]) -> list[str]:
    """Sinks go to the end, sources to the front, and else the node that gives most and takes least to the front."""
    before = _reversed(arcs)
    outs = {node: len(targets) for node, targets in arcs.items()}
    ins = {node: len(sources) for node, sources in before.items()}

    def priority(node: str) -> tuple[bool, int, str]:
        return (bool(outs[node] and ins[node]), ins[node] - outs[node], node)

    heap = [priority(node) for node in arcs]
    heapify(heap)
    head: list[str] = []
    tail: list[str] = []
    waiting = set(arcs)
    while heap:
        entry = heappop(heap)
        node = entry[2]
        if node not in waiting or entry != priority(node):
            continue
        waiting.discard(node)
        (head if outs[node] else tail).append(node)
        for neighbours, degree in ((arcs[node], ins), (before[node], outs)):
            for neighbour in neighbours:
                degree[neighbour] -= 1
                heappush(heap, priority(neighbour))
    return head + tail[::-1]


def _reversed(arcs: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    before: dict[str, set[str]] = {node: set() for node in arcs}
    for source, targets in arcs.items():
        for target in targets:
            before[target].add(source)
    return before


def _reaches(after: Mapping[str, set[str]], before: Mapping[str, set[str]], start: str, goal: str) -> bool:
    """Search from both ends at once, always where fewer nodes wait: much shorter than from one end."""
    here, there = (after, {start}, {start}), (before, {goal}, {goal})
    while here[1] and there[1]:
        if len(here[1]) > len(there[1]):
            here, there = there, here
        arcs, frontier, seen = here
        fresh = set().union(*(arcs[node] for node in frontier)) - seen
        if fresh & there[2]:
            return True
        seen |= fresh
        here = (arcs, fresh, seen)
    return False
