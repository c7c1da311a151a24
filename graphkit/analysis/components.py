"""Which agents belong together: those that reach each other, and those that are connected at all.

Adjacency is a mapping from a node to its successors; a successor that is no key has none of its own.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def components(successors: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the groups of two or more nodes in which everyone reaches everyone: where the cycles are.

    Each group is sorted, and so is the list. Linear, without recursion.
    Sources: R. Tarjan, Depth-first search and linear graph algorithms, 1972, on what is left after A. Kahn,
    Topological sorting of large networks, 1962: most relations hold no cycle at all, which counting tells quickest.
    """
    successors = _circling(successors)
    found: list[list[str]] = []
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_nodes: dict[str, None] = {}

    def enter(node: str) -> tuple[str, Iterator[str]]:
        number[node] = lowest[node] = len(number)
        open_nodes[node] = None
        return node, iter(successors.get(node, ()))

    for root in successors:
        path = [] if root in number else [enter(root)]
        while path:
            node, rest = path[-1]
            for target in rest:
                if target not in number:
                    path.append(enter(target))
                    break
                if target in open_nodes:
                    lowest[node] = min(lowest[node], number[target])
            else:
                path.pop()
                if path:
                    parent = path[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == number[node]:
                    found.append(_close(open_nodes, node))
    return sorted(group for group in found if len(group) > 1)


def weak_components(successors: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the groups of nodes that are connected when directions are ignored, single nodes included.

    Each group is sorted; the largest comes first, groups of one size by their names.
    """
    nodes = {*successors, *chain.from_iterable(successors.values())}
    return joined(nodes, ((node, target) for node, targets in successors.items() for target in targets))


def joined(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the same for nodes and pairs of them that are connected.

    The smaller of two groups goes over to the larger one, so that no node moves more often than a group can double.
    """
    group = {node: [node] for node in nodes}
    apart = len(group) - 1
    for source, target in pairs:
        large, small = group[source], group[target]
        if large is not small:
            if len(large) < len(small):
                large, small = small, large
            large += small
            group.update(dict.fromkeys(small, large))
            apart -= 1
            if not apart:
                break
    found = {id(members): members for members in group.values()}
    return sorted(map(sorted, found.values()), key=lambda members: (-len(members), members))


def _circling(successors: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the adjacency of the nodes that lie on a cycle, or that one leads to."""
    waiting = Counter(chain.from_iterable(successors.values()))
    ready = [node for node in successors if node not in waiting]
    for node in ready:
        for target in successors.get(node, ()):
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return {node: targets for node, targets in successors.items() if waiting[node]}


def _close(open_nodes: dict[str, None], root: str) -> list[str]:
    group = []
    while root in open_nodes:
        group.append(open_nodes.popitem()[0])
    return sorted(group)
