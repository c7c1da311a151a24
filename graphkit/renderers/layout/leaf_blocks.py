"""Leaves of one agent as a block: equals in columns below it, joined to it by one trunk."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.renderers.diagram import Node, State
from graphkit.renderers.routes import Point, Route, straight
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.renderers.diagram import Diagram, Link
    from graphkit.renderers.placement import Placement

BLOCK = "b-"
"""What the ids of nodes in place of leaves begin with."""
FEWEST, SMALL, FEWEST_OF_MANY = 5, 30, 3
"""Leaves of one kind that make a block: in a picture of so many nodes at most, and in a larger one."""
GUTTER, STUB, ROW_GAP, RUN = 20.0, 14.0, 8.0, 10.0
"""Points beside each column, from the line there to a box, between two rows, and for the line that joins columns."""


class Block(NamedTuple):
    """Leaves of one agent whose lines look the same; `id` is that of the node in their place, `trunk` of its line."""

    id: str
    trunk: str
    leaves: tuple[Node, ...]
    links: tuple[Link, ...]
    columns: int


def fold(diagram: Diagram, shape: float, *, hierarchy: bool = False) -> tuple[Diagram, tuple[Block, ...]]:
    """Return the diagram with a node in place of each group of leaves, about `shape` times as wide as high.

    With `hierarchy` only lines of the backbone count: a leaf may have others, which then are those of its block.
    """
    groups = _groups(diagram, hierarchy=hierarchy)
    if not groups:
        return diagram, ()
    nodes = {node.id: node for node in diagram.nodes}
    blocks, boxes, trunks, home = [], {}, {}, {}
    for number, links in enumerate(groups):
        hub = frozenset.intersection(*(link.ends for link in links))
        leaves = tuple(nodes[next(iter(link.ends - hub))] for link in links)
        columns = _columns(leaves, shape)
        block = Block(f"{BLOCK}{number}", f"{BLOCK}{number}-trunk", leaves, tuple(links), columns)
        width, height = _size(block)
        blocks.append(block)
        boxes[leaves[0].id] = Node(
            id=block.id, agent="", lines=("",), level=None, rank=None, tone=None, state=State.NORMAL, tooltip="",
            width=width, height=height,
        )  # fmt: skip
        first, leaf = links[0], leaves[0].id
        trunks[first.id] = replace(
            first,
            id=block.trunk,
            source=block.id if first.source == leaf else first.source,
            target=block.id if first.target == leaf else first.target,
        )
        home.update({node.id: block.id for node in leaves})
    gone = {link.id for links in groups for link in links}
    return (
        replace(
            diagram,
            nodes=tuple(boxes.get(n.id, n) for n in diagram.nodes if n.id in boxes or n.id not in home),
            links=tuple(
                trunks.get(k.id) or replace(k, source=home.get(k.source, k.source), target=home.get(k.target, k.target))
                for k in diagram.links
                if k.id in trunks or (k.id not in gone and (k.is_loop or not _within(k, home)))
            ),
            clusters=tuple(
                replace(cluster, members=frozenset(home.get(member, member) for member in cluster.members))
                for cluster in diagram.clusters
            ),
        ),
        tuple(blocks),
    )


def unfold(placed: Placement, blocks: Sequence[Block]) -> Placement:
    """Return the layout with every leaf at its place, and its line along the trunk of its block."""
    if not blocks:
        return placed
    nodes, routes = dict(placed.nodes), dict(placed.routes)
    for block in blocks:
        at, trunk = nodes.pop(block.id), routes.pop(block.trunk)
        _fill(block, at, trunk, nodes, routes)
    return placed._replace(nodes=nodes, routes=routes)


def _within(link: Link, home: Mapping[str, str]) -> bool:
    """Whether both ends of a line are in the same block."""
    return link.source in home and home[link.source] == home.get(link.target)


def _groups(diagram: Diagram, *, hierarchy: bool) -> list[list[Link]]:
    """Return the lines to leaves, those of one agent that look the same together."""
    counted = [link for link in diagram.links if link.backbone or not hierarchy]
    degree = Counter(end for link in counted for end in (link.source, link.target))
    cluster = {member: c.id for c in diagram.clusters for member in c.members}
    groups: dict[tuple[object, ...], list[Link]] = {}
    for link in counted:
        if link.is_loop or link.cycle or min(degree[link.source], degree[link.target]) > 1:
            continue
        leaf = link.source if degree[link.source] == 1 else link.target
        hub = link.target if leaf == link.source else link.source
        if degree[hub] > 1 and cluster.get(leaf) == cluster.get(hub):
            key = (hub, leaf == link.source, leaf == link.lower, link.both, link.directed, link.pen, link.backbone)
            groups.setdefault(key, []).append(link)
    fewest = FEWEST if len(diagram.nodes) <= SMALL else FEWEST_OF_MANY
    return [links for links in groups.values() if len(links) >= fewest]


def _columns(leaves: Sequence[Node], shape: float) -> int:
    def misfit(columns: int) -> float:
        width, height = _size(Block("", "", tuple(leaves), (), columns))
        empty = -len(leaves) % columns
        return abs(math.log(width / height / shape)) + 0.1 * empty / columns

    return min(range(1, len(leaves) + 1), key=misfit)


def _grid(block: Block) -> tuple[list[float], list[float]]:
    """Return the width of each column and the height of each row."""
    number = block.columns
    columns = [max(node.width for node in block.leaves[place::number]) for place in range(number)]
    rows = [
        max(node.height for node in block.leaves[start : start + number])
        for start in range(0, len(block.leaves), number)
    ]
    return columns, rows


def _size(block: Block) -> tuple[float, float]:
    columns, rows = _grid(block)
    return sum(columns) + GUTTER * (len(columns) + 1), sum(rows) + ROW_GAP * (len(rows) - 1) + 2 * RUN


def _fill(block: Block, at: Point, trunk: Route, nodes: dict[str, Point], routes: dict[str, Route]) -> None:
    """Place the leaves of a block and draw their lines: along the row, the gutter, the run, then the trunk."""
    columns, rows = _grid(block)
    width, height = _size(block)
    at_start = block.links[0].lower in {leaf.id for leaf in block.leaves}
    port = (trunk.tail_tip or trunk.points[0]) if at_start else (trunk.head_tip or trunk.points[-1])
    dx, dy = (port.x - at.x) / width, (port.y - at.y) / height
    sideways = abs(dx) > abs(dy)
    right = sideways and dx > 0
    below = not sideways and dy < 0
    left, top = at.x - width / 2, at.y + height / 2
    run = top - RUN / 2 if not below else at.y - height / 2 + RUN / 2
    starts = [left + GUTTER * (number + 1) + sum(columns[:number]) for number in range(len(columns))]
    gutters = [x + columns[n] + STUB if right else x - STUB for n, x in enumerate(starts)]
    middles = [top - RUN - sum(rows[:row]) - ROW_GAP * row - tall / 2 for row, tall in enumerate(rows)]
    edge = (gutters[-1] if right else gutters[0]) if sideways else port.x
    for place, (leaf, link) in enumerate(zip(block.leaves, block.links, strict=True)):
        row, column = divmod(place, block.columns)
        x = starts[column] + (columns[column] - leaf.width if right else 0)
        nodes[leaf.id] = Point(x + leaf.width / 2, middles[row])
        touch = Point(x + leaf.width if right else x, middles[row])
        way = [touch, Point(gutters[column], middles[row])]
        if not sideways or edge != gutters[column]:
            way += [Point(gutters[column], y) for y in _between(middles[row], run, middles)]
            way += [Point(x, run) for x in _between(gutters[column], edge, gutters)]
            way += [Point(edge, y) for y in _between(run, port.y, middles)] if sideways else [port]
        else:
            way += [Point(edge, y) for y in _between(middles[row], port.y, middles)]
        if way[-1] != port:
            way.append(port)
        routes[link.id] = _joined(way, trunk, at_start=at_start)


def _between(start: float, end: float, stops: Sequence[float]) -> list[float]:
    """Return the stops on the way and its end: lines that share a stretch have the same corners on it."""
    on_the_way = sorted({stop for stop in stops if min(start, end) < stop < max(start, end)}, reverse=start > end)
    return [*on_the_way, end]


def _joined(way: list[Point], trunk: Route, *, at_start: bool) -> Route:
    """Return the line from a leaf through the block and along the trunk, with the arrows that the line has."""
    tip = trunk.tail_tip if at_start else trunk.head_tip
    leaf_arrow = tip is not None
    start = way[0]
    if leaf_arrow:
        first = way[1]
        length = math.dist(start, first) or 1.0
        share = min(0.8, 6.0 / length)
        way = [Point(start.x + (first.x - start.x) * share, start.y + (first.y - start.y) * share), *way[1:]]
    inner = straight(way)
    if at_start:
        bridge = [] if tip is None else straight([way[-1], trunk.points[0]])[1:]
        return Route((*inner, *bridge, *trunk.points[1:]), start if leaf_arrow else None, trunk.head_tip)
    turned = tuple(reversed(inner))
    bridge = [] if tip is None else straight([trunk.points[-1], way[-1]])[1:]
    return Route((*trunk.points, *bridge, *turned[1:]), trunk.tail_tip, start if leaf_arrow else None)
