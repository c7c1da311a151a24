"""Frames around agents that belong together: those of one group, or of one folder."""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.renderers.diagram import Cluster
from graphkit.renderers.options import Grouping
from graphkit.support.escape import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Node

LONGEST = 60
_DIVISIONS: tuple[tuple[Grouping, int], ...] = (("group", 1), ("folder", 3))
"""What may divide a team, and how many agents a part has on average at least."""


def home(graph: AgentGraph, agent: str, by: Grouping) -> str | None:
    """Return the group or the folder that an agent is in; None for one that no file defines."""
    definition = graph.agents.get(agent)
    if definition is None:
        return None
    return definition.group if by == "group" else PurePosixPath(definition.path).parent.as_posix()


def grouping(graph: AgentGraph) -> Grouping | None:
    """Return what divides a team: its groups, or, where all are in one, folders of three agents or more on average."""
    for by, fewest in _DIVISIONS:
        number = len({home(graph, agent, by) for agent in graph.agents})
        if 1 < number <= len(graph.agents) / fewest:
            return by
    return None


def team_names(graph: AgentGraph) -> dict[str, str]:
    """Return what the part of the team is called that each agent is in, by agent."""
    by = grouping(graph) or "group"
    homes = {agent: home(graph, agent, by) or "" for agent in graph.agents}
    if by == "group":
        return homes
    shared = list(dict.fromkeys(homes.values()))
    labels = {name: label_of(name, shared, by) for name in shared}
    tail = f"/{shared[0].rpartition('/')[2]}"
    if all(label.endswith(tail) for label in labels.values()):  # `checkout/agents`, `search/agents`
        labels = {name: label.removesuffix(tail) for name, label in labels.items()}
    return {agent: labels[name] for agent, name in homes.items()}


def clusters(graph: AgentGraph, nodes: Sequence[Node], by: Grouping | None) -> tuple[Cluster, ...]:
    """Return the frames, sorted by name; none when not asked for. A label leaves out the folders that all share."""
    members: dict[str, set[str]] = {}
    for node in nodes if by else ():
        name = home(graph, node.agent, by or "group")
        if name is not None:
            members.setdefault(name, set()).add(node.id)
    named = sorted(members.items())
    labels = [label_of(name, list(members), by or "group") for name, _ in named]
    return tuple(Cluster(f"c-{n}", labels[n], frozenset(held)) for n, (_, held) in enumerate(named))


def label_of(name: str, names: Sequence[str], by: str) -> str:
    """Return what a group is called: of a folder without the folders that all of them share."""
    shared = _shared(list(names)) if by == "folder" else 0
    return clean(name[shared:] or PurePosixPath(name).name, LONGEST) or "."


def _shared(folders: Sequence[str]) -> int:
    """Return how many characters of their paths say nothing, because all of them begin with the same folders."""
    if len(folders) == 1:
        return len(folders[0].rpartition("/")[0]) + ("/" in folders[0])
    steps = zip(*(folder.split("/") for folder in folders), strict=False)
    return sum(len(step[0]) + 1 for step in takewhile(lambda step: len(set(step)) == 1, steps))
