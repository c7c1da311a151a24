"""Drafts of a layout: what an engine is fed with for each of them, and what it answers."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from graphkit.renderers.dot_parts import Course, add, box, courses, digraph
from graphkit.renderers.dot_source import framed
from graphkit.renderers.engine import EngineError
from graphkit.renderers.layout.leaf_blocks import BLOCK
from graphkit.renderers.layout.packing import APART, components
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point, read_route
from graphkit.renderers.theme import light

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.routes import Route

Shape: TypeAlias = Literal["backbone", "hybrid", "all"]
"""Which lines shape a draft: those of the hierarchy; others too, turned as its ranks run; or all as they are."""
UPWARDS = {"BT": (0, 1), "TB": (0, -1), "RL": (-1, 0), "LR": (1, 0)}
"""By direction: where authority lies, to the right and up."""


class Recipe(NamedTuple):
    """How to make a draft: its direction, the gaps (inches) in a rank and between ranks, the order of the input.

    Engines begin with the order in which nodes come; another one leads to another drawing.
    """

    shape: Shape
    direction: str
    nodesep: float = 0.28
    ranksep: float = 0.6
    order: int = 0


def source(diagram: Diagram, recipe: Recipe, ranks: Mapping[str, float]) -> str:
    """Return the DOT of a draft: one graph for each component, so that none stretches another.

    `ranks` are the places of nodes along the hierarchy, higher ones above.
    """
    loose = unshaped(diagram, recipe.shape)
    names = [node.id for node in diagram.nodes if node.id not in loose]
    return "".join(_graph(diagram, frozenset(group), recipe, ranks) for group in components(diagram, names))


def _graph(diagram: Diagram, names: frozenset[str], recipe: Recipe, ranks: Mapping[str, float]) -> str:
    graph = digraph(
        diagram, light, rankdir=recipe.direction, splines="true",
        nodesep=f"{recipe.nodesep:g}", ranksep=f"{recipe.ranksep:g}",
    )  # fmt: skip
    for cluster in diagram.clusters:
        if cluster.members & names:
            graph.subgraph(framed(diagram, cluster))
    for node in sorted(diagram.nodes, key=lambda node: _turn(node.id, recipe.order)):
        if node.id in names:
            graph.node(node.id, **box(node))
    links = [link for link in diagram.links if link.ends <= names and not link.is_loop]
    known = courses(replace(diagram, links=tuple(links)))
    held = {link.ends for link in links if link.backbone}
    for link in sorted(links, key=lambda link: _turn(link.id, recipe.order)):
        course = known[link.ends]
        if recipe.shape == "backbone":
            if link.backbone or (course.lines > 1 and not any(end.startswith(BLOCK) for end in link.ends)):
                add(graph, link, course, light, **({} if link.backbone else {"constraint": "false"}))
        elif link.ends in held or recipe.shape == "all":
            add(graph, link, course, light, **({"weight": "4"} if link.backbone else {}))
        else:
            tail, head = ranks.get(course.tail, 0.0), ranks.get(course.head, 0.0)
            course = Course(course.head, course.tail, course.lines) if tail > head else course
            add(graph, link, course, light, **({"constraint": "false"} if tail == head else {}))
    return str(graph.source)


def unshaped(diagram: Diagram, shape: Shape) -> frozenset[str]:
    """Return the nodes that neither a frame nor a line which shapes the draft holds."""
    shaping = (link for link in diagram.links if not link.is_loop and (link.backbone or shape != "backbone"))
    held = {end for link in shaping for end in link.ends}
    held.update(*(cluster.members for cluster in diagram.clusters))
    return frozenset(node.id for node in diagram.nodes if node.id not in held)


def read(answer: bytes) -> Placement:
    """Read what `-Tjson` says of one graph, or of several, which then are side by side.

    Raises EngineError when it is not what Graphviz would write.
    """
    nodes: dict[str, Point] = {}
    routes: dict[str, Route] = {}
    clusters: dict[str, Frame] = {}
    right = top = 0.0
    try:
        for data in _documents(answer.decode()):
            frame = _box(data["bb"])
            dx, dy = right - frame.left, -frame.bottom
            objects = data.get("objects", ())
            nodes |= {item["id"]: _point(item["pos"]).moved(dx, dy) for item in objects if "bb" not in item}
            clusters |= {item["id"]: _box(item["bb"]).moved(dx, dy) for item in objects if "bb" in item}
            edges = (item for item in data.get("edges", ()) if "id" in item)
            routes |= {item["id"]: read_route(item["pos"]).moved(dx, dy) for item in edges}
            right, top = right + frame.width + APART, max(top, frame.height)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError("wrote a layout that cannot be read") from error
    return Placement(nodes, routes, Frame(0.0, 0.0, max(0.0, right - APART), top), clusters)


def _documents(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON documents that follow each other in a text. Raises ValueError without a sound one."""
    decoder = json.JSONDecoder()
    start, end = 0, len(text.rstrip())
    if not end:
        raise ValueError("no document")
    while start < end:
        document, stop = decoder.raw_decode(text, start)
        yield document
        start = end - len(text[stop:end].lstrip())


def _point(text: str) -> Point:
    return Point(*map(float, text.split(",")))


def _box(text: str) -> Frame:
    return Frame(*(float(number) for number in text.split(",")))


def _turn(identity: str, order: int) -> int:
    """Return a key that leaves the order as it is (0), or shuffles it, always in the same way."""
    return zlib.crc32(f"{order} {identity}".encode()) if order else 0
