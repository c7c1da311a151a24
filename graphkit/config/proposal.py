"""The proposed configuration of `graphkit init`: fields that are read already, new relations, levels, externals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.config.defaults import PEOPLE
from graphkit.model.names import words
from graphkit.model.proposal import FieldProposal, Proposal, Read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.graph import AgentGraph

LEVEL_WORDS = (
    "intern", "trainee", "assistant", "junior", "associate", "worker", "specialist", "expert", "mid", "intermediate",
    "engineer", "senior", "lead", "coordinator", "manager", "staff", "principal", "architect", "orchestrator",
    "director", "head", "vp", "executive", "chief",
)  # fmt: skip
"""Words for levels, the lowest first: the order in which levels of other names are proposed."""


def propose(graph: AgentGraph, paths: tuple[str, ...], unmapped: Sequence[FieldProposal]) -> Proposal:
    """Return the configuration that fits the agents of a graph; `unmapped` are the fields that no relation reads."""
    levels, is_usual, strays = _levels(graph)
    missing = _missing(graph)
    outside = {name for name in missing if PEOPLE & set(words(name))}
    return Proposal(
        agents=len(graph.agents),
        roots=tuple(graph.by_root()),
        paths=paths,
        read=tuple(_read(graph)),
        unmapped=tuple(unmapped),
        levels=levels,
        is_usual=is_usual,
        externals=tuple(sorted(outside)),
        unknown=tuple((name, number) for name, number in sorted(missing.items()) if name not in outside),
        strays=strays,
    )


def _read(graph: AgentGraph) -> list[Read]:
    found: dict[str, Counter[str]] = {}
    for edge in graph.edges:
        found.setdefault(edge.relation, Counter()).update(reference.field for reference in edge.references)
    return [Read(name, dict(sorted(found[name].items()))) for name in graph.relations if name in found]


def _levels(graph: AgentGraph) -> tuple[tuple[str, ...], bool, tuple[tuple[str, int], ...]]:
    """Return the levels in order, whether that order is known, and the levels that are left out of it."""
    used = Counter(agent.level.text.strip().casefold() for agent in graph.agents.values() if agent.level is not None)
    known = [level for level in graph.levels if level.casefold() in used]
    strays = {level: used[level] for level in sorted(used) if level not in map(str.casefold, known)}
    if 4 * sum(strays.values()) <= used.total():
        return tuple(known), True, tuple(strays.items())
    return tuple(sorted(used, key=_height)), False, ()


def _height(level: str) -> tuple[int, float, str]:
    """Return the sort key of a level, the lowest first: of numbers the highest is the lowest, 0 is the top."""
    if level.isdecimal():
        return (len(LEVEL_WORDS), -float(level), level)
    places = [place for place, word in enumerate(LEVEL_WORDS) for part in words(level) if part.startswith(word)]
    return (max(places, default=-1), 0.0, level)


def _missing(graph: AgentGraph) -> dict[str, int]:
    found: Counter[str] = Counter()
    for edge in graph.dangling():
        for end in {edge.source, edge.target}:
            if end in graph.ghosts and not graph.ghosts[end].external:
                found[graph.ghosts[end].name] += len(edge.references)
    return dict(found)
