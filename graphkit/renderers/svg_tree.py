"""An engine's SVG as a tree that holds nothing but shapes and text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from graphkit.renderers.engine import EngineError
from graphkit.renderers.theme import style_sheet
from graphkit.support.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SPACE = "http://www.w3.org/2000/svg"
_TITLE, _DESCRIPTION = "graphkit-title", "graphkit-description"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SHAPES = frozenset({"path", "polygon", "polyline", "ellipse"})
_KEPT = SHAPES | {"svg", "g", "text"}
_ATTRIBUTES = frozenset({
    "class", "cx", "cy", "d", "fill", "fill-opacity", "font-family", "font-size", "font-style", "font-weight", "height",
    "id", "points", "rx", "ry", "stroke", "stroke-dasharray", "stroke-opacity", "stroke-width", "text-anchor",
    "transform", "viewBox", "width", "x", "y",
})  # fmt: skip


def parse(svg: bytes) -> Element:
    """Return the tree without name spaces, scripts, links and titles. Raises EngineError if it is no SVG."""
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - of an engine fed with escaped names; entities are not loaded
    except ElementTree.ParseError as error:
        raise EngineError("wrote an SVG that cannot be read") from error
    if local(root.tag) != "svg":
        raise EngineError("wrote something else than SVG")
    return _shapes_only(root)


def drawn_ids(svg: bytes) -> set[str]:
    """Return the ids of the nodes and edges that are really drawn: those that hold at least one shape."""
    groups = (element for element in parse(svg).iter("g") if element.get("class", "").split(" ")[0] in ("node", "edge"))
    return {group.get("id", "") for group in groups if any(child.tag in SHAPES for child in group.iter())}


def named(root: Element, title: str, description: str) -> Element:
    """Make it an image that has a name and a description for those who do not see it."""
    attributes = {name: value for name, value in root.attrib.items() if name != "xmlns"}
    label = f"{_TITLE} {_DESCRIPTION}"
    root.attrib = {"xmlns": SPACE, **attributes, "role": "img", "aria-labelledby": label}
    root.insert(0, text("title", clean(title), id=_TITLE))
    root.insert(1, text("desc", clean(description), id=_DESCRIPTION))
    return root


def to_bytes(root: Element, *, follows: bool) -> bytes:
    """Write the tree; with `follows` it turns dark for readers who prefer that."""
    if follows:
        style = text("style", style_sheet(ElementTree.tostring(root, encoding="unicode")))
        root.insert(2, style)
    ElementTree.indent(root, "")
    return ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def text(tag: str, content: str, **attributes: str) -> Element:
    """Return an element that holds text."""
    element = ElementTree.Element(tag, attributes)
    element.text = content
    return element


def _shapes_only(element: Element) -> Element:
    attributes = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
    kept = ElementTree.Element(local(element.tag), attributes)
    kept.text = element.text if kept.tag == "text" else None
    kept.extend(_shapes_only(child) for child in _children(element))
    return kept


def _children(element: Element) -> Iterator[Element]:
    """Yield the children to keep; what stands inside a link moves up."""
    for child in element:
        if local(child.tag) == "a":
            yield from _children(child)
        elif local(child.tag) in _KEPT:
            yield child


def centre_words(group: Element) -> None:
    """Put the lines of a label in the middle of their box: engines place them by the width of their own fonts."""
    numbers = [float(n) for shape in group for n in _NUMBER.findall(shape.get("d") or shape.get("points") or "")]
    if numbers:
        middle = (min(numbers[::2]) + max(numbers[::2])) / 2
        for words in group.iter("text"):
            words.set("text-anchor", "middle")
            words.set("x", f"{middle:.2f}")


def local(tag: str) -> str:
    """Return a name without its name space."""
    return tag.rpartition("}")[2]
