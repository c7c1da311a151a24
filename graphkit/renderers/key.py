"""Where title, legend and caption stand around a drawing whose places are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.renderers.style import MUTED, TEXT, Paint, Pen
from graphkit.renderers.text import FONT_SIZE, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.renderers.diagram import Diagram, Swatch
    from graphkit.renderers.placement import Frame

NARROWEST = 360.0
ROW = 20.0
ABOVE = 26.0
BOX = (18.0, 13.0)
LINE = 32.0
_INSIDE, _BETWEEN = 8.0, 18.0
HEADLINE_SIZE = 15.0


class Sample(NamedTuple):
    """A small box or line; `x` is its left end, `y` its middle, in points."""

    look: Paint | Pen
    x: float
    y: float
    width: float


class Words(NamedTuple):
    """A line of text that begins at `x`; `style` is empty, `Bold` or `Oblique`."""

    text: str
    x: float
    y: float
    width: float
    size: float = FONT_SIZE
    style: str = ""
    colour: str = TEXT


def surround(diagram: Diagram, frame: Frame) -> Iterator[Sample | Words]:
    """Yield the headline above the drawing, the legend below it in centred rows, and the caption."""
    middle = frame.middle
    if diagram.headline:
        yield _centred(diagram.headline, middle, frame.top + ABOVE, HEADLINE_SIZE, "Bold", TEXT)
    y = frame.bottom - ABOVE
    for row in rows(diagram.legend, max(frame.width, NARROWEST)):
        x = middle - sum(map(_room, row)) / 2 + _BETWEEN / 2
        for swatch in row:
            size = _sample_width(swatch.sample)
            yield Sample(swatch.sample, x, y, size)
            yield Words(swatch.text, x + size + _INSIDE, y, width(swatch.text))
            x += _room(swatch)
        y -= ROW
    if diagram.caption:
        yield _centred(diagram.caption, middle, y, FONT_SIZE, "Oblique", MUTED)


def rows(legend: Sequence[Swatch], limit: float) -> list[list[Swatch]]:
    """Break a legend into rows no wider than `limit` points, of about equal width."""
    total = sum(map(_room, legend))
    share = total / max(1, -(-total // limit))
    found: list[list[Swatch]] = []
    used = 0.0
    for swatch in legend:
        if not found or used + _room(swatch) / 2 > share * len(found):
            found.append([])
        found[-1].append(swatch)
        used += _room(swatch)
    return found


def _room(swatch: Swatch) -> float:
    return _sample_width(swatch.sample) + _INSIDE + width(swatch.text) + _BETWEEN


def _sample_width(sample: Paint | Pen) -> float:
    return BOX[0] if isinstance(sample, Paint) else LINE


def _centred(text: str, middle: float, y: float, size: float, style: str, colour: str) -> Words:
    room = width(text, size) * 1.06
    return Words(text, middle - room / 2, y, room, size, style, colour)
