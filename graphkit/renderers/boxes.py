"""Agents and missing names as boxes: what is written in them, and what they say about their agent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.renderers import tooltips
from graphkit.renderers.diagram import Node, State
from graphkit.renderers.links import address
from graphkit.renderers.style import tone
from graphkit.renderers.text import LINE_HEIGHT, SMALL_HEIGHT, SMALL_SIZE, width, wrap
from graphkit.support.escape import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.options import RenderOptions

PADDING = 18.0
FONT_SLACK = 1.1
"""A reader without Helvetica may see a wider font."""
MIN_WIDTH = 54.0
LONGEST_NOTE = 40
_REMARKS = {State.GHOST: ("(not defined)",), State.EXTERNAL: ("(external)",)}


def boxes(graph: AgentGraph, remarks: tooltips.Remarks | None, options: RenderOptions) -> tuple[Node, ...]:
    """Return a box for each agent and each missing name, in the order of their ids."""
    linked = _linked(graph)
    crowds = {agent for members in graph.by_root().values() if len(members) > 1 for agent in members}
    files = namesake_files(graph)
    drawn = {call.target for call in graph.calls if call.source in graph.agents}
    ranks = {rank for rank in map(graph.rank, graph.agents) if rank is not None}
    nodes = []
    for number, agent in enumerate([*sorted(graph.agents), *sorted(graph.ghosts)]):
        state = _state(graph, agent, linked, crowds)
        lines = wrap(graph.label(agent)) + _REMARKS.get(state, ())
        rank = graph.rank(agent)
        level = _level(graph.levels[rank]) if rank is not None and len(ranks) > 1 else ""
        badge = "" if agent in drawn else _badge(graph, agent)
        kind = graph.callers[agent].kind if state is State.CALLER and not agent[:1].isdigit() else ""
        note = clean(" · ".join(filter(None, (level, files.get(agent, ""), badge, kind))), LONGEST_NOTE)
        room = max(MIN_WIDTH, *map(width, lines), width(note, SMALL_SIZE))
        nodes.append(
            Node(
                id=f"n-{number}",
                agent=agent,
                lines=lines,
                level=None if rank is None else graph.levels[rank],
                rank=rank,
                tone=None if rank is None else tone(rank, len(graph.levels)),
                state=state,
                tooltip="" if remarks is None else tooltips.of_agent(graph, agent, remarks),
                width=room * FONT_SLACK + PADDING,
                height=26.0 + LINE_HEIGHT * (len(lines) - 1) + (SMALL_HEIGHT if note else 0),
                link=address(graph, agent, options.link_prefix),
                marked=options.highlight is not None and agent in options.highlight.agents,
                note=note,
            )
        )
    return tuple(nodes)


def single_teams(graph: AgentGraph) -> frozenset[str]:
    """Return the agents that are a roster of their own and have no relation: no rule reports them as orphans.

    They are counted, not drawn, unless there is nothing else to draw.
    """
    linked = _linked(graph)
    alone = frozenset(
        agent for members in graph.by_root().values() if len(members) == 1 for agent in members if agent not in linked
    )
    return frozenset() if graph.unread or len(alone) == len(graph.agents) else alone


def noted(node: Node, words: str) -> Node:
    """Return a box with words added to its small line, and with room for them."""
    if not words:
        return node
    note = clean(" · ".join(filter(None, (node.note, words))), LONGEST_NOTE)
    wide = max(node.width, width(note, SMALL_SIZE) * FONT_SLACK + PADDING)
    return replace(node, note=note, width=wide, height=node.height + (0 if node.note else SMALL_HEIGHT))


def _linked(graph: AgentGraph) -> set[str]:
    """Return the agents with a relation to an agent or to somebody outside."""
    found = set(chain.from_iterable((edge.source, edge.target) for edge in graph.links()))
    for edge in graph.dangling():
        if any(graph.ghosts[end].external for end in (edge.source, edge.target) if end in graph.ghosts):
            found.update((edge.source, edge.target))
    return found


def _state(graph: AgentGraph, agent: str, linked: Collection[str], crowds: Collection[str]) -> State:
    """Return what an agent is to the graph; an orphan is what the rule on orphans calls one."""
    if agent not in graph.agents:
        return State.EXTERNAL if graph.ghosts[agent].external else State.GHOST
    if agent in graph.callers:
        return State.CALLER
    alone = agent not in linked and agent not in graph.called and not graph.agents[agent].wildcards
    return State.ORPHAN if alone and (agent in crowds or graph.unread) else State.NORMAL


def _badge(graph: AgentGraph, agent: str) -> str:
    """Return how many callers call an agent that are not drawn themselves."""
    number = len(graph.calls_to(agent))
    return f"{number} call{'' if number == 1 else 's'}" if number else ""


def _level(name: str) -> str:
    return f"level {name}" if name.isdigit() else name


def namesake_files(graph: AgentGraph) -> Mapping[str, str]:
    """Return, for each agent whose name occurs several times, the end of its path that tells it from its namesakes."""
    namesakes: dict[str, list[Definition]] = {}
    for agent in graph.agents.values():
        namesakes.setdefault(agent.name, []).append(agent)
    files: dict[str, str] = {}
    for agents in namesakes.values():
        if len(agents) > 1:
            paths = {agent.id: PurePosixPath(agent.path).parts for agent in agents}
            ends = Counter(path[-length:] for path in set(paths.values()) for length in range(1, len(path) + 1))
            for name, path in paths.items():
                lengths = range(1, len(path) + 1)
                length = next((number for number in lengths if ends[path[-number:]] == 1), len(path))
                files[name] = "/".join(path[-length:] if length < 3 else (path[-length], "…", path[-1]))
    return files
