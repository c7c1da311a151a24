"""Numbers in words, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.discovery_summary import left_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Stats


def count(number: int, noun: str) -> str:
    """Return `1 agent`, `2 agents`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(stats: Stats) -> str:
    """Return how much was read: `10 files, 9 agents, 15 escalation + 13 parallel edges, 4 callers, 12 calls`."""
    prose = f" ({stats.prose} only in prose)" if stats.prose else ""
    calls = f", {count(stats.callers, 'caller')}, {count(stats.calls, 'call')}" if stats.callers else ""
    return f"{count(stats.files, 'file')}, {count(stats.agents, 'agent')}, {edges(stats.edges)}{prose}{calls}"


def edges(found: Mapping[str, int]) -> str:
    """Return `15 escalation + 13 parallel edges`, `no edges`."""
    listed = " + ".join(f"{number} {relation}" for relation, number in found.items())
    return f"{listed or 'no'} {'edge' if list(found.values()) == [1] else 'edges'}"


def more(items: Sequence[object], shown: int) -> list[str]:
    """Return `3 more` for what a list has beyond what is shown, or nothing."""
    return [f"{len(items) - shown} more"] if len(items) > shown else []


def outside(number: int) -> str:
    """Return `12 more to or from names that no agent defines`."""
    return f"{number} more to or from names that no agent defines"


def outsider(graph: AgentGraph, name: str) -> str:
    """Return what a name without a definition is: `external`, or `not defined`; empty for an agent."""
    ghost = graph.ghosts.get(name)
    return "" if ghost is None else "external" if ghost.external else "not defined"


def unread(relations: int) -> str:
    """Return the advice to read prose, where fields hold next to nothing."""
    verb = "seems" if relations == 1 else "seem"
    return f"{count(relations, 'relation')} {verb} to stand in prose only; --prose reads them"


def gone(number: int) -> str:
    """Return `1 no longer occurs`, `2 no longer occur`."""
    return f"{number} no longer occur{'s' if number == 1 else ''}"


def severities(found: Mapping[str, int]) -> list[str]:
    """Return `0 errors`, `13 warnings`, `4 info`, the heaviest first."""
    return [f"{number} info" if severity == "info" else count(number, severity) for severity, number in found.items()]


def beside(graph: AgentGraph) -> Iterator[str]:
    """Yield what there is beside the agents that are described: the rest of a team, and files that are no agents."""
    rest = sum(place.agents for place in graph.survey.places) - len(graph.agents) if graph.named is not None else 0
    if rest > 0:
        yield f"{count(rest, 'more agent')} of the team {'is' if rest == 1 else 'are'} read, and not described here"
    yield from left_alone(graph.survey)
