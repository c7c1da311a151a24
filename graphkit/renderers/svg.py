"""SVG for pages and docs: an image with a name, tooltips and classes, without scripts or requests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from graphkit.renderers import graphviz
from graphkit.renderers.dot_parts import SECOND
from graphkit.renderers.dot_source import HALO, KEY
from graphkit.renderers.svg_tree import centre_words, named, parse, text, to_bytes
from graphkit.support.escape import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

FONTS = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif"


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return the picture as SVG. Raises RenderError when no engine can draw it."""
    return finish(
        diagram, graphviz.draw(diagram, options, "svg"), follows=options.theme == "auto", full=options.theme != "light"
    )


def finish(diagram: Diagram, drawn: bytes, *, follows: bool = False, full: bool = False) -> bytes:
    """Turn an engine's SVG into graphkit's: its own ids and classes, names for people, nothing that acts.

    With `follows` it turns dark for readers who prefer that; with `full` the paper reaches over its edges, because a
    rounded size would leave a light line at the border of a dark picture.
    """
    root = parse(drawn)
    if full:
        _bleed(root)
    items: dict[str, Node | Link] = {node.id: node for node in diagram.nodes}
    items.update((link.id, link) for link in diagram.links)
    frames = {cluster.id for cluster in diagram.clusters}
    _merge_halves(root)
    for group in root.iter("g"):
        item = items.get(group.get("id", ""))
        if item:
            group.set("class", item.classes)
            if getattr(item, "note", ""):
                centre_words(group)
            _linked(group, getattr(item, "link", None))
            group.insert(0, text("title", "\n".join(map(clean, item.tooltip.split("\n")))))
        elif group.get("class") == "graph":
            group.attrib.pop("id", None)
        elif group.get("id") in frames:
            group.set("class", "cluster")
        elif group.get("id", "").endswith(HALO):
            group.set("class", "halo")
        elif group.get("id", "").startswith(KEY):
            group.set("class", "key")
    for words in root.iter("text"):
        words.set("font-family", FONTS)
    return to_bytes(named(root, diagram.title, diagram.description), follows=follows)


def _merge_halves(root: Element) -> None:
    """Make the two halves of a line one group again."""
    for parent in root.iter("g"):
        groups = {group.get("id", ""): group for group in parent}
        for name, group in groups.items():
            if name.endswith(SECOND) and (whole := groups.get(name.removesuffix(SECOND))) is not None:
                whole.extend(list(group))
                parent.remove(group)


def _bleed(root: Element) -> None:
    paper = next((shape for shape in root.iter("polygon") if shape.get("stroke") == "none"), None)
    if paper is not None:
        corners = [tuple(map(float, corner.split(","))) for corner in paper.get("points", "").split()]
        moved = (f"{x + 2 * (x > 0):g},{y + 2 * (y > 0):g}" for x, y in corners)
        paper.set("points", " ".join(moved))


def _linked(group: Element, address: str | None) -> None:
    """Make what a group shows a link to the definition."""
    if address:
        link = ElementTree.Element("a", {"href": address})
        link.extend(list(group))
        group[:] = [link]
