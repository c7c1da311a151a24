"""Where everything stands: the backbone alone shapes the picture, loose agents stand in rows below it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from graphkit.renderers.dot_parts import courses
from graphkit.renderers.dot_source import backbone, lines
from graphkit.renderers.engine import EngineError
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point, fan_out, read_route

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from graphkit.renderers.diagram import Diagram, Link, Node

SHAPE = 1.6
"""Width to height that a page or a screen likes best: 16:10."""
ONE_WAY = 30
"""Nodes up to which authority always stands on top; above, the better shape wins."""
FOLDS: tuple[tuple[float, tuple[int, ...]], ...] = ((ONE_WAY, (1,)), (100, (1, 2, 3, 4)), (math.inf, (1, 3)))
"""By the number of nodes: in how many ranks the leaves of an agent may stand; the better shape wins.

A large team has fewer to choose from, since each one is laid out.
"""
SPRAWL = math.log(10)
"""How far off the best shape a small picture may be, 16:1, before its leaves stand in several ranks, too."""
GAP = 20.0
ROW_GAP = 24.0
FIXED = ("-Kneato", "-n2")
"""Engine arguments that leave every node where it is."""


def place(diagram: Diagram, run: Callable[..., bytes], direction: str | None = None) -> Placement:
    """Lay out a diagram: the backbone, rows of loose nodes, then all other lines around what stands.

    `run` feeds DOT to an engine, with its arguments. Without a direction a large diagram takes the one that gives the
    better shape. Raises EngineError when an answer is not what was asked for.
    """
    directions = ("BT",) if len(diagram.nodes) <= ONE_WAY else ("BT", "RL")
    directions = (direction,) if direction else directions
    folds = next(folds for most, folds in FOLDS if len(diagram.nodes) <= most)
    standing = _best(diagram, run, directions, folds)
    if folds == (1,) and _misshape(standing) > SPRAWL:
        standing = min(standing, _best(diagram, run, directions, (2, 3, 4)), key=_misshape)
    _insist(diagram.nodes, standing.nodes, "nodes")
    routed = _read(run(lines(diagram, standing), *FIXED, "-Tjson"))
    _insist(diagram.nodes, routed.nodes, "nodes")
    _insist(diagram.links, routed.routes, "edges")
    known = courses(diagram)
    ends = {link.id: known[link.ends][:2] for link in diagram.links}
    routes = fan_out(routed.routes, ends, diagram.nodes, routed.nodes)
    clusters = _moved(standing, routed)
    return routed._replace(routes=routes, clusters=clusters, frame=_around(routed.frame, clusters))


def _best(diagram: Diagram, run: Callable[..., bytes], directions: Sequence[str], folds: Sequence[int]) -> Placement:
    """Return the backbone and the rows below it in the shape that a page likes best."""
    shapes = [(way, ranks) for way in directions for ranks in folds]
    drafts = [_read(run(backbone(diagram, way, ranks), "-Kdot", "-Tjson")) for way, ranks in shapes]
    return min((_with_rows(diagram, draft) for draft in drafts), key=_misshape)


def _moved(before: Placement, after: Placement) -> dict[str, Frame]:
    """Return the frames where the second pass would have them: it moves the whole picture into the corner."""
    shifts = [Point(at.x - before.nodes[name].x, at.y - before.nodes[name].y) for name, at in after.nodes.items()]
    dx, dy = shifts[0] if shifts else Point(0, 0)
    return {
        name: Frame(box.left + dx, box.bottom + dy, box.right + dx, box.top + dy)
        for name, box in before.clusters.items()
    }


def _around(frame: Frame, clusters: Mapping[str, Frame]) -> Frame:
    every = [frame, *clusters.values()]
    return Frame(
        min(f.left for f in every), min(f.bottom for f in every), max(f.right for f in every), max(f.top for f in every)
    )


def _misshape(placement: Placement) -> float:
    return abs(math.log(placement.frame.width / placement.frame.height / SHAPE))


def _insist(asked: Sequence[Node | Link], found: Container[str], what: str) -> None:
    """Exit status 0 is no proof: engines have dropped edges without a word."""
    placed = sum(item.id in found for item in asked)
    if placed < len(asked):
        raise EngineError(f"placed {placed} of {len(asked)} {what}")


def _read(answer: bytes) -> Placement:
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


def _with_rows(diagram: Diagram, standing: Placement) -> Placement:
    """Add the loose nodes in centred rows, as wide as the drawing or as a good shape asks for."""
    loose, frame = diagram.loose, standing.frame
    if not loose:
        return standing
    area = sum((node.width + GAP) * (node.height + ROW_GAP) for node in loose)
    places = dict(standing.nodes)
    bottom, widest = frame.bottom, frame.width
    for row in _rows(loose, max(frame.width, math.sqrt(area * SHAPE))):
        span, height = _span(row), max(node.height for node in row)
        bottom, widest = bottom - ROW_GAP - height, max(widest, span)
        x = frame.middle - span / 2
        for node in row:
            places[node.id] = Point(x + node.width / 2, bottom + height / 2)
            x += node.width + GAP
    left = min(frame.left, frame.middle - widest / 2)
    return standing._replace(nodes=places, frame=Frame(left, bottom, left + widest, frame.top))


def _rows(nodes: Sequence[Node], limit: float) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    for node in nodes:
        if rows[-1] and _span([*rows[-1], node]) > limit:
            rows.append([])
        rows[-1].append(node)
    return rows


def _span(row: Sequence[Node]) -> float:
    return sum(node.width for node in row) + GAP * (len(row) - 1)
