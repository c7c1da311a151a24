"""The matrix as a picture, drawn by matplotlib: dense relations stay readable where lines would not."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from graphkit.renderers import fonts
from graphkit.renderers.compose import reach, shown_graph
from graphkit.renderers.marks import findings_that_count
from graphkit.renderers.matrix_model import matrix
from graphkit.renderers.matrix_sheet import Mark, Sheet, Words
from graphkit.renderers.style import PAPER
from graphkit.renderers.svg_tree import local, named, text, to_bytes
from graphkit.renderers.theme import Tint, tint
from graphkit.support.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from matplotlib.figure import Figure

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.options import RenderOptions

FONT = "DejaVu Sans"
"""Comes with matplotlib, so that a picture needs no font of the machine."""
FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
DPI = 144
_DROPPED = ("metadata", "style")
"""A style sheet for `*` would reach the whole page that an SVG is part of."""
MOST_TIPS = 1500
"""Cells above which an SVG has no tooltips: they would be most of its bytes."""
_SETTINGS: Any = {"svg.hashsalt": "graphkit", "svg.fonttype": "none", "pdf.fonttype": 42, "font.family": FONT}
_NO_DATES: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": "graphkit", "Producer": None},
    "png": {"Software": None},
}


def write(graph: AgentGraph, fmt: str, options: RenderOptions, findings: Sequence[Finding] = ()) -> tuple[bytes, str]:
    """Return the matrix as `svg`, `png` or `pdf`, and advice on what it leaves out.

    Raises RenderError when a relation or an agent is asked for that is not known.
    """
    graph = shown_graph(graph, options)
    scope = reach(graph, options, findings)
    shown = matrix(graph, findings_that_count(findings), options.relations, scope.agents)
    held = {shown.members[place].agent for cell in shown.cells for place in (cell.row, cell.column)}
    table = matrix(graph, findings_that_count(findings), options.relations, held)
    alone = len(shown.members) - len(held)
    left = f"{alone} agent{'' if alone == 1 else 's'} without relations not shown" if alone else ""
    caption = "; ".join(filter(None, (scope.caption, left)))
    sheet = Sheet(table, graph, clean(options.title or "", 120).strip() or None, caption)
    data = _drawn(sheet, fmt, tint(options.theme), DPI * options.scale)
    advice = " ".join(filter(None, (scope.advice, fonts.advice(fmt, sheet.labels))))
    return (_finished(sheet, data, options) if fmt == "svg" else data), advice


def _drawn(sheet: Sheet, fmt: str, shade: Tint, dpi: float) -> bytes:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with warnings.catch_warnings(), matplotlib.rc_context(_SETTINGS):
        # A name in a script that the font lacks is still there in SVG; it must not fill the terminal.
        warnings.filterwarnings("ignore", message=".*[Gg]lyph", category=UserWarning)
        figure = Figure(figsize=(sheet.width / 72, sheet.height / 72), facecolor=shade(PAPER))
        FigureCanvasAgg(figure)
        _fill(figure, sheet, shade)
        figure.savefig(out, format=fmt, dpi=dpi, metadata=_NO_DATES[fmt], facecolor=shade(PAPER))
    return out.getvalue()


def _fill(figure: Figure, sheet: Sheet, shade: Tint) -> None:
    from matplotlib.patches import Rectangle

    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(sheet.height, 0)
    for area in sheet.areas():
        fill = shade(area.fill) if area.fill else "none"
        edge = shade(area.edge) if area.edge else "none"
        axes.add_patch(
            Rectangle((area.x, area.y), area.width, area.height, facecolor=fill, edgecolor=edge, linewidth=area.weight)
        )
    parts = list(sheet.key())
    groups: dict[tuple[Any, ...], list[Mark]] = {}
    for mark in (*sheet.marks(), *(part for part in parts if isinstance(part, Mark))):
        groups.setdefault((mark.shape, mark.size, mark.fill, mark.edge, mark.weight), []).append(mark)
    for number, ((shape, size, fill, edge, weight), marks) in enumerate(groups.items()):
        places = [mark.x for mark in marks], [mark.y for mark in marks]
        look: dict[str, Any] = {
            "s": size * size,
            "marker": shape,
            "linewidths": weight,
            "zorder": _layer(shape, fill, number),
        }
        if shape in "x_":
            axes.scatter(*places, color=shade(edge), **look)
        else:
            axes.scatter(*places, facecolors=shade(fill) if fill else "none", edgecolors=shade(edge), **look)
    for words in (*sheet.words(), *(part for part in parts if isinstance(part, Words))):
        axes.text(
            words.x, words.y, words.text, fontsize=words.size, color=shade(words.colour),
            ha=words.side, va="center_baseline", rotation=90 if words.upright else 0, rotation_mode="anchor",
            parse_math=False, fontweight="bold" if words.bold else "normal", zorder=4,
        )  # fmt: skip


def _layer(shape: str, fill: str | None, number: int) -> float:
    """Squares lie under everything, borders over them, other marks on top."""
    base = 3.0 if shape != "s" else 2.0 if fill else 2.5
    return base + number / 1000


def _finished(sheet: Sheet, svg: bytes, options: RenderOptions) -> bytes:
    """Give matplotlib's SVG a name, tooltips, fonts of the reader's, and nothing that leads elsewhere."""
    root = _plain(ElementTree.fromstring(svg))  # noqa: S314 - matplotlib's, which escapes; entities are not loaded
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt", "font-family": FONTS})
    if len(sheet.matrix.cells) <= MOST_TIPS:
        root.extend(_tips(sheet))
    relations = ", ".join(sheet.matrix.relations) or "no relation"
    title = sheet.title or f"Agent matrix: {sheet.matrix.agents} agent{'' if sheet.matrix.agents == 1 else 's'}"
    named(root, title, f"Rows to columns: {relations}. {sheet.caption}".strip())
    return to_bytes(root, follows=options.theme == "auto")


def _plain(element: Element) -> Element:
    """Keep what is seen: no name spaces, no clipping, no groups around single parts, no turn by nothing."""
    attributes = {local(name): value for name, value in element.attrib.items()}
    style = attributes.get("style", "").replace(f" font-family: '{FONT}';", "")
    kept = ElementTree.Element(local(element.tag), attributes)
    if kept.tag == "text":
        kept.text = element.text
    if style:
        kept.set("style", style)
    for name, useless in (("clip-path", "url("), ("transform", "rotate(-0 ")):
        if kept.get(name, "").startswith(useless):
            del kept.attrib[name]
    for child in element:
        if local(child.tag) not in _DROPPED:
            part = _plain(child)
            kept.extend(part if part.tag == "g" and len(part) < 2 else [part])
    return kept


def _tips(sheet: Sheet) -> Iterator[Element]:
    side = f"{sheet.cell:g}"
    for cell in sheet.matrix.cells:
        x, y = sheet.left + cell.column * sheet.cell, sheet.top + cell.row * sheet.cell
        box = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": side, "height": side, "fill": "none", "pointer-events": "all"}
        rect = ElementTree.Element("rect", box)
        lines = [cell.tooltip.partition("\n")[0], *cell.remarks]
        rect.append(text("title", "\n".join(clean(line, 300) for line in lines)))
        yield rect
