"""SVG for pages and docs: an image with a name, tooltips and classes, without scripts, links or requests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from graphkit.escape import clean
from graphkit.renderers import picture
from graphkit.renderers.passes import KEY
from graphkit.renderers.svg_tree import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

FONTS = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif"
_TITLE, _DESCRIPTION = "graphkit-title", "graphkit-description"


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return the picture as SVG. Raises RenderError when no engine can draw it."""
    return finish(diagram, picture.draw(diagram, options, "svg"))


def finish(diagram: Diagram, drawn: bytes) -> bytes:
    """Turn an engine's SVG into graphkit's: its own ids and classes, names for people, nothing that acts."""
    root = parse(drawn)
    items: dict[str, Node | Link] = {item.id: item for item in diagram.nodes}
    items.update((item.id, item) for item in diagram.links)
    for group in root.iter("g"):
        item = items.get(group.get("id", ""))
        if item:
            group.set("class", item.classes)
            group.insert(0, _text("title", "\n".join(map(clean, item.tooltip.split("\n")))))
        elif group.get("class") == "graph":
            group.attrib.pop("id", None)
        elif group.get("id", "").startswith(KEY):
            group.set("class", "key")
    for text in root.iter("text"):
        text.set("font-family", FONTS)
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        **root.attrib,
        "role": "img",
        "aria-labelledby": f"{_TITLE} {_DESCRIPTION}",
    }
    root.insert(0, _text("title", clean(diagram.title), id=_TITLE))
    root.insert(1, _text("desc", clean(diagram.description), id=_DESCRIPTION))
    ElementTree.indent(root, "")
    return ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def _text(tag: str, text: str, **attributes: str) -> Element:
    element = ElementTree.Element(tag, attributes)
    element.text = text
    return element
