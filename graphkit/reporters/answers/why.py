"""Why two agents are joined, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.reciprocity import sides
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Points, Section, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.direct_references import DirectReferences
    from graphkit.reporters.document import Phrase


def document(found: DirectReferences) -> Document:
    """Return every edge with every reference that makes it, as written."""
    graph = found.graph
    title = (name(graph, found.first), " and ", name(graph, found.second))
    if not found.edges:
        return Document(title, (("Nothing joins them directly; graphkit path looks for a way round.",),))
    return Document(title, sections=(Section(f"Edges ({len(found.edges)})", Points(tuple(_lines(found)))),))


def _lines(found: DirectReferences) -> Iterator[tuple[int, Phrase]]:
    for edge in found.edges:
        note = "; both declare it" if len(sides(found.graph, edge)) > 1 else ""
        yield 0, (*phrases.edge(found.graph, edge), note)
        for reference in edge.references:
            yield 1, phrases.said(found.graph, reference)
