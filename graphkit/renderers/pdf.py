"""PDF for print: vectors and text that can be selected."""

from __future__ import annotations

import importlib
import io
import logging
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from graphkit.renderers import graphviz, svg
from graphkit.renderers.engine import available
from graphkit.renderers.fonts import WIDE, needs_wide, wide_files
from graphkit.renderers.svg_tree import SPACE, parse
from graphkit.support.errors import RenderError
from graphkit.support.version import install

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.options import RenderOptions

INSTALL = f"PDF needs {install('pdf')}, or Graphviz as installed on the system (`dot`)."


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return one page as large as the picture. Raises RenderError when it cannot be drawn, or nothing writes PDF.

    `svglib` and `reportlab` turn the SVG into PDF; without them the system's Graphviz writes it.
    """
    try:
        reader = importlib.import_module("svglib.svglib")
        writer = importlib.import_module("reportlab.graphics.renderPDF")
        pages = importlib.import_module("reportlab.pdfgen.canvas")
    except ImportError:
        return _by_system(diagram, options)
    logging.getLogger("svglib.svglib").setLevel(logging.ERROR)
    drawn = _in_fonts_that_hold_it(svg.finish(diagram, graphviz.draw(diagram, options, "svg")), reader)
    drawing = reader.svg2rlg(io.BytesIO(drawn))
    out = io.BytesIO()
    canvas = pages.Canvas(out, (drawing.width, drawing.height), invariant=1)
    canvas.setTitle(diagram.title)
    canvas.setSubject(diagram.description)
    writer.draw(drawing, canvas, 0, 0)
    canvas.save()
    return bytes(out.getvalue())


def _in_fonts_that_hold_it(drawn: bytes, reader: Any) -> bytes:
    """Give what the core fonts of PDF cannot show, and would turn into black squares, a font that is embedded."""
    root = parse(drawn)
    strange = [words for words in root.iter("text") if needs_wide(words.text or "")]
    if not strange:
        return drawn
    for weight, style, file in wide_files():
        reader.register_font(WIDE, str(file), weight, style, f"DejaVuSans-{weight}-{style}")
    for words in strange:
        words.set("font-family", WIDE)
    root.set("xmlns", SPACE)
    return ElementTree.tostring(root)


def _by_system(diagram: Diagram, options: RenderOptions) -> bytes:
    from dataclasses import replace

    if options.engine == "embedded":
        raise RenderError(INSTALL)
    try:
        available("system")
    except RenderError as error:
        raise RenderError(INSTALL) from error
    return graphviz.draw(diagram, replace(options, engine="system"), "pdf")
