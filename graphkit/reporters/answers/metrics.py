"""Metrics in words: sizes, relations, levels, tool privileges, overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters.answers import phrases
from graphkit.reporters.answers.phrases import percent
from graphkit.reporters.document import Document, Section, Untrusted, name, points, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.metrics import Level, Metrics, RelationMetrics
    from graphkit.analysis.overlap import Overlap
    from graphkit.model.graph import AgentGraph
    from graphkit.reporters.document import Part, Phrase

_PAIRS = 10
_TOOLS = 12


def document(found: Metrics) -> Document:
    """Return sizes, relations, levels with their tools, and pairs that look like one agent."""
    graph = found.graph
    facts: list[tuple[Phrase | Part, ...]] = [
        ("agents", str(found.agents)),
        ("missing agents", str(found.missing)),
        (f"depth of {found.hierarchy_relation}", str(found.depth)),
        ("connected groups", str(len(found.components))),
        ("agents in the largest", str(max(found.components, default=0))),
    ]
    head = ("Relation", "Edges", "By both", "Reciprocity", "Density", "Each", "Most out", "Most in")
    tools = [tool for tool, _ in sorted(_tools(found).items(), key=lambda item: (-item[1], item[0]))][:_TOOLS]
    pairs: list[Phrase] = [_pair(graph, pair) for pair in found.overlaps[:_PAIRS]]
    notes: list[Phrase] = []
    if not found.overlaps_complete:
        notes.append(("Expertise that more than 200 agents claim was left out of the comparison.",))
    return Document(
        title=("Metrics",),
        sections=(
            Section("Size", table(("What", "Number"), facts)),
            Section("Final authorities", points(_ends(found))),
            Section("Relations", table(head, (_relation(graph, row) for row in found.relations))),
            Section("Levels", table(("Level", "Agents"), ((_level(row), str(row.agents)) for row in found.levels))),
            Section(
                "Tool privileges: agents of the level that may use it",
                table(
                    ("Tool", *_heads(found)),
                    ((Untrusted(tool), *(str(row.tools.get(tool, 0)) for row in found.levels)) for tool in tools),
                ),
            ),
            Section("Overlap of expertise and tools", points(pairs)),
        ),
        notes=tuple(notes),
    )


def _ends(found: Metrics) -> Iterator[Phrase]:
    """Yield the final authorities, then where escalation leaves the team."""
    yield from (phrases.agent(found.graph, agent) for agent in found.authorities)
    yield from (phrases.leaving(found.graph, *way) for way in found.exits)


def _heads(found: Metrics) -> tuple[Part, ...]:
    """Return column titles; levels that the settings do not know are numbered."""
    known = {level.casefold() for level in found.graph.levels}
    return tuple(
        "no level"
        if row.level is None
        else Untrusted(row.level)
        if row.level.casefold() in known
        else f"other {number}"
        for number, row in enumerate(found.levels, 1)
    )


def _tools(found: Metrics) -> dict[str, int]:
    totals: dict[str, int] = {}
    for row in found.levels:
        for tool, count in row.tools.items():
            totals[tool] = totals.get(tool, 0) + count
    return totals


def _level(row: Level) -> Part:
    return "no level" if row.level is None else Untrusted(row.level)


def _relation(graph: AgentGraph, row: RelationMetrics) -> tuple[Phrase | Part, ...]:
    def most(count: int, agent: str | None) -> Phrase:
        return (f"{count} ", name(graph, agent)) if agent is not None else ("-",)

    return (
        row.relation, str(row.edges), "-" if row.both is None else str(row.both), percent(row.reciprocity),
        f"{row.density:.3f}", f"{row.mean:.2f}", most(row.most_out, row.most_out_agent),
        most(row.most_in, row.most_in_agent),
    )  # fmt: skip


def _pair(graph: AgentGraph, pair: Overlap) -> Phrase:
    alike = ": these two look like one agent" if pair.looks_like_one else ""
    return (
        name(graph, pair.first), " and ", name(graph, pair.second),
        f" share {percent(pair.expertise)} of expertise, {percent(pair.tools)} of tools{alike}",
    )  # fmt: skip
