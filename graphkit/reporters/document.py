"""An answer before it is text: titles, facts, tables and lists made of phrases. Every text format shows the same ones.

A phrase is a tuple of parts. A plain `str` is graphkit's own words; text that came from definitions is always a
`Untrusted`, so that it is escaped in one place, for the sink at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span


class Untrusted(NamedTuple):
    """Text from a definition. `role` is how it is painted: `place` for names, `faint` for spans, `error`, or none."""

    text: str
    role: str = ""


Part: TypeAlias = "str | Untrusted"
Phrase: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head; numbers go to the right. Without a head it is a list of aligned facts."""

    head: tuple[Part, ...]
    rows: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Points:
    """One phrase a line; `depth` indents it below the one before."""

    lines: tuple[tuple[int, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is below it; with nothing below it says `none`."""

    title: str
    body: Table | Points


@dataclass(frozen=True, slots=True)
class Document:
    """A whole answer: what it is about, what to know first, and its sections; `notes` say what was left out."""

    title: Phrase
    lead: tuple[Phrase, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Phrase, ...] = ()


def phrase(*parts: Part) -> Phrase:
    """Return a phrase of these parts."""
    return parts


def name(graph: AgentGraph, agent: str) -> Untrusted:
    """Return an agent as people know it; one that shares its name by its id, `name@file`."""
    return Untrusted(agent if "@" in agent else graph.label(agent), "place")


def names(graph: AgentGraph, agents: Iterable[str], joint: str = ", ") -> Phrase:
    """Return several agents, joined."""
    found: list[Part] = []
    for agent in agents:
        found += [joint, name(graph, agent)] if found else [name(graph, agent)]
    return tuple(found) or ("none",)


def place(span: Span) -> Untrusted:
    """Return a place: path, line and column."""
    return Untrusted(str(span), "faint")


def points(lines: Iterable[Phrase]) -> Points:
    """Return a flat list."""
    return Points(tuple((0, line) for line in lines))


def table(head: tuple[Part, ...], rows: Iterable[tuple[Phrase | Part, ...]]) -> Table:
    """Return a table; a cell may be a phrase, or a single part."""
    return Table(head, tuple(tuple(_cell(cell) for cell in row) for row in rows))


def _cell(cell: Phrase | Part) -> Phrase:
    return (cell,) if isinstance(cell, str | Untrusted) else cell
