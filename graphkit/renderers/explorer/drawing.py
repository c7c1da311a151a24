"""The picture inside the page: every line of every relation drawn once, so that toggling a layer moves nothing."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from graphkit.renderers import graphviz
from graphkit.renderers.compose import compose, legible_relations
from graphkit.renderers.explorer.bows import Box, bow
from graphkit.renderers.style import PENS
from graphkit.renderers.svg_tree import SHAPES, centre_words, parse
from graphkit.renderers.text import FONT_SIZE
from graphkit.support.errors import RenderError
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from graphkit.model.graph import AgentGraph
    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

_LOG = logging.getLogger(__name__)
MOST_NODES = 300
"""Nodes up to which a whole picture answers the hand: above, a browser takes too long to redraw it."""
OTHER = "other"
_LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size")


class Drawing(NamedTuple):
    """The picture as markup, or None with a sentence that says why there is none; `shown` are the layers to begin with.

    `diagram` holds every node and every link, drawn at first or not; `width` and `height` are in points.
    """

    diagram: Diagram
    shown: frozenset[str]
    svg: str | None = None
    width: float = 0.0
    height: float = 0.0
    note: str = ""


def draw(
    graph: AgentGraph, options: RenderOptions, sketch: Callable[[RenderOptions], Diagram] | None = None
) -> Drawing:
    """Draw all relations: those of the plain picture as it draws them, the others bowed over it.

    A graph that is too large, or that no engine can draw, has a note instead of a picture. `sketch` composes what is
    drawn, where that is not the plain graph.
    """
    # What is too large is for the list, not for an overview of some; and what a line says is in the page's own panel.
    options = replace(options, whole=True, tooltips=False)
    every = replace(options, relations=options.relations or tuple(graph.relations))
    whole = sketch(every) if sketch else compose(graph, every)
    if options == every:
        shown = frozenset(link.relation for link in whole.links)
    elif sketch or options.focus or options.only_findings or options.collapse:
        plain = sketch(options) if sketch else compose(graph, options)  # may have other boxes
        shown = frozenset(link.relation for link in plain.links)
    else:
        shown = legible_relations(graph, whole)
    diagram = replace(whole, legend=(), caption="", headline=None)
    if len(diagram.nodes) > MOST_NODES:
        return Drawing(diagram, shown, note=_too_many(len(diagram.nodes)))
    first = tuple(replace(link, edges=()) for link in diagram.links if link.relation in shown)
    try:
        tree = parse(_drawn(replace(diagram, links=first), options))
    except RenderError as error:
        _LOG.warning("the page has no whole picture, only a list and what surrounds an agent: %s", error)
        return Drawing(diagram, shown, note=f"There is no whole picture. {error}")
    width, height = (float(number) for number in tree.get("viewBox", "0 0 1 1").split()[2:])
    world = next(group for group in tree.iter("g") if group.get("class") == "graph")
    return Drawing(diagram, shown, _markup(world, diagram), width, height)


@lru_cache(maxsize=1)
def _drawn(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return the picture of a diagram; while a page is served, most of what people change moves nothing in it."""
    return graphviz.draw(diagram, options, "svg")


def kind(relation: str) -> str:
    """Return the class of a relation's line: its own for those that have a look of their own."""
    return relation if relation in PENS else OTHER


def looks(link: Link) -> list[str]:
    """Return the classes that a line has beside that of its relation; of a change only that it is one."""
    if link.change:
        return [link.change]  # a cycle of both states together may be one of neither
    flags = (
        ("cycle", link.cycle),
        ("cut", link.cut),
        ("prose", link.prose),
        ("missing", link.ghost),
        ("self", link.is_loop),
    )
    return [name for name, is_set in flags if is_set]


def _markup(world: Element, diagram: Diagram) -> str:
    """Return the groups of all lines, then of all nodes, free of looks: those are the style sheet's."""
    drawn = {group.get("id", ""): group for group in world if group.get("id")}
    nodes = {node.id: _plain(drawn[node.id], node.id, _node_classes(node)) for node in diagram.nodes}
    edges = [_plain(drawn[link.id], link.id, _link_classes(link)) for link in diagram.links if link.id in drawn]
    edges += _bows(diagram, drawn, nodes)
    frame = ElementTree.Element("g", {"id": "world", "transform": world.get("transform", "")})
    frame.extend((*edges, *nodes.values()))
    return ElementTree.tostring(frame, encoding="unicode")


def _plain(group: Element, name: str, classes: str) -> Element:
    group.attrib = {"id": name, "class": classes}
    if classes.startswith("node"):
        centre_words(group)
    for part in group.iter():
        if part.tag == "text" and float(part.get("font-size", FONT_SIZE)) < FONT_SIZE:
            part.set("class", "small")
        if part.tag in SHAPES or part.tag == "text":
            for look in _LOOKS:
                part.attrib.pop(look, None)
        if part.tag in SHAPES:
            part.set("class", "box" if classes.startswith("node") else "line" if part.tag == "path" else "tip")
    return group


def _bows(diagram: Diagram, drawn: dict[str, Element], nodes: dict[str, Element]) -> Iterator[Element]:
    taken = Counter(link.ends for link in diagram.links if link.id in drawn)
    boxes = {name: Box.around(next(part.get("d", "") for part in group if "d" in part.attrib))
             for name, group in nodes.items()}  # fmt: skip
    for link in diagram.links:
        if link.id in drawn or link.is_loop:
            continue
        path, tips = bow(boxes[link.source], boxes[link.target], taken[link.ends])
        taken[link.ends] += 1
        group = ElementTree.Element("g", {"id": link.id, "class": _link_classes(link)})
        group.append(ElementTree.Element("path", {"class": "line", "d": path}))
        for end in ("source", "target") if link.both else ("target",) if link.directed else ():
            group.append(ElementTree.Element("polygon", {"class": "tip", "points": tips[end]}))
        yield group


def _node_classes(node: Node) -> str:
    changed = f" {node.change}" if node.change else ""
    return f"node {node.state.value} {'unranked' if node.tone is None else f'tone-{node.tone.number}'}{changed}"


def _link_classes(link: Link) -> str:
    return " ".join(("edge", kind(link.relation), *looks(link)))


def _too_many(nodes: int) -> str:
    return (
        f"{nodes:,} agents are too many for one picture. Choose an agent in the list to draw what surrounds it, "
        "or narrow the list with a search or a filter."
    )
