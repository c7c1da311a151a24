"""Drafts of a layout: what an engine is fed with for each of them, and what it answers."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from graphkit.renderers.dot_parts import Course, add, box, courses, digraph
from graphkit.renderers.dot_source import framed
from graphkit.renderers.engine import EngineError
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point, read_route
from graphkit.renderers.theme import light

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.renderers.diagram import Diagram

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
    """Return the DOT of a draft; `ranks` are the places of nodes along the hierarchy, higher ones above."""
    loose = unshaped(diagram, recipe.shape)
    graph = digraph(
        diagram, light, rankdir=recipe.direction, splines="true",
        nodesep=f"{recipe.nodesep:g}", ranksep=f"{recipe.ranksep:g}",
    )  # fmt: skip
    for cluster in diagram.clusters:
        graph.subgraph(framed(diagram, cluster))
    for node in sorted(diagram.nodes, key=lambda node: _turn(node.id, recipe.order)):
        if node.id not in loose:
            graph.node(node.id, **box(node))
    known = courses(diagram)
    held = {link.ends for link in diagram.links if link.backbone}
    for link in sorted(diagram.links, key=lambda link: _turn(link.id, recipe.order)):
        if link.is_loop or loose & link.ends:
            continue
        course = known[link.ends]
        if recipe.shape == "backbone":
            if link.backbone or course.lines > 1:
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
    """Read what `-Tjson` says. Raises EngineError when it is not what Graphviz would write."""
    try:
        data = json.loads(answer)
        frame = _box(data["bb"])
        objects = data.get("objects", ())
        nodes = {item["id"]: Point(*map(float, item["pos"].split(","))) for item in objects if "bb" not in item}
        clusters = {item["id"]: _box(item["bb"]) for item in objects if "bb" in item}
        routes = {item["id"]: read_route(item["pos"]) for item in data.get("edges", ()) if "id" in item}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError("wrote a layout that cannot be read") from error
    return Placement(nodes, routes, frame, clusters)


def _box(text: str) -> Frame:
    return Frame(*(float(number) for number in text.split(",")))


def _turn(identity: str, order: int) -> int:
    """Return a key that leaves the order as it is (0), or shuffles it, always in the same way."""
    return zlib.crc32(f"{order} {identity}".encode()) if order else 0
