"""PNG, for places that show no SVG: two pixels a point of the screen, and it says so."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from graphkit.renderers import graphviz

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.options import RenderOptions

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return the picture as PNG. Raises RenderError when no engine can draw it."""
    return with_resolution(graphviz.draw(diagram, options, "png"), graphviz.DPI * options.scale)


def with_resolution(png: bytes, dpi: float) -> bytes:
    """Return a PNG that says how many dots an inch has (the chunk pHYs): programs then show it in its natural size."""
    if not png.startswith(_SIGNATURE):
        return png
    metre = round(dpi / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    end = len(_SIGNATURE) + 25  # behind the header
    return png[:end] + chunk + _without(png[end:], b"pHYs")


def _without(chunks: bytes, kind: bytes) -> bytes:
    """Return the chunks of a PNG except those of one kind."""
    kept, at = [], 0
    while at + 8 <= len(chunks):
        (length,) = struct.unpack(">I", chunks[at : at + 4])
        if chunks[at + 4 : at + 8] != kind:
            kept.append(chunks[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)
