"""The signs of relations in a matrix: one table for the picture and for the page."""

from __future__ import annotations

from graphkit.support.records import NamedTuple


class Symbol(NamedTuple):
    """A sign by its name in matplotlib, and as a character."""

    marker: str
    glyph: str


SYMBOLS = {
    "escalation": Symbol("s", "■"),
    "delegation": Symbol("D", "◆"),
    "handoff": Symbol(">", "▶"),
    "workflow": Symbol("^", "▲"),
    "parallel": Symbol("o", "●"),
}
OTHER = Symbol("p", "⬟")
"""Of relations that a configuration adds."""
ALONE = Symbol("o", "○")
"""The agent of the row alone declares what is symmetric."""
MISSING = Symbol("x", "✕")
"""The agent of the row does not declare what the one of the column says of both."""


def symbol_of(relation: str) -> Symbol:
    """Return the sign of a relation."""
    return SYMBOLS.get(relation, OTHER)
