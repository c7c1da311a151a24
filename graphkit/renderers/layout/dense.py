"""Very many lines: boxes in staggered rows, related ones near each other, with straight or bowed lines between them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from graphkit.renderers.layout.dense_lines import Box, Lines
from graphkit.renderers.layout.extent import extent
from graphkit.renderers.layout.loops import with_loops
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import Point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.renderers.diagram import Cluster, Diagram, Node

COLUMN_GAP, ROW_GAP = 44.0, 58.0
MARGIN, TITLE = 12.0, 26.0
"""Points between a frame and what is in it, and at its top."""
SHAPE = 1.6
SWEEPS, MOST_MOVES = 16, 32_000
"""How often boxes are moved nearer to those that they have to do with, and a bound for that by the number of lines."""


def dense_layout(diagram: Diagram, direction: str | None = None) -> Placement:
    """Return a layout without an engine: levels from the top down if there are any, else by who has to do with whom."""
    cells = _arranged(diagram)
    if direction == "TB":
        bottom = max(row for row, _ in cells.values())
        cells = {name: (bottom - row, column) for name, (row, column) in cells.items()}
    pitch = max(node.width for node in diagram.nodes) + COLUMN_GAP
    tall = max(node.height for node in diagram.nodes) + ROW_GAP
    boxes = {}
    for node in diagram.nodes:
        row, column = cells[node.id]
        boxes[node.id] = Box((column + (row % 2) / 2) * pitch, -row * tall, node.width / 2, node.height / 2)
    routes = Lines(diagram, boxes, cells, (pitch, tall)).routes()
    places = {name: Point(box.x, box.y) for name, box in boxes.items()}
    frames = {cluster.id: _framed(diagram, cluster, places) for cluster in diagram.clusters}
    frame = extent(diagram.nodes, places, routes.values(), frames.values())
    return with_loops(diagram, Placement(places, routes, frame, frames, halos=True))


def _framed(diagram: Diagram, cluster: Cluster, places: Mapping[str, Point]) -> Frame:
    """Return the frame around a cluster, with room for its title at the top."""
    inner = extent([node for node in diagram.nodes if node.id in cluster.members], places, ())
    return Frame(inner.left - MARGIN, inner.bottom - MARGIN, inner.right + MARGIN, inner.top + TITLE)


def _arranged(diagram: Diagram) -> dict[str, tuple[int, int]]:
    """Return the row and the column of each node: levels or frames in rows of their own, related nodes near."""
    around: dict[str, list[str]] = {node.id: [] for node in diagram.nodes}
    for link in diagram.links:
        if not link.is_loop:
            around[link.source].append(link.target)
            around[link.target].append(link.source)
    columns = max(1, round(math.sqrt(len(diagram.nodes) * SHAPE / 1.9)))
    cells: dict[str, tuple[int, int]] = {}
    band: dict[str, tuple[int, int]] = {}
    row = 0
    for group in _bands(diagram):
        ordered = _by_neighbourhood([node.id for node in group], around)
        rows = -(-len(ordered) // columns)
        share = -(-len(ordered) // rows)
        for place, name in enumerate(ordered):
            line, column = divmod(place, share)
            shift = (columns - share) // 2
            cells[name] = (row + line, shift + (column if line % 2 == 0 else share - 1 - column))
            band[name] = (row, row + rows)
        row += rows
    _improve(cells, band, around, columns)
    return cells


def _bands(diagram: Diagram) -> list[list[Node]]:
    """Return the nodes that stand in rows of their own: those of a frame, else those of a level."""
    if not diagram.clusters:
        return _levels(diagram.nodes)
    groups = [[node for node in diagram.nodes if node.id in cluster.members] for cluster in diagram.clusters]
    held = frozenset().union(*(cluster.members for cluster in diagram.clusters))
    rest = [node for node in diagram.nodes if node.id not in held]
    return [*groups, rest] if rest else groups


def _levels(nodes: Sequence[Node]) -> list[list[Node]]:
    ranks = sorted({node.rank for node in nodes if node.rank is not None}, reverse=True)
    if len(ranks) < 2:
        return [list(nodes)]
    groups = [[node for node in nodes if node.rank == rank] for rank in ranks]
    rest = [node for node in nodes if node.rank is None]
    return [*groups, rest] if rest else groups


def _by_neighbourhood(names: Sequence[str], around: Mapping[str, Sequence[str]]) -> list[str]:
    """Order names so that those with lines to each other come together: breadth first, the busiest first."""
    left = dict.fromkeys(sorted(names, key=lambda name: (-len(around[name]), name)))
    found: list[str] = []
    while left:
        queue = [next(iter(left))]
        del left[queue[0]]
        for name in queue:
            for other in sorted(set(around[name]), key=lambda o: (-len(around[o]), o)):
                if other in left:
                    del left[other]
                    queue.append(other)
        found += queue
    return found


def _improve(
    cells: dict[str, tuple[int, int]],
    band: Mapping[str, tuple[int, int]],
    around: Mapping[str, Sequence[str]],
    columns: int,
) -> None:
    """Exchange boxes of one level as long as that makes the lines shorter."""
    at = {cell: name for name, cell in cells.items()}

    def length(name: str, cell: tuple[int, int]) -> float:
        row, column = cell
        here = column + (row % 2) / 2
        found = 0.0
        for other in around[name]:
            there, beside = cells[other]
            dx, dy = (here - beside - (there % 2) / 2) * 1.9, row - there
            found += dx * dx + dy * dy
        return found

    lines = sum(map(len, around.values())) // 2
    for _ in range(min(SWEEPS, 1 + MOST_MOVES // max(1, lines))):
        moved = False
        for name in sorted(cells):
            if not around[name]:
                continue
            row, column = cells[name]
            low, high = band[name]
            mean_row = sum(cells[o][0] for o in around[name]) / len(around[name])
            mean_column = sum(cells[o][1] for o in around[name]) / len(around[name])
            for r in range(round(mean_row) - 1, round(mean_row) + 2):
                for c in range(round(mean_column) - 1, round(mean_column) + 2):
                    if not (low <= r < high and 0 <= c < columns) or (r, c) == (row, column):
                        continue
                    other = at.get((r, c))
                    before = length(name, (row, column)) + (length(other, (r, c)) if other else 0)
                    cells[name] = (r, c)
                    if other:
                        cells[other] = (row, column)
                    after = length(name, (r, c)) + (length(other, (row, column)) if other else 0)
                    if after < before - 1e-9:
                        at[(r, c)] = name
                        at.pop((row, column), None)
                        if other:
                            at[(row, column)] = other
                        row, column = r, c
                        moved = True
                    else:
                        cells[name] = (row, column)
                        if other:
                            cells[other] = (r, c)
        if not moved:
            return
