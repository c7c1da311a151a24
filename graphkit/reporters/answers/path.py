"""Paths from one agent to another, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Points, Section, name, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.paths import Hop, Paths
    from graphkit.reporters.document import Phrase


def document(found: Paths) -> Document:
    """Return each path hop by hop; without one, how far it goes and what leads there instead."""
    kind = found.relation or "any relation with a direction"
    graph = found.graph
    title = (name(graph, found.source), " → ", name(graph, found.target), f" by {kind}")
    if not found.paths:
        return Document(title, tuple(_nowhere(found)))
    sections = tuple(
        Section(_title(number, path), Points(tuple(_hops(found, path)))) for number, path in enumerate(found.paths)
    )
    notes = (("There are more paths; --limit N shows them.",),) if found.more else ()
    return Document(title, sections=sections, notes=notes)


def _title(number: int, path: tuple[Hop, ...]) -> str:
    return f"{'Shortest' if not number else f'Alternative {number}'}: {wording.count(len(path), 'step')}"


def _hops(found: Paths, path: tuple[Hop, ...]) -> Iterator[tuple[int, Phrase]]:
    graph = found.graph
    for hop in path:
        yield 0, (name(graph, hop.source), " → ", *phrases.agent(graph, hop.target))
        for edge in hop.edges:
            kind = () if found.relation and not edge.label else (*phrases.relation(edge), ": ")
            yield 1, (*kind, *phrases.places(edge.references))


def _nowhere(found: Paths) -> Iterator[Phrase]:
    graph = found.graph
    if found.reached:
        yield ("No path. From there one reaches ", *names(graph, found.reached[:20]), *_more(found), ".")
    else:
        yield ("No path: ", name(graph, found.source), " leads to nobody.")
    if found.reached and found.ends:
        yield ("It ends at ", *names(graph, found.ends[:20]), ", and goes no further.")
    elif found.reached:
        yield ("It goes round in a circle there.",)
    if found.backwards:
        yield ("There is a path the other way round.",)
    if found.by:
        yield (f"There is one by {', '.join(found.by)}: --relation {found.by[0]}.",)


def _more(found: Paths) -> Phrase:
    return (f" and {len(found.reached) - 20} more",) if len(found.reached) > 20 else ()
