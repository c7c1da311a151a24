"""The legend as an HTML-like label of Graphviz, below the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.key import rows
from graphkit.renderers.style import MUTED, TEXT, Paint, Pen
from graphkit.renderers.text import FONT_SIZE
from graphkit.renderers.theme import light
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram, Swatch
    from graphkit.renderers.theme import Tint

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
