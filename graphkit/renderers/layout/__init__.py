"""Where everything is: several drafts, and the one that costs its reader least."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from graphkit.renderers.dot_parts import courses
from graphkit.renderers.engine import EngineError, EngineTimeoutError
from graphkit.renderers.layout.answers import FIXED, answers
from graphkit.renderers.layout.cost import cost
from graphkit.renderers.layout.dense import dense_layout
from graphkit.renderers.layout.drafts import UPWARDS, Recipe, parted, routing, source, unshaped
from graphkit.renderers.layout.leaf_blocks import fold, unfold
from graphkit.renderers.layout.loops import with_loops
from graphkit.renderers.layout.packing import packed, with_rows
from graphkit.renderers.layout.stretch import stretched
from graphkit.renderers.placement import Frame, Placement
from graphkit.renderers.routes import fan_out
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.layout.answers import Answer
    from graphkit.renderers.layout.leaf_blocks import Block
    from graphkit.renderers.routes import Point, Route

FEW_NODES, FEW_LINES = 60, 200
"""Nodes and lines up to which all drafts are made."""
MORE_NODES, MORE_LINES = 200, 320
"""Nodes and lines up to which all lines may shape a draft; above, only those of the hierarchy."""
USUAL = 0.97
"""How large a picture may be, measured by the standard draft, before its size counts as grown."""
DRAFTING = 0.5
"""The share of the time limit after which drafts end; the rest is for drawing."""
LABELLED = 0.3
"""Inches between ranks besides where lines have labels, which would hide a short line."""
BLOCK_SHAPES = {"BT": 2.2, "TB": 2.2, "RL": 1.6, "LR": 1.6}
NARROW_BLOCKS = {"BT": 0.5, "TB": 0.5, "RL": 3.0, "LR": 3.0}
"""By direction: how much wider than high a block of leaves is best, alone and beside many others."""
DRAFTS = {
    "upright": (
        Recipe("hybrid", "BT", 0.1, 0.3, 0),
        Recipe("hybrid", "BT", 0.1, 0.35, 1),
        Recipe("hybrid", "BT", 0.14, 0.3, 4),
    ),
    "sideways": (
        Recipe("all", "RL", 0.1, 0.3, 5),
        Recipe("all", "RL", 0.1, 0.45, 2),
        Recipe("hybrid", "RL", 0.1, 0.3, 3),
    ),
}
"""The drafts of a graph with few nodes: of some hundred recipes, those that together miss least."""


Run: TypeAlias = "Callable[..., bytes]"
"""Feeds DOT to an engine, with its arguments."""


class _Task(NamedTuple):
    """A draft to make: the diagram without loops, as it is or with blocks in place of leaves; and how."""

    diagram: Diagram
    blocks: tuple[Block, ...]
    recipe: Recipe


def place(diagram: Diagram, run: Run, direction: str | None = None) -> Placement:
    """Lay out a diagram: the cheapest of several drafts, for which `cost` says what counts.

    A diagram with very many lines, or one that no draft lays out in time, gets straight lines between rows of boxes.
    Raises EngineError when an answer is not what was asked for.
    """
    if diagram.is_mesh:
        return dense_layout(diagram, direction)
    try:
        return _cheapest(diagram, run, (direction,) if direction else ("BT", "RL"))
    except EngineTimeoutError:
        return dense_layout(diagram, direction)


def _cheapest(diagram: Diagram, run: Run, directions: Sequence[str]) -> Placement:
    """Return the cheapest draft. Raises the first error when none is complete."""
    whole = replace(diagram, links=tuple(link for link in diagram.links if not link.is_loop))
    apart = LABELLED if any(link.label for link in whole.links) else 0.0
    first = _Task(whole, (), Recipe("backbone", directions[0]).wider(apart))
    (standard,) = answers([source(whole, first.recipe, {})], run)
    if isinstance(standard, EngineError):
        raise standard
    across, up = UPWARDS[directions[0]]
    ranks = parted(whole.links, {name: round(at.x * across + at.y * up) for name, at in standard.nodes.items()})
    more = (task._replace(recipe=task.recipe.wider(apart)) for way in directions for task in _tasks(whole, way))
    tasks = [first, *(task for task in more if task.diagram is not whole or task.recipe != first.recipe)]
    shaped = [standard, *answers([source(task.diagram, task.recipe, ranks) for task in tasks[1:]], run)]
    made = [_complete(_arranged, task, answer) for task, answer in zip(tasks, shaped, strict=True)]
    return _best(diagram, tasks, _routed(whole, tasks, made, run))


def _tasks(diagram: Diagram, direction: str) -> Iterator[_Task]:
    """Yield the drafts to make in one direction."""
    folded, blocks = fold(diagram, BLOCK_SHAPES[direction])
    if len(folded.nodes) <= FEW_NODES and len(diagram.links) <= FEW_LINES:
        for recipe in DRAFTS["upright" if direction in ("BT", "TB") else "sideways"]:
            yield _Task(folded, blocks, recipe._replace(direction=direction))
        return
    yield _Task(diagram, (), Recipe("backbone", direction))
    if len(diagram.nodes) <= MORE_NODES and len(diagram.links) <= MORE_LINES:
        yield _Task(diagram, (), Recipe("all", direction, 0.1, 0.3, 5))
    folded, blocks = fold(diagram, BLOCK_SHAPES[direction], hierarchy=True)
    if blocks:
        yield _Task(folded, blocks, Recipe("backbone", direction))
        narrow = fold(diagram, NARROW_BLOCKS[direction], hierarchy=True)
        yield _Task(*narrow, Recipe("backbone", direction, 0.2, 0.4))


def _complete(work: Callable[[_Task, Placement], Placement], task: _Task, answer: Answer) -> Answer:
    """Do the next step of a draft, unless it failed already."""
    if isinstance(answer, EngineError):
        return answer
    try:
        return work(task, answer)
    except EngineError as error:
        return error


def _arranged(task: _Task, placed: Placement) -> Placement:
    """Pack what an engine has laid out, keep arrowheads apart, and unfold blocks."""
    diagram, shape = task.diagram, task.recipe.shape
    loose = unshaped(diagram, shape)
    _insist([node for node in diagram.nodes if node.id not in loose], placed.nodes, "nodes")
    standing = with_rows(packed(diagram, placed), [node for node in diagram.loose if node.id in loose])
    _insist(diagram.nodes, standing.nodes, "nodes")
    standing = _apart(diagram, standing)
    if shape != "backbone":
        _insist(diagram.links, standing.routes, "edges")
    return unfold(standing, task.blocks)


def _routed(whole: Diagram, tasks: Sequence[_Task], made: Sequence[Answer], run: Run) -> list[Answer]:
    """Route the lines that did not shape their draft, around boxes that stay where they are."""
    done = list(made)
    bare = {
        n: answer
        for n, answer in enumerate(made)
        if tasks[n].recipe.shape == "backbone" and isinstance(answer, Placement)
    }
    routed = answers([[routing(whole, standing)] for standing in bare.values()], run, *FIXED)
    for (number, standing), answer in zip(bare.items(), routed, strict=True):
        done[number] = _complete(partial(_finished, whole, standing), tasks[number], answer)
    return done


def _finished(whole: Diagram, standing: Placement, task: _Task, routed: Placement) -> Placement:
    _insist(whole.nodes, routed.nodes, "nodes")
    clusters = _shifted(standing, routed)
    every = [routed.frame, *clusters.values()]
    frame = Frame(
        min(f.left for f in every), min(f.bottom for f in every), max(f.right for f in every), max(f.top for f in every)
    )
    standing = routed._replace(clusters=clusters, frame=frame)
    _insist(whole.links, standing.routes, "edges")
    return _apart(whole, standing, {link.id for block in task.blocks for link in block.links})


def _best(diagram: Diagram, tasks: Sequence[_Task], made: Sequence[Answer]) -> Placement:
    """Return the cheapest of the finished drafts. Raises the first error when there is none."""
    best, least, usual = None, math.inf, 0.0
    for task, answer in zip(tasks, made, strict=True):
        if isinstance(answer, Placement):
            answer = answer if task.blocks else stretched(diagram, answer)
            placed = with_loops(diagram, answer)
            usual = usual or placed.frame.width * placed.frame.height * USUAL
            price = cost(diagram, placed, UPWARDS[task.recipe.direction]).total(usual)
            if price < least:
                best, least = placed, price
    if best is None:
        raise next(error for error in made if isinstance(error, EngineError))
    return best


def _apart(diagram: Diagram, standing: Placement, fixed: Container[str] = ()) -> Placement:
    """Turn every route to its course and keep the arrowheads apart, except those of lines with a place of their own."""
    known = courses(diagram.links)
    boxes = {node.id: _Box(node, standing.nodes[node.id]) for node in diagram.nodes}
    moving = [link for link in diagram.links if link.id in standing.routes and link.id not in fixed]
    ends = {link.id: known[link.ends][:2] for link in moving}
    routes = {link.id: _along(standing.routes[link.id], *(boxes[end] for end in ends[link.id])) for link in moving}
    fanned = fan_out(routes, ends, diagram.nodes, standing.nodes)
    return standing._replace(routes={**standing.routes, **fanned})


def _along(route: Route, tail: _Box, head: _Box) -> Route:
    """Return a route from the tail to the head of its course, whichever way a draft had it."""
    start = route.tail_tip or route.points[0]  # a short line is nearer to its other end than its arrow is long
    return route if tail.distance(start) <= head.distance(start) else route.turned()


class _Box(NamedTuple):
    """A node where it is."""

    node: Node
    at: Point

    def distance(self, point: Point) -> float:
        """Return how far outside a point lies; negative inside."""
        dx, dy = abs(point.x - self.at.x), abs(point.y - self.at.y)
        return max(dx - self.node.width / 2, dy - self.node.height / 2)


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
