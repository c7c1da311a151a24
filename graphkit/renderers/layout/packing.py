"""Parts that no line joins are laid side by side like boxes on shelves, and what has no line at all in rows below."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.components import weak_components
from graphkit.renderers.layout.cost import SHAPE
from graphkit.renderers.layout.extent import extent
from graphkit.renderers.placement import Frame
from graphkit.renderers.routes import Point
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from graphkit.renderers.diagram import Diagram, Node
    from graphkit.renderers.placement import Placement

APART = 30.0
"""Points between two parts."""
GAP, ROW_GAP = 20.0, 24.0
"""Points between loose nodes in a row, and between rows."""
WIDTHS = (0.8, 1.0, 1.2, 1.5, 1.9, 2.4)
"""Widths of a shelf to try, as parts of what a picture of the best shape would have."""


class _Part(NamedTuple):
    """One component with everything that belongs to it, and the box around it."""

    nodes: tuple[str, ...]
    routes: tuple[str, ...]
    clusters: tuple[str, ...]
    frame: Frame


def components(diagram: Diagram, names: Collection[str]) -> list[tuple[str, ...]]:
    """Return the nodes of these names by component: what lines or a frame hold together, sorted."""
    joined: dict[str, list[str]] = {name: [] for name in names}
    bonds = [(link.source, link.target) for link in diagram.links]
    bonds += [pair for cluster in diagram.clusters for pair in pairwise(sorted(cluster.members))]
    for one, other in bonds:
        if one in joined and other in joined:
            joined[one].append(other)
            joined[other].append(one)
    return [tuple(sorted(group)) for group in weak_components({name: sorted(ends) for name, ends in joined.items()})]


def packed(diagram: Diagram, placed: Placement) -> Placement:
    """Return a layout whose components are on shelves, if that is smaller or nearer to the best shape."""
    groups = components(diagram, placed.nodes)
    if len(groups) < 2:
        return placed
    parts = _parts(diagram, placed, groups)
    area = sum((part.frame.width + APART) * (part.frame.height + APART) for part in parts)
    ideal = math.sqrt(area * SHAPE)
    widest = max(part.frame.width for part in parts)
    tries = [_shelves(parts, max(widest, ideal * share)) for share in WIDTHS]
    best = min(tries, key=lambda places: _worth(_extent(parts, places)))
    if _worth(_extent(parts, best)) >= _worth(placed.frame):
        return placed
    return _moved(placed, parts, best)


def with_rows(placed: Placement, loose: Sequence[Node]) -> Placement:
    """Add nodes in centred rows below the drawing, as wide as it is or as a good shape asks for."""
    if not loose:
        return placed
    frame = placed.frame
    area = sum((node.width + GAP) * (node.height + ROW_GAP) for node in loose)
    if placed.nodes:
        area += frame.width * frame.height
    places = dict(placed.nodes)
    bottom, widest = frame.bottom, frame.width
    for row in _rows(loose, max(frame.width, math.sqrt(area * SHAPE))):
        span, height = _span(row), max(node.height for node in row)
        bottom, widest = bottom - ROW_GAP - height, max(widest, span)
        x = frame.middle - span / 2
        for node in row:
            places[node.id] = Point(x + node.width / 2, bottom + height / 2)
            x += node.width + GAP
    left = min(frame.left, frame.middle - widest / 2)
    return placed._replace(nodes=places, frame=Frame(left, bottom, left + widest, frame.top))


def _parts(diagram: Diagram, placed: Placement, groups: Sequence[tuple[str, ...]]) -> list[_Part]:
    """Return the components of what has a place, the tallest first."""
    boxes = {node.id: node for node in diagram.nodes if node.id in placed.nodes}
    home = {name: number for number, group in enumerate(groups) for name in group}
    routes: dict[int, list[str]] = {}
    for link in diagram.links:
        if link.id in placed.routes:
            routes.setdefault(home[link.source], []).append(link.id)
    clusters: dict[int, list[str]] = {}
    for cluster in diagram.clusters:
        if cluster.id in placed.clusters:
            clusters.setdefault(home[min(cluster.members)], []).append(cluster.id)
    parts = []
    for number, group in enumerate(groups):
        mine, frames = routes.get(number, []), clusters.get(number, [])
        frame = extent(
            [boxes[name] for name in group],
            placed.nodes,
            [placed.routes[name] for name in mine],
            [placed.clusters[name] for name in frames],
        )
        parts.append(_Part(group, tuple(mine), tuple(frames), frame))
    return sorted(parts, key=lambda part: (-part.frame.height, -part.frame.width, part.nodes))


def _shelves(parts: Sequence[_Part], limit: float) -> list[Point]:
    """Return the top left corner of each part: as high as it fits below what is there, then as far left.

    What is there is known by its lower edge (a skyline): stretches from left to right, each with its depth.
    """
    places = []
    line = [(0.0, limit + APART, 0.0)]
    for part in parts:
        width, height = part.frame.width + APART, part.frame.height + APART
        fits = [(max(d for x, w, d in line if x < left + width and x + w > left), left) for left, _, _ in line
                if left + width <= limit + APART + 0.01]  # fmt: skip
        depth, left = min(fits)
        places.append(Point(left, -depth))
        line = sorted([*_cut(line, left, left + width), (left, width, depth + height)])
    return places


def _cut(line: list[tuple[float, float, float]], left: float, right: float) -> Iterator[tuple[float, float, float]]:
    """Yield the stretches of a skyline without what is between two places."""
    for x, width, depth in line:
        if x < left:
            yield x, min(width, left - x), depth
        if x + width > right:
            start = max(x, right)
            yield start, x + width - start, depth


def _extent(parts: Sequence[_Part], places: Sequence[Point]) -> Frame:
    right = max(at.x + part.frame.width for part, at in zip(parts, places, strict=True))
    bottom = min(at.y - part.frame.height for part, at in zip(parts, places, strict=True))
    return Frame(0.0, bottom, right, 0.0)


def _worth(frame: Frame) -> float:
    return math.log(frame.width * frame.height) + abs(math.log(frame.width / frame.height / SHAPE))


def _moved(placed: Placement, parts: Sequence[_Part], places: Sequence[Point]) -> Placement:
    nodes, routes, clusters = dict(placed.nodes), dict(placed.routes), dict(placed.clusters)
    for part, at in zip(parts, places, strict=True):
        dx, dy = at.x - part.frame.left, at.y - part.frame.top
        for name in part.nodes:
            nodes[name] = nodes[name].moved(dx, dy)
        for name in part.routes:
            routes[name] = routes[name].moved(dx, dy)
        for name in part.clusters:
            clusters[name] = clusters[name].moved(dx, dy)
    return placed._replace(nodes=nodes, routes=routes, clusters=clusters, frame=_extent(parts, places))


def _rows(nodes: Sequence[Node], limit: float) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    for node in nodes:
        if rows[-1] and _span([*rows[-1], node]) > limit:
            rows.append([])
        rows[-1].append(node)
    return rows


def _span(row: Sequence[Node]) -> float:
    return sum(node.width for node in row) + GAP * (len(row) - 1)
