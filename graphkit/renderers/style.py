"""Colours and lines: every picture format takes them from here.

The colours keep their contrast (11:1 for text on every fill) and stay apart for red-green blindness. Level is never
told by colour alone: the higher the level, the heavier the border.
"""

from __future__ import annotations

from typing import NamedTuple


class Paint(NamedTuple):
    """How a node looks: fill and border colour, border width in points, `solid`, `dashed` or `dotted` border."""

    fill: str
    stroke: str
    weight: float
    dash: str = "solid"


class Pen(NamedTuple):
    """How a link looks: colour, width in points, `solid`, `dashed` or `dotted`, and the arrowhead (Graphviz's name)."""

    colour: str
    weight: float
    dash: str
    arrow: str


TEXT = "#1F2937"
MUTED = "#6B7280"
ALARM = "#C44900"
PAPER = "#ffffff"
RING = "#111827"
"""The border of boxes that are marked."""
FRAME = "#94A3B8"
"""Borders of frames and lines of tables."""
FONT = "Helvetica"


class Tone(NamedTuple):
    """How a level looks: which of the `TONES`, and the width of its border, which no other level shares."""

    number: int
    weight: float

    @property
    def paint(self) -> Paint:
        """Fill and border."""
        return TONES[self.number]._replace(weight=self.weight)


TONES = (
    Paint("#FFF3D1", "#9A6D00", 0.9),
    Paint("#D5F0E6", "#00805C", 1.3),
    Paint("#D6E6F7", "#0072B2", 1.7),
    Paint("#E8DFF5", "#6A3D9A", 2.3),
)
"""From the lowest level to the highest."""

UNRANKED = Paint("#F3F4F6", "#6B7280", 1.2)
GHOST = Paint(PAPER, ALARM, 1.2, "dashed")
EXTERNAL = Paint(PAPER, MUTED, 1.2, "dashed")

PENS = {
    "escalation": Pen("#1D4ED8", 1.5, "solid", "normal"),
    "delegation": Pen("#0F766E", 1.2, "solid", "empty"),
    "handoff": Pen("#374151", 1.0, "solid", "vee"),
    "workflow": Pen("#B91C9C", 1.0, "solid", "vee"),
    "parallel": Pen("#8B93A1", 0.9, "dashed", "none"),
}
CHANGE_PAINTS = {
    "added": Paint("#DCFCE7", "#15803D", 1.8),
    "removed": Paint("#FEE2E2", "#B91C1C", 1.4, "dashed"),
    "unchanged": Paint("#F9FAFB", "#9CA3AF", 1.0),
}
CHANGE_PENS = {
    "added": Pen("#15803D", 1.8, "solid", "normal"),
    "removed": Pen("#B91C1C", 1.4, "dashed", "normal"),
    "unchanged": Pen("#B0B7C3", 1.0, "solid", "normal"),
}
"""What became of an agent or an edge; told by more than the colour: removed is dashed, added is heavy."""
OTHER_PEN = Pen("#78716C", 1.0, "solid", "normal")
CYCLE_WEIGHT = 2.4
DOTTED_WEIGHT = 1.8
RING_WEIGHT = 3.4
"""Of the border of boxes that are marked: heavier than that of any level."""


def tone(rank: int, levels: int) -> Tone:
    """Return how a level looks, whatever their number: from the first tone to the last, each border heavier."""
    last = len(TONES) - 1
    place = last if levels < 2 else rank * last / (levels - 1)
    below = min(int(place), last - 1)
    low, high = TONES[below].weight, TONES[below + 1].weight
    return Tone(round(place), round(low + (high - low) * (place - below), 3))
