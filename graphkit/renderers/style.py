"""Colours and lines: every picture format takes them from here.

The colours keep their contrast (11:1 for text on every fill) and stay apart for red-green blindness. Level is never
shown by colour alone: the higher the level, the heavier the border.
"""

from __future__ import annotations

from graphkit.support.records import NamedTuple


class Paint(NamedTuple):
    """How a node looks: fill and border colour, border width in points, `solid`, `dashed` or `dotted` border."""

    fill: str
    stroke: str
    weight: float
    dash: str = "solid"


class Pen(NamedTuple):
    """How a link looks: colour, width in points, `solid`, `dashed` or `dotted`, and the arrowhead (Graphviz's name).

    With `half` the line is dotted and open where one end does not declare it.
    """

    colour: str
    weight: float
    dash: str
    arrow: str
    half: bool = False


TEXT = "#1F2937"
MUTED = "#6B7280"
QUIET = "#374151"
"""Of small letters in a box: readable on every tone."""
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
    Paint("#FFF6DA", "#9A6D00", 1.0),
    Paint("#F8E4A0", "#8A5A00", 1.0),
    Paint("#DDF3DC", "#00805C", 1.0),
    Paint("#AEDFC2", "#00694C", 1.0),
    Paint("#CDE2F8", "#0072B2", 1.0),
    Paint("#9FC6EF", "#005A94", 1.0),
    Paint("#D3C4EE", "#6A3D9A", 1.0),
    Paint("#C0A9E3", "#552A85", 1.0),
)
"""From the lowest level to the highest: each pair of hues light, then strong, so that they differ in brightness too."""
_SPREADS = {1: (6,), 2: (0, 6), 3: (0, 4, 6), 4: (0, 2, 4, 6), 5: (0, 2, 3, 5, 7), 6: (0, 1, 3, 4, 5, 7),
            7: (0, 1, 2, 3, 4, 5, 7)}  # fmt: skip
"""Which tones a number of levels takes: those that are farthest apart, also for those who see no red or no green."""
LIGHTEST, HEAVIEST = 0.9, 2.3
"""Borders of the lowest and the highest level, in points."""

UNRANKED = Paint("#F3F4F6", "#6B7280", 1.2)
GHOST = Paint(PAPER, ALARM, 1.2, "dashed")
EXTERNAL = Paint(PAPER, MUTED, 1.2, "dashed")
CALLER = Paint("#F9FAFB", "#94A3B8", 0.9)

PENS = {
    "escalation": Pen("#1D4ED8", 1.5, "solid", "normal"),
    "delegation": Pen("#0F766E", 1.2, "solid", "empty"),
    "handoff": Pen("#374151", 1.0, "solid", "vee"),
    "workflow": Pen("#B91C9C", 1.0, "solid", "vee"),
    "calls": Pen("#6B7280", 0.7, "solid", "vee"),
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
    "missing": Pen(ALARM, 1.8, "dashed", "normal"),
}
"""What became of an agent or an edge; shown by more than the colour: removed is dashed, added is heavy."""
OTHER_PEN = Pen("#78716C", 1.0, "solid", "normal")
CYCLE_WEIGHT = 2.4
DOWN_WEIGHT, HALF_WEIGHT, FAINT_WEIGHT = 2.0, 1.4, 0.8
FAINT = "#B0B7C3"
FAINT_PAINT = Paint("#F9FAFB", FAINT, 0.8)
"""Of what is drawn for its neighbours only."""
DOTTED_WEIGHT = 1.8
RING_WEIGHT = 3.4
"""Of the border of boxes that are marked: heavier than that of any level."""


def tone(rank: int, levels: int) -> Tone:
    """Return how a level looks: a tone of its own up to eight levels, and each border heavier than the one below."""
    spread = _SPREADS.get(levels)
    place = spread[rank] if spread else round(rank * (len(TONES) - 1) / (levels - 1))
    share = 1.0 if levels < 2 else rank / (levels - 1)
    return Tone(place, round(LIGHTEST + (HEAVIEST - LIGHTEST) * share, 3))
