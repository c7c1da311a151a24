"""The escalation hierarchy as rows of a tree, the authority first; each agent is there once, cycles end."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from graphkit.analysis.components import components
from graphkit.analysis.hierarchy import final_authorities, hierarchy_relation, outsiders_above
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphkit.model.graph import AgentGraph


DEEP = 20
"""Rows below this depth are not indented further, so that a chain of a thousand agents stays readable."""


class Row(NamedTuple):
    """One line of the tree.

    `last` says that no sibling follows. `again` marks an agent that also escalates to this one, but stands (with
    those below it) under another, `under`; `under` is empty where it is the root of this tree. `exits` are the
    outsiders to which a root escalates.
    """

    agent: str
    depth: int
    last: bool
    again: bool = False
    under: str = ""
    exits: tuple[str, ...] = ()


def authorities(graph: AgentGraph) -> list[str]:
    """Return the final authorities, the highest level first."""
    return sorted(final_authorities(graph), key=lambda agent: _height(graph, agent))


def rows(graph: AgentGraph) -> list[Row]:
    """Return the trees of all agents that escalate or take escalations.

    An agent is under the one it escalates to that is nearest to the top; one that escalates to outsiders alone is a
    root of its own. Of a cycle that nothing leads out of, the agent of the highest level (then with most escalations)
    becomes the root.
    """
    above = graph.successors(hierarchy_relation(graph))
    below = _below(above)
    leaving = outsiders_above(graph)
    roots = sorted({*authorities(graph), *leaving}, key=lambda agent: _height(graph, agent))
    parents = _parents([*roots, *_heads(graph, above, below)], below)
    found: list[Row] = []
    pending = [
        Row(root, 0, last=True, exits=leaving.get(root, ())) for root, parent in parents.items() if parent is None
    ][::-1]
    while pending:
        row = pending.pop()
        found.append(row)
        if row.again:
            continue
        children = below[row.agent]
        pending.extend(
            Row(
                child, row.depth + 1, child == children[-1],
                again=parents[child] != row.agent, under="" if parents[child] == row.agent else parents[child] or "",
            )
            for child in reversed(children)
        )  # fmt: skip
    return found


def _below(above: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Turn the adjacency round; each list stays sorted."""
    below: dict[str, list[str]] = {agent: [] for agent in above}
    for agent in sorted(above):
        for target in above[agent]:
            below[target].append(agent)
    return below


def _parents(roots: list[str], below: Mapping[str, list[str]]) -> dict[str, str | None]:
    """Give each agent the place that is nearest to a root: breadth first."""
    parents: dict[str, str | None] = dict.fromkeys(roots)
    queue = deque(roots)
    while queue:
        agent = queue.popleft()
        for child in below[agent]:
            if child not in parents:
                parents[child] = agent
                queue.append(child)
    return parents


def _heads(graph: AgentGraph, above: Mapping[str, list[str]], below: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield one agent of each cycle that nothing leads out of."""
    for members in components(above):
        circle = set(members)
        if all(target in circle for member in members for target in above[member]):
            yield min(members, key=lambda agent: (_height(graph, agent)[0], -len(below[agent]), agent))


def _height(graph: AgentGraph, agent: str) -> tuple[int, str]:
    rank = graph.rank(agent)
    return (-1 if rank is None else rank) * -1, agent
