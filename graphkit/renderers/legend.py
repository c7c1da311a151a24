"""The legend: what occurs in the picture, each thing once, in rows below the drawing; and title and caption with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.renderers.diagram import Legend, Link, Node, State, Swatch
from graphkit.renderers.style import (
    ALARM,
    CALLER,
    CYCLE_WEIGHT,
    DOTTED_WEIGHT,
    EXTERNAL,
    FAINT_PAINT,
    GHOST,
    MUTED,
    RING,
    RING_WEIGHT,
    TEXT,
    UNRANKED,
    Paint,
    Pen,
    tone,
)
from graphkit.renderers.text import FONT_SIZE, WIDER, width
from graphkit.renderers.theme import light
from graphkit.support import escape
from graphkit.support.escape import clean
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.options import Highlight
    from graphkit.renderers.placement import Frame
    from graphkit.renderers.theme import Tint

NARROWEST = 360.0
ROW = 20.0
ABOVE = 26.0
BOX = (18.0, 13.0)
LINE = 32.0
_INSIDE, _BETWEEN = 8.0, 12.0
HEADLINE_SIZE = 15.0
CAPTION_ROW = 15.0


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
            yield Words(swatch.text, x + size + _INSIDE, y, width(swatch.text) * WIDER)
            x += _room(swatch)
        y -= ROW
    for line in caption_lines(diagram.caption, max(frame.width, NARROWEST)):
        yield _centred(line, middle, y, FONT_SIZE, "Oblique", MUTED)
        y -= CAPTION_ROW


def caption_lines(caption: str, limit: float) -> list[str]:
    """Break a caption into lines no wider than `limit` points, behind a comma or a semicolon where it can."""
    lines: list[str] = []
    for part in re.findall(r"[^,;]+[,;]?\s*", caption):
        if lines and width(lines[-1] + part.rstrip()) * WIDER <= limit:
            lines[-1] += part
        else:
            lines.append(part)
    return [line.strip() for line in lines]


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
    return _sample_width(swatch.sample) + _INSIDE + width(swatch.text) * WIDER + _BETWEEN


def _sample_width(sample: Paint | Pen) -> float:
    return BOX[0] if isinstance(sample, Paint) else LINE


def _centred(text: str, middle: float, y: float, size: float, style: str, colour: str) -> Words:
    room = width(text, size) * WIDER
    return Words(text, middle - room / 2, y, room, size, style, colour)


LONGEST = 60
MARKED = UNRANKED._replace(stroke=RING, weight=RING_WEIGHT)


def legend(
    nodes: Sequence[Node], links: Sequence[Link], graph: AgentGraph, highlight: Highlight | None = None
) -> Legend:
    """Explain the levels from the top down, then the other boxes, then the lines."""
    marked = highlight is not None and any(node.marked for node in nodes)
    ring = [Swatch(clean(highlight.text, LONGEST), MARKED)] if highlight and marked else []
    return (*_box_items(nodes, graph), *ring, *_line_items(links, graph))


def _box_items(nodes: Sequence[Node], graph: AgentGraph) -> Iterable[Swatch]:
    for rank in reversed(range(len(graph.levels))):
        if any(graph.rank(node.agent) == rank for node in nodes):
            yield Swatch(graph.levels[rank], tone(rank, len(graph.levels)).paint)
    defined = [node for node in nodes if node.state in (State.NORMAL, State.ORPHAN)]
    states = {node.state for node in nodes}
    if any(node.tone is None for node in defined) and any(node.tone is not None for node in defined):
        yield Swatch("no known level", UNRANKED)
    if State.ORPHAN in states:
        yield Swatch("orphan", UNRANKED._replace(dash="dotted", weight=DOTTED_WEIGHT))
    if any(node.trouble for node in nodes):
        yield Swatch("has a finding", UNRANKED._replace(stroke=ALARM, weight=CYCLE_WEIGHT))
    if any(node.faint for node in nodes):
        yield Swatch("a neighbour", FAINT_PAINT)
    if State.GHOST in states:
        yield Swatch("not defined", GHOST)
    if State.EXTERNAL in states:
        yield Swatch("external", EXTERNAL)
    if State.CALLER in states:
        yield Swatch("calls agents", CALLER)


def _line_items(links: Sequence[Link], graph: AgentGraph) -> Iterable[Swatch]:
    bold = [link for link in links if not link.faint]
    for name, relation in graph.relations.items():
        mine = [link for link in bold if link.relation == name]
        sound = [link for link in mine if not (link.cycle or link.ghost or link.is_loop or link.mark)]
        if sound:
            yield Swatch(relation.phrase, replace(sound[0], prose=False).pen)
        kinds = (
            (f"{name} cycle", [link for link in mine if link.cycle and not link.cut]),
            (f"{name} cycle: suggested cut", [link for link in mine if link.cut]),
            (f"{relation.phrase}, one side only", sorted((link for link in mine if link.pen.half), key=_is_down)),
            (
                f"{relation.phrase}, down to a lower level",
                sorted(filter(_is_down, mine), key=lambda link: link.pen.half),
            ),
            (f"{relation.phrase}: a finding", [link for link in mine if link.mark == "finding" and not link.cycle]),
        )
        for words, marked in kinds:
            if marked:
                yield Swatch(words, replace(marked[0], prose=False).pen)
    if loop := next((link for link in bold if link.is_loop), None):
        yield Swatch("refers to itself", loop.pen)
    if prose := next((link for link in bold if link.prose), None):
        yield Swatch("only in prose", prose.pen)
    if missing := next((link for link in bold if link.ghost), None):
        yield Swatch("one end is not defined", missing.pen)


def _is_down(link: Link) -> bool:
    return link.mark == "down"


PAGE_WIDTH = 560.0
_HEADS = {"normal": "►", "empty": "▷", "vee": "›", "none": ""}


def legend_label(diagram: Diagram, tint: Tint = light) -> str:
    """Return the whole label; empty when there is nothing to explain."""
    lines = [_row("".join(_cell(swatch, tint) for swatch in row)) for row in rows(diagram.legend, PAGE_WIDTH)]
    if diagram.headline:
        lines.insert(0, _row(f'<TD><FONT POINT-SIZE="13"><B>{escape.xml(diagram.headline)}</B></FONT></TD>'))
    if diagram.caption:
        lines.append(_row(f'<TD><FONT COLOR="{tint(MUTED)}"><I>{escape.xml(diagram.caption)}</I></FONT></TD>'))
    if not lines:
        return ""
    table = "".join(f"<TR><TD>{line}</TD></TR>" for line in lines)
    return (
        f'<<FONT FACE="Helvetica" POINT-SIZE="{FONT_SIZE:g}" COLOR="{tint(TEXT)}">'
        f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2">{table}</TABLE></FONT>>'
    )


def _row(cells: str) -> str:
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3" CELLPADDING="2"><TR>{cells}</TR></TABLE>'


def _cell(swatch: Swatch, tint: Tint) -> str:
    return _sample(swatch.sample, tint) + f'<TD ALIGN="LEFT">{escape.xml(swatch.text)}  </TD>'


def _sample(sample: Paint | Pen, tint: Tint) -> str:
    if isinstance(sample, Paint):
        style = "ROUNDED" if sample.dash == "solid" else f"ROUNDED,{sample.dash.upper()}"
        return (
            f'<TD WIDTH="16" HEIGHT="14" FIXEDSIZE="TRUE" BORDER="{max(1, round(sample.weight))}" '
            f'COLOR="{tint(sample.stroke)}" BGCOLOR="{tint(sample.fill)}" STYLE="{style}"></TD>'
        )
    line = {"dashed": "- -", "dotted": "···"}.get(sample.dash, "──")
    text = f"{line}{_HEADS[sample.arrow]}"
    return f'<TD><FONT COLOR="{tint(sample.colour)}">{f"<B>{text}</B>" if sample.weight > 2 else text}</FONT></TD>'
