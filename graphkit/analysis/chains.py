"""Longest chains: how many steps a relation leads.

Adjacency is a mapping from a node to its successors; a successor that is no key has none of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.components import components

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def longest_chains(successors: Mapping[str, Sequence[str]]) -> list[list[tuple[str, str]]]:
    """Return a longest chain, as its edges, for each place at which chains begin: where no other edge leads to.

    Nodes that reach each other count as one, so that there is an answer and it is found in linear time; the edges
    inside such a group are no part of a chain. Of several longest chains the first in the order of names is taken.
    """
    group = {node: node for node in successors}
    for members in components(successors):
        group.update(dict.fromkeys(members, members[0]))
    edges: dict[str, list[tuple[str, str]]] = {}
    entered = set()
    for source in sorted(successors):
        for target in sorted(successors[source]):
            if group[source] != group.setdefault(target, target):
                edges.setdefault(group[source], []).append((source, target))
                entered.add(group[target])
    best: dict[str, tuple[int, tuple[str, str] | None]] = {}
    for node in _last_first(edges, group):
        ways = [(best[group[target]][0] + 1, (source, target)) for source, target in edges.get(node, ())]
        best[node] = max(ways, key=lambda way: way[0], default=(0, None))
    return [_chain(best, group, start) for start in sorted(set(group.values()) - entered)]


def _chain(
    best: Mapping[str, tuple[int, tuple[str, str] | None]], group: Mapping[str, str], start: str
) -> list[tuple[str, str]]:
    chain: list[tuple[str, str]] = []
    step = best[start][1]
    while step is not None:
        chain.append(step)
        step = best[group[step[1]]][1]
    return chain


def _last_first(edges: Mapping[str, Sequence[tuple[str, str]]], group: Mapping[str, str]) -> list[str]:
    """Return the groups so that each comes after all that it leads to; without recursion, for chains may be long."""
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(set(group.values())):
        stack = [(root, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack += [(group[target], False) for _, target in edges.get(node, ()) if group[target] not in seen]
    return order
