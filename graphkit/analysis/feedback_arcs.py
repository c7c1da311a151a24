"""An order in which most arcs run forward, and which arcs can be added without closing a cycle.

Nodes are numbers from 0; `arcs[n]` are the targets of node n, sorted.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Arcs: TypeAlias = list[list[int]]


def backward(arcs: Arcs) -> Iterator[tuple[int, int]]:
    """Yield the arcs that run against the Eades-Lin-Smyth order, sorted: every cycle has at least one."""
    return _against(arcs, _places(arcs))


class Ordering:
    """The nodes in an order in which all arcs run forward; those that cannot are `left_out`, to be asked for once.

    `add` takes one more arc unless it would close a cycle. It looks only at nodes between the two ends, and
    moves those that are in the way. `cost` counts the nodes and arcs that were looked at.
    Source: D. J. Pearce, P. H. J. Kelly, A dynamic topological sort algorithm for directed acyclic graphs, 2007.
    """

    def __init__(self, arcs: Arcs) -> None:
        self._place = place = _places(arcs)
        self.left_out = _against(arcs, list(place))
        self._after = [[t for t in targets if place[t] > place[node]] for node, targets in enumerate(arcs)]
        self._before: Arcs = [[] for _ in arcs]
        for node, targets in enumerate(self._after):
            for target in targets:
                self._before[target].append(node)
        self.cost = 0

    def add(self, source: int, target: int) -> bool:
        """Add an arc and return True, unless it closes a cycle."""
        if self._place[source] > self._place[target]:
            if self._reaches(target, source):
                return False
            self._move(source, target)
        self._after[source].append(target)
        self._before[target].append(source)
        return True

    def _reaches(self, start: int, goal: int) -> bool:
        """Search from both ends at once, always where fewer nodes wait, and only at places between the two."""
        place, low, high = self._place, self._place[start], self._place[goal]
        here = (self._after, {start}, {start})
        there = (self._before, {goal}, {goal})
        while here[1] and there[1]:
            if len(here[1]) > len(there[1]):
                here, there = there, here
            arcs, frontier, seen = here
            fresh = {node for old in frontier for node in arcs[old] if low <= place[node] <= high}
            fresh -= seen
            self.cost += len(frontier) + len(fresh)
            if not fresh.isdisjoint(there[2]):
                return True
            seen |= fresh
            here = (arcs, fresh, seen)
        return False

    def _move(self, source: int, target: int) -> None:
        """Put all that leads to the source before all that the target leads to, in the places that they hold."""
        low, high = self._place[target], self._place[source]
        leading = self._closure(source, self._before, low, high)
        following = self._closure(target, self._after, low, high)
        places = sorted(self._place[node] for node in (*leading, *following))
        for node, place in zip((*leading, *following), places, strict=True):
            self._place[node] = place

    def _closure(self, start: int, arcs: Arcs, low: int, high: int) -> list[int]:
        place = self._place
        seen = {start}
        found = [start]
        for node in found:
            for other in arcs[node]:
                if other not in seen and low <= place[other] <= high:
                    seen.add(other)
                    found.append(other)
        self.cost += len(found)
        return sorted(found, key=place.__getitem__)


def _against(arcs: Arcs, place: list[int]) -> Iterator[tuple[int, int]]:
    return ((node, target) for node, targets in enumerate(arcs) for target in targets if place[node] > place[target])


def _places(arcs: Arcs) -> list[int]:
    """Return the place of each node: sinks last, sources first, and else what gives most and takes least before."""
    before: Arcs = [[] for _ in arcs]
    for node, targets in enumerate(arcs):
        for target in targets:
            before[target].append(node)
    outs, ins = [len(targets) for targets in arcs], [len(sources) for sources in before]
    size = len(arcs)

    def priority(node: int) -> int:
        """Return one number that sorts as "is neither sink nor source", arcs in less arcs out, node."""
        inner = bool(outs[node] and ins[node])
        return ((2 * size * inner) + ins[node] - outs[node] + size) * size + node

    waiting = [priority(node) for node in range(len(arcs))]
    """For each node an entry of the heap that is not above its priority. So nothing is added where one has grown."""
    heap = waiting.copy()
    heapify(heap)
    head: list[int] = []
    tail: list[int] = []
    done = bytearray(len(arcs))
    while heap:
        entry = heappop(heap)
        node = entry % size
        if done[node]:
            continue
        if entry < (now := priority(node)):
            waiting[node] = now
            heappush(heap, now)
            continue
        done[node] = True
        (head if outs[node] else tail).append(node)
        for neighbours, degree in ((arcs[node], ins), (before[node], outs)):
            for neighbour in neighbours:
                degree[neighbour] -= 1
        for neighbour in chain(arcs[node], before[node]):
            if not done[neighbour] and (now := priority(neighbour)) < waiting[neighbour]:
                waiting[neighbour] = now
                heappush(heap, now)
    place = [0] * len(arcs)
    for position, node in enumerate(head + tail[::-1]):
        place[node] = position
    return place
