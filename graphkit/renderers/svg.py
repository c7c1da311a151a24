"""SVG for pages and docs: an image with a name, tooltips and classes, without scripts or requests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from graphkit.escape import clean
from graphkit.renderers import picture
from graphkit.renderers.passes import KEY
from graphkit.renderers.svg_tree import named, parse, text, to_bytes

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

FONTS = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif"


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return the picture as SVG. Raises RenderError when no engine can draw it."""
    return finish(diagram, picture.draw(diagram, options, "svg"), follows=options.theme == "auto")


def finish(diagram: Diagram, drawn: bytes, *, follows: bool = False) -> bytes:
    """Turn an engine's SVG into graphkit's: its own ids and classes, names for people, nothing that acts.

    With `follows` it turns dark for readers who prefer that.
    """
    root = parse(drawn)
    items: dict[str, Node | Link] = {node.id: node for node in diagram.nodes}
    items.update((link.id, link) for link in diagram.links)
    frames = {cluster.id for cluster in diagram.clusters}
    for group in root.iter("g"):
        item = items.get(group.get("id", ""))
        if item:
            group.set("class", item.classes)
            _linked(group, getattr(item, "link", None))
            group.insert(0, text("title", "\n".join(map(clean, item.tooltip.split("\n")))))
        elif group.get("class") == "graph":
            group.attrib.pop("id", None)
        elif group.get("id") in frames:
            group.set("class", "cluster")
        elif group.get("id", "").startswith(KEY):
            group.set("class", "key")
    for words in root.iter("text"):
        words.set("font-family", FONTS)
    return to_bytes(named(root, diagram.title, diagram.description), follows=follows)


def _linked(group: Element, address: str | None) -> None:
    """Make what a group shows a link to the definition."""
    if address:
        link = ElementTree.Element("a", {"href": address})
        link.extend(list(group))
        group[:] = [link]
