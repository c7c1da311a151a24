"""Paths from one agent to another and every direct reference between them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.reciprocity import sides
from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Points, Section, name, names, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.paths import Hop, LongestPath, Paths
    from graphkit.model.graph import AgentGraph
    from graphkit.reporters.document import Phrase

_MOST = 20


def document(found: Paths) -> Document:
    """Return the direct references, then each path hop by hop; without one, where it ends and what leads there."""
    graph = found.graph
    by = f" by {', '.join(found.relations) or 'any relation with a direction'}"
    if found.target is None:
        title: Phrase = (name(graph, found.source), " → the top", by)
        return Document(title, tuple(_no_path(found)))
    if found.target == found.source:
        return Document((name(graph, found.source), by), ((name(graph, found.source), " is a final authority."),))
    title = (name(graph, found.source), " → ", name(graph, found.target), by)
    sections = [Section(f"Direct references ({_count(found)})", Points(tuple(_direct(found))))]
    if found.paths:
        sections += [
            Section(_title(number, path), Points(tuple(_hops(found, path)))) for number, path in enumerate(found.paths)
        ]
    else:
        sections.append(Section("Paths", points(_no_path(found))))
    notes = (("There are more paths; --limit N shows them.",),) if found.more else ()
    return Document(title, sections=tuple(sections), notes=notes)


def longest(found: LongestPath) -> Document:
    """Return the longest chain hop by hop, and the cycles that it runs through."""
    graph = found.graph
    start: Phrase = (" from ", name(graph, found.source)) if found.source else ()
    if not found.hops:
        nothing = f"No agent leads to another one by {found.relation}." if not found.source else "It leads to no agent."
        return Document((f"Longest chain by {found.relation}", *start), ((nothing,),))
    chain = Section(wording.count(len(found.hops), "step"), Points(tuple(_steps(graph, found.hops, only=True))))
    cycles = [Section("Cycles on the way, each counted as one agent", points(names(graph, c) for c in found.cycles))]
    return Document((f"Longest chain by {found.relation}", *start), sections=(chain, *(cycles if found.cycles else ())))


def _count(found: Paths) -> int:
    return sum(len(edge.references) for edge in found.direct)


def _direct(found: Paths) -> Iterator[tuple[int, Phrase]]:
    for edge in found.direct:
        note = "; both declare it" if len(sides(found.graph, edge)) > 1 else ""
        yield 0, (*phrases.edge(found.graph, edge), note)
        for reference in edge.references:
            yield 1, phrases.said(found.graph, reference)


def _title(number: int, path: tuple[Hop, ...]) -> str:
    return f"{'Shortest path' if not number else f'Alternative {number}'}: {wording.count(len(path), 'step')}"


def _hops(found: Paths, path: tuple[Hop, ...]) -> Iterator[tuple[int, Phrase]]:
    return _steps(found.graph, path, only=found.relation is not None)


def _steps(graph: AgentGraph, path: tuple[Hop, ...], *, only: bool) -> Iterator[tuple[int, Phrase]]:
    for hop in path:
        yield 0, (name(graph, hop.source), " → ", *phrases.agent(graph, hop.target))
        for edge in hop.edges:
            kind = () if only and not edge.label else (*phrases.relation(edge), ": ")
            yield 1, (*kind, *phrases.places(edge.references))


def _no_path(found: Paths) -> Iterator[Phrase]:
    graph = found.graph
    nowhere = "No path" if found.target else "No final authority is reached"
    if found.reached:
        yield (f"{nowhere}. From there one reaches ", *names(graph, found.reached[:_MOST]), *_more(found), ".")
    else:
        yield (f"{nowhere}: ", name(graph, found.source), " leads to no agent.")
    if found.reached and found.ends:
        yield ("It ends at ", *names(graph, found.ends[:_MOST]), ", and goes no further.")
    elif found.reached:
        yield ("Every way ends in a cycle.",)
    if found.backwards:
        yield ("There is a path the other way round.",)
    if found.by:
        yield (f"There is one by {', '.join(found.by)}: --relations {found.by[0]}.",)


def _more(found: Paths) -> Phrase:
    return (f" and {len(found.reached) - _MOST} more",) if len(found.reached) > _MOST else ()
