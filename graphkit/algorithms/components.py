"""Which agents belong together: those that reach each other, and those that are connected at all.

Adjacency is a mapping from a node to its successors; a successor that is no key has none of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def components(successors: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the groups of two or more nodes in which everyone reaches everyone: where the cycles are.

    Each group is sorted, and so is the list. Linear, without recursion.
    Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972.
    """
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
    neighbours: dict[str, set[str]] = {node: set() for node in successors}
    for node, targets in successors.items():
        for target in targets:
            neighbours[node].add(target)
            neighbours.setdefault(target, set()).add(node)
    found: list[list[str]] = []
    seen: set[str] = set()
    for root in neighbours:
        if root in seen:
            continue
        seen.add(root)
        group = [root]
        for node in group:
            unseen = neighbours[node] - seen
            seen |= unseen
            group.extend(unseen)
        found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group))


def _close(open_nodes: dict[str, None], root: str) -> list[str]:
    group = []
    while root in open_nodes:
        group.append(open_nodes.popitem()[0])
    return sorted(group)
