"""Waves of work, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Points, Section, name, names, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.analysis.plan import Plan, Serial, Wave
    from graphkit.reporters.document import Phrase

_MOST = 20


def document(found: Plan) -> Document:
    """Return the waves, what each cycle forced it to ignore, and which pairs wait for want of a declaration."""
    graph = found.graph
    waves = tuple(
        Section(f"Wave {number}", Points(tuple(_wave(found, wave)))) for number, wave in enumerate(found.waves, 1)
    )
    serial = [_serial(found, pair) for wave in found.waves for pair in wave.serial]
    ignored: list[Phrase] = [
        (*phrases.edge(graph, edge), " ", phrases.places(edge.references)[0]) for edge in found.ignored
    ]
    circles: list[Phrase] = [("cycle: ", *names(graph, circle)) for circle in found.circles]
    more = [
        Section("Edges ignored: each is part of a cycle", points([*circles, *phrases.first(ignored, _MOST, "edges")])),
        Section("Serial only because they do not declare each other", points(phrases.first(serial, _MOST, "pairs"))),
        Section("Not part of it", points([names(graph, found.idle)] if found.idle else [])),
    ]
    goal: Phrase = (" to reach ", name(graph, found.goal)) if found.goal else ()
    lead = (f"{wording.count(len(found.waves), 'wave')} by {', '.join(found.relations)}; sets of a wave run in turn.",)
    notes = () if found.complete else (("Not every pair was looked at; choose fewer agents with --agents.",),)
    return Document(("Plan", *goal), (lead,), (*waves, *more), notes)


def _wave(found: Plan, wave: Wave) -> Iterator[tuple[int, Phrase]]:
    for group in wave.sets:
        together = " (together)" if len(group) > 1 else ""
        yield 0, (*names(found.graph, group), together)


def _serial(found: Plan, pair: Serial) -> Phrase:
    graph = found.graph
    both = len(pair.silent) > 1
    why: Phrase = ("neither has declared it",) if both else (name(graph, pair.silent[0]), " has not declared it")
    return (name(graph, pair.first), " and ", name(graph, pair.second), ": ", *why)
