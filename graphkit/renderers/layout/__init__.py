"""Where everything is: several drafts, and the one that costs its reader least."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graphkit.renderers.dot_parts import courses
from graphkit.renderers.dot_source import lines
from graphkit.renderers.engine import EngineError, EngineTimeoutError, end_all
from graphkit.renderers.layout.cost import Cost, cost
from graphkit.renderers.layout.dense import dense_layout
from graphkit.renderers.layout.drafts import UPWARDS, Recipe, Shape, read, source, unshaped
from graphkit.renderers.layout.leaf_blocks import fold, unfold
from graphkit.renderers.layout.loops import with_loops
from graphkit.renderers.layout.packing import packed, with_rows
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import fan_out

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.layout.leaf_blocks import Block
    from graphkit.renderers.routes import Point, Route

FEW_NODES, FEW_LINES = 60, 200
"""Nodes and lines up to which all drafts are made; above, only those that the hierarchy shapes."""
MANY_LINES, DENSE = 300, 2.0
"""Lines above which, and lines per node above which, no engine routes them: it would take minutes."""
USUAL = 0.97
"""How large a picture may be, measured by the standard draft, before its size counts as grown."""
WORKERS = 2
DRAFTING = 0.5
"""The share of the time limit after which drafts end; the rest is for drawing."""
FIXED = ("-Kneato", "-n2")
"""Engine arguments that leave every node where it is."""
BLOCK_SHAPES = {"BT": 2.2, "TB": 2.2, "RL": 1.0, "LR": 1.0}
NARROW_BLOCKS = {"BT": 0.5, "TB": 0.5, "RL": 3.0, "LR": 3.0}
"""By direction: how much wider than high a block of leaves is best, alone and beside many others."""
UPRIGHT: tuple[tuple[Shape, float, float, int], ...] = (
    ("hybrid", 0.14, 0.35, 3),
    ("hybrid", 0.14, 0.5, 5),
    ("hybrid", 0.28, 0.35, 1),
    ("hybrid", 0.28, 0.35, 5),
    ("all", 0.14, 0.35, 0),
    ("all", 0.14, 0.35, 1),
    ("all", 0.14, 0.5, 1),
    ("all", 0.28, 0.35, 3),
)
SIDEWAYS: tuple[tuple[Shape, float, float, int], ...] = (
    ("hybrid", 0.14, 0.35, 2),
    ("hybrid", 0.14, 0.35, 3),
    ("hybrid", 0.2, 0.4, 2),
    ("all", 0.14, 0.35, 2),
    ("all", 0.14, 0.5, 1),
    ("all", 0.14, 0.7, 2),
)
"""Shape, gaps and order of the drafts of a graph with few nodes: those that won most often on real ones."""


Run: TypeAlias = "Callable[..., bytes]"
"""Feeds DOT to an engine, with its arguments."""


class _Variant(NamedTuple):
    """The diagram as it is, or with blocks in place of leaves."""

    diagram: Diagram
    blocks: tuple[Block, ...] = ()


class _Draft(NamedTuple):
    """A finished draft and its cost."""

    placed: Placement
    cost: Cost


def place(diagram: Diagram, run: Run, direction: str | None = None) -> Placement:
    """Lay out a diagram: the cheapest of several drafts, for which `cost` says what counts.

    A diagram with very many lines, or one that no draft lays out in time, gets straight lines between rows of boxes.
    Raises EngineError when an answer is not what was asked for.
    """
    if len(diagram.links) > max(MANY_LINES, DENSE * len(diagram.nodes)):
        return dense_layout(diagram, direction)
    try:
        return _cheapest(diagram, run, (direction,) if direction else ("BT", "RL"))
    except EngineTimeoutError:
        return dense_layout(diagram, direction)


def _cheapest(diagram: Diagram, run: Run, directions: Sequence[str]) -> Placement:
    """Return the cheapest draft. Raises the first error when none is complete."""
    standard = _shaped(diagram, Recipe("backbone", directions[0]), {}, run)
    across, up = UPWARDS[directions[0]]
    ranks = {name: round(at.x * across + at.y * up) for name, at in standard.nodes.items()}
    tasks = [(variant, recipe) for way in directions for variant, recipe in _recipes(diagram, way)]

    def attempt(task: tuple[_Variant, Recipe]) -> _Draft | EngineError:
        try:
            return _draft(diagram, *task, run, ranks)
        except EngineError as error:
            return error

    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            made = list(pool.map(attempt, tasks))
        except BaseException:  # Ctrl-C ends what is drawn, and what waits
            pool.shutdown(wait=False, cancel_futures=True)
            end_all()
            raise
    drafts = [draft for draft in made if isinstance(draft, _Draft)]
    if not drafts:
        raise next(error for error in made if isinstance(error, EngineError))
    usual = drafts[0].cost.area * USUAL
    return min(drafts, key=lambda draft: draft.cost.total(usual)).placed


def _recipes(diagram: Diagram, direction: str) -> Iterator[tuple[_Variant, Recipe]]:
    """Yield the drafts to make in one direction; the first one is what all others are compared with."""
    yield _Variant(_without_loops(diagram)), Recipe("backbone", direction)
    by_rank = _folded(diagram, direction, BLOCK_SHAPES, hierarchy=True)
    if by_rank.blocks:
        yield by_rank, Recipe("backbone", direction)
        yield _folded(diagram, direction, NARROW_BLOCKS, hierarchy=True), Recipe("backbone", direction, 0.2, 0.4)
    by_line = _folded(diagram, direction, BLOCK_SHAPES, hierarchy=False)
    if len(by_line.diagram.nodes) <= FEW_NODES and len(diagram.links) <= FEW_LINES:
        lateral = any(not link.backbone for link in by_line.diagram.links)
        for shape, nodesep, ranksep, order in UPRIGHT if direction in ("BT", "TB") else SIDEWAYS:
            if lateral or shape != "hybrid":
                yield by_line, Recipe(shape, direction, nodesep, ranksep, order)


def _folded(diagram: Diagram, direction: str, shapes: Mapping[str, float], *, hierarchy: bool) -> _Variant:
    shown, blocks = fold(diagram, shapes[direction], hierarchy=hierarchy)
    return _Variant(_without_loops(shown), blocks)


def _without_loops(diagram: Diagram) -> Diagram:
    return replace(diagram, links=tuple(link for link in diagram.links if not link.is_loop))


def _draft(diagram: Diagram, variant: _Variant, recipe: Recipe, run: Run, ranks: Mapping[str, float]) -> _Draft:
    """Make a draft: shape, pack, unfold, route what has no route yet, and keep arrowheads apart."""
    drawn, blocks = variant
    placed = _shaped(drawn, recipe, ranks, run)
    loose = unshaped(drawn, recipe.shape)
    _insist([node for node in drawn.nodes if node.id not in loose], placed.nodes, "nodes")
    standing = with_rows(packed(drawn, placed), [node for node in drawn.loose if node.id in loose])
    _insist(drawn.nodes, standing.nodes, "nodes")
    standing = _apart(drawn, standing)
    if recipe.shape != "backbone":
        _insist(drawn.links, standing.routes, "edges")
    standing = unfold(standing, blocks)
    if recipe.shape == "backbone":
        whole = _without_loops(diagram)
        standing = _routed(whole, standing, run)
        _insist(whole.links, standing.routes, "edges")
        standing = _apart(whole, standing, {link.id for block in blocks for link in block.links})
    standing = with_loops(diagram, standing)
    return _Draft(standing, cost(diagram, standing, UPWARDS[recipe.direction]))


def _apart(diagram: Diagram, standing: Placement, fixed: Container[str] = ()) -> Placement:
    """Turn every route to its course and keep the arrowheads apart, except those of lines with a place of their own."""
    known = courses(diagram)
    boxes = {node.id: _Box(node, standing.nodes[node.id]) for node in diagram.nodes}
    moving = [link for link in diagram.links if link.id in standing.routes and link.id not in fixed]
    ends = {link.id: known[link.ends][:2] for link in moving}
    routes = {link.id: _along(standing.routes[link.id], *(boxes[end] for end in ends[link.id])) for link in moving}
    fanned = fan_out(routes, ends, diagram.nodes, standing.nodes)
    return standing._replace(routes={**standing.routes, **fanned})


def _shaped(diagram: Diagram, recipe: Recipe, ranks: Mapping[str, float], run: Run) -> Placement:
    """Return what an engine makes of a recipe; nothing is placed where no line shapes anything."""
    dot = source(diagram, recipe, ranks)
    return read(run(dot, "-Kdot", "-Tjson")) if dot else Placement({}, {}, Frame(0, 0, 0, 0))


def _along(route: Route, tail: _Box, head: _Box) -> Route:
    """Return a route from the tail to the head of its course, whichever way a draft had it."""
    start = route.points[0]
    return route if tail.distance(start) <= head.distance(start) else route.turned()


class _Box(NamedTuple):
    """A node where it is."""

    node: Node
    at: Point

    def distance(self, point: Point) -> float:
        """Return how far outside a point lies; negative inside."""
        dx, dy = abs(point.x - self.at.x), abs(point.y - self.at.y)
        return max(dx - self.node.width / 2, dy - self.node.height / 2)


def _routed(diagram: Diagram, standing: Placement, run: Run) -> Placement:
    """Route all lines around boxes that stay where they are."""
    routed = read(run(lines(diagram, standing), *FIXED, "-Tjson"))
    _insist(diagram.nodes, routed.nodes, "nodes")
    clusters = _shifted(standing, routed)
    every = [routed.frame, *clusters.values()]
    frame = Frame(
        min(f.left for f in every), min(f.bottom for f in every), max(f.right for f in every), max(f.top for f in every)
    )
    return routed._replace(clusters=clusters, frame=frame)


def _shifted(before: Placement, after: Placement) -> dict[str, Frame]:
    """Return the frames where the second pass would have them: it moves the whole picture into the corner."""
    shifts = [(at.x - before.nodes[name].x, at.y - before.nodes[name].y) for name, at in after.nodes.items()]
    dx, dy = shifts[0] if shifts else (0, 0)
    return {name: box.moved(dx, dy) for name, box in before.clusters.items()}


def _insist(asked: Sequence[Node | Link], found: Container[str], what: str) -> None:
    """Exit status 0 is no proof: engines have dropped edges without a word."""
    placed = sum(item.id in found for item in asked)
    if placed < len(asked):
        raise EngineError(f"placed {placed} of {len(asked)} {what}")
