"""PDF for print: vectors and text that can be selected."""

from __future__ import annotations

import importlib
import io
import logging
from typing import TYPE_CHECKING

from graphkit.errors import RenderError
from graphkit.renderers import picture, svg
from graphkit.renderers.engine import available

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.options import RenderOptions

INSTALL = "PDF needs `pip install 'agent-graphkit[pdf]'`, or Graphviz as installed on the system (`dot`)."


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
    drawing = reader.svg2rlg(io.BytesIO(svg.finish(diagram, picture.draw(diagram, options, "svg"))))
    out = io.BytesIO()
    canvas = pages.Canvas(out, (drawing.width, drawing.height), invariant=1)
    canvas.setTitle(diagram.title)
    canvas.setSubject(diagram.description)
    writer.draw(drawing, canvas, 0, 0)
    canvas.save()
    return bytes(out.getvalue())


def _by_system(diagram: Diagram, options: RenderOptions) -> bytes:
    from dataclasses import replace

    if options.engine == "embedded":
        raise RenderError(INSTALL)
    try:
        available("system")
    except RenderError as error:
        raise RenderError(INSTALL) from error
    return picture.draw(diagram, replace(options, engine="system"), "pdf")
