"""The evidence for a cycle, and a way out of it. Cycles are never enumerated: there may be millions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from graphkit.analysis.feedback_arcs import Arcs, Ordering, backward

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Arc: TypeAlias = tuple[str, str]
"""Source and target."""

BUDGET = 20_000_000
"""Arcs looked at for one component, some seconds. No folder of people's agents comes near it; a made-up one may."""


class Budget:
    """How much work a question may still take; when it is spent, the answer is good rather than best."""

    def __init__(self, steps: int = BUDGET) -> None:
        self.left = steps

    @property
    def spent(self) -> bool:
        """Whether the search was cut short, so that a shorter cycle or a smaller cut may exist."""
        return self.left < 0


def shortest_cycle(
    successors: Mapping[str, Iterable[str]], members: Collection[str], budget: Budget | None = None
) -> list[str]:
    """Return a shortest cycle of a component as a list of nodes; the last one leads back to the first.

    `members` is one of `components()`. The list begins with its smallest name. A breadth-first search starts only
    at nodes that some cycle cannot avoid, goes no deeper than the best so far, and forgets nodes that are done.
    With the budget spent it is a short cycle, perhaps not the shortest.
    """
    budget = budget or Budget()
    names, arcs = _numbered(successors, members)
    best: list[int] = []
    done = bytearray(len(names))
    for start in sorted({source for source, _ in backward(arcs)}):
        best = _cycle_through(start, arcs, done, len(best), budget) or best
        if len(best) == 2 or (budget.spent and best):
            break
        done[start] = True
    first = best.index(min(best))
    return [names[node] for node in best[first:] + best[:first]]


def cut(
    successors: Mapping[str, Iterable[str]],
    members: Collection[str],
    doubtful: Collection[Arc] = (),
    budget: Budget | None = None,
) -> dict[str, list[str]]:
    """Suggest edges to remove so that no cycle is left in a component: few, but not promised to be the fewest.

    They are returned as the targets of each source, sorted: of a component of thousands it may be millions.

    None of them is superfluous: with any one put back there is a cycle. `doubtful` edges are cut in preference.
    With the budget spent some may be superfluous.
    Source: P. Eades, X. Lin, W. F. Smyth, A fast and effective heuristic for the feedback arc set problem, 1993;
    then every edge is put back that closes no cycle, which an order that is kept up to date tells quickly.
    """
    budget = budget or Budget()
    names, arcs = _numbered(successors, members)
    number = {name: position for position, name in enumerate(names)}
    wanted = {(number[s], number[t]) for s, t in doubtful if s in number and t in number}
    suspects = sorted((source, target) for source, target in wanted if target in arcs[source])
    if wanted:
        arcs = [[target for target in targets if (node, target) not in wanted] for node, targets in enumerate(arcs)]
    ordering = Ordering(arcs)
    suggested: Arcs = [[] for _ in names]
    for source, target in chain(ordering.left_out, suspects):
        if ordering.cost > budget.left or not ordering.add(source, target):
            suggested[source].append(target)
    budget.left -= ordering.cost
    return {
        name: [names[target] for target in sorted(targets)]
        for name, targets in zip(names, suggested, strict=True)
        if targets
    }


def _numbered(successors: Mapping[str, Iterable[str]], members: Collection[str]) -> tuple[list[str], Arcs]:
    """Return the members, sorted, and the arcs among them by their numbers, sorted, without loops."""
    names = sorted(set(members))
    number = {name: position for position, name in enumerate(names)}
    return names, [
        sorted({number[target] for target in successors.get(name, ()) if target in number and target != name})
        for name in names
    ]


def _cycle_through(start: int, arcs: Arcs, done: bytearray, limit: int, budget: Budget) -> list[int]:
    """Return a shortest cycle through a node, or nothing if there is none shorter than `limit` (0: no limit)."""
    came_from = {start: start}
    frontier = [start]
    length = 1
    while frontier and (not limit or length < limit):
        following = []
        for node in frontier:
            budget.left -= len(arcs[node])
            for target in arcs[node]:
                if target == start:
                    return _walk_back(came_from, node)
                if target not in came_from and not done[target]:
                    came_from[target] = node
                    following.append(target)
        if budget.spent and limit:
            return []
        frontier = following
        length += 1
    return []


def _walk_back(came_from: Mapping[int, int], node: int) -> list[int]:
    path = [node]
    while came_from[path[-1]] != path[-1]:
        path.append(came_from[path[-1]])
    return path[::-1]
