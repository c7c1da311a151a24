"""Phrases that several answers share: agents with their level, edges, places, outsiders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.document import Untrusted, name, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.reporters import wording
from graphkit.reporters.document import Part, Phrase


def level(graph: AgentGraph, agent: str) -> tuple[Part, ...]:
    """Return the level of an agent in brackets, with a blank before it, or nothing."""
    definition = graph.agents.get(agent)
    if definition is None or definition.level is None:
        return ()
    return (" (", Untrusted(definition.level.text), ")")


def agent(graph: AgentGraph, who: str) -> Phrase:
    """Return the name of an agent and its level; of an outsider, that it is external or not defined."""
    kind = wording.outsider(graph, who)
    return (name(graph, who), *((f" ({kind})",) if kind else level(graph, who)))


def agents(graph: AgentGraph, names: Iterable[str]) -> Phrase:
    """Return several agents, each as `agent` does, joined by commas."""
    parts: list[Part] = []
    for who in names:
        parts += [", ", *agent(graph, who)] if parts else agent(graph, who)
    return tuple(parts)


def leaving(graph: AgentGraph, sources: Iterable[str], outsiders: Iterable[str]) -> Phrase:
    """Return where escalation leaves the team: `lead → human (external)`."""
    return (*agents(graph, sources), " → ", *agents(graph, outsiders))


def relation(edge: Edge) -> Phrase:
    """Return what kind of edge it is, with its verb."""
    return (edge.relation, *((" (", Untrusted(edge.label), ")") if edge.label else ()))


def edge(graph: AgentGraph, made: Edge) -> Phrase:
    """Return an edge with its ends."""
    arrow = " ↔ " if made.symmetric else " → "
    return (name(graph, made.source), arrow, name(graph, made.target), ", ", *relation(made))


def said(graph: AgentGraph, reference: Reference) -> Phrase:
    """Return who declares something in which field, and where."""
    return (
        name(graph, reference.agent), ": ", Untrusted(reference.field), " names ", Untrusted(reference.text, "place"),
        " at ", place(reference.span),
    )  # fmt: skip


def places(references: Sequence[Reference]) -> Phrase:
    """Return where the references are."""
    found: list[Part] = []
    for reference in references:
        found += [", ", place(reference.span)] if found else [place(reference.span)]
    return tuple(found)


def percent(share: float | None) -> str:
    """Return a share as a whole percentage, `-` for none."""
    return "-" if share is None else f"{share:.0%}"


def first(lines: Sequence[Phrase], most: int, noun: str) -> Iterator[Phrase]:
    """Yield the first lines, and how many are left out."""
    yield from lines[:most]
    if len(lines) > most:
        yield (f"... and {len(lines) - most} more {noun}; --format json has them all",)
