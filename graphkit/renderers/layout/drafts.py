"""Drafts of a layout: what an engine is fed with for each of them, and what it answers."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from graphkit.renderers.dot_parts import Course, courses, digraph, size, ways
from graphkit.renderers.dot_source import framed
from graphkit.renderers.layout.leaf_blocks import BLOCK
from graphkit.renderers.layout.packing import components
from graphkit.renderers.placement import Placement
from graphkit.renderers.theme import light
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.renderers.diagram import Diagram, Link, Node

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

    def wider(self, more: float) -> Recipe:
        """Return the recipe with so much more room between ranks."""
        return self._replace(ranksep=self.ranksep + more)


def source(diagram: Diagram, recipe: Recipe, ranks: Mapping[str, float]) -> list[str]:
    """Return the DOT of a draft: one graph for each component, so that none stretches another.

    `ranks` are the places of nodes along the hierarchy, higher ones above.
    """
    loose = unshaped(diagram, recipe.shape)
    names = [node.id for node in diagram.nodes if node.id not in loose]
    groups = components(diagram, names)
    home = {name: number for number, group in enumerate(groups) for name in group}
    nodes: list[list[Node]] = [[] for _ in groups]
    for node in sorted(diagram.nodes, key=lambda node: _turn(node.id, recipe.order)):
        if node.id in home:
            nodes[home[node.id]].append(node)
    links: list[list[Link]] = [[] for _ in groups]
    for link in sorted(diagram.links, key=lambda link: _turn(link.id, recipe.order)):
        if link.source in home and link.target in home and not link.is_loop:
            links[home[link.source]].append(link)
    return [_graph(diagram, *part, recipe, ranks) for part in zip(nodes, links, strict=True)]


def _graph(
    diagram: Diagram, nodes: Sequence[Node], links: Sequence[Link], recipe: Recipe, ranks: Mapping[str, float]
) -> str:
    graph = digraph(
        diagram, light, rankdir=recipe.direction, splines="true",
        nodesep=f"{recipe.nodesep:g}", ranksep=f"{recipe.ranksep:g}",
    )  # fmt: skip
    graph.node_attr["label"] = ""
    if diagram.clusters:
        names = {node.id for node in nodes}
        for cluster in diagram.clusters:
            if cluster.members & names:
                graph.subgraph(framed(diagram, cluster))
    graph.body += [_sized(node) for node in nodes]
    known = courses(links if recipe.shape == "all" else diagram.links)
    held = {link.ends for link in links if link.backbone}
    for link in links:
        course = known[link.ends]
        if recipe.shape == "backbone":
            if link.backbone or (course.lines > 1 and not any(end.startswith(BLOCK) for end in link.ends)):
                graph.body.append(_line(link, course, "" if link.backbone else "constraint=false"))
        elif link.ends in held or recipe.shape == "all":
            graph.body.append(_line(link, course))
        else:
            tail, head = ranks.get(course.tail, 0.0), ranks.get(course.head, 0.0)
            course = Course(course.head, course.tail, course.lines) if tail > head else course
            graph.body.append(_line(link, course, "constraint=false" if tail == head else ""))
    return str(graph.source)


def parted(links: Sequence[Link], ranks: Mapping[str, float]) -> dict[str, float]:
    """Return the ranks with the busiest node of each half a rank lower.

    It is the one with most lines to others of its rank: they have room then, instead of running beside each other.
    """
    level = [link for link in links if not link.is_loop and ranks.get(link.source) == ranks.get(link.target)]
    lines = Counter(end for link in level for end in (link.source, link.target))
    busiest = {ranks[name]: name for name in sorted(lines, key=lambda name: (lines[name], name)) if name in ranks}
    return {**ranks, **{name: rank - 0.5 for rank, name in busiest.items()}}


def routing(diagram: Diagram, placed: Placement) -> str:
    """Return everything at its fixed place: the engine routes the lines that have no route yet."""
    graph = digraph(diagram)
    graph.node_attr["label"] = ""
    graph.body += [_sized(node, f'pos="{placed.nodes[node.id]}"') for node in diagram.nodes]
    known = courses(diagram.links)
    for link in diagram.links:
        route = placed.routes.get(link.id)
        graph.body.append(_line(link, known[link.ends], f'pos="{route}"' if route else ""))
    return str(graph.source)


def _sized(node: Node, place: str = "") -> str:
    """Return a node as a draft has it: a size, and no words. The ids are graphkit's own and need no escapes."""
    width, height = size(node.width, node.height).values()
    return f'"{node.id}" [id="{node.id}" width={width} height={height} penwidth={node.paint.weight:g} {place}]\n'


def _line(link: Link, course: Course, more: str = "") -> str:
    """Return a line as a draft has it: with what decides where its ends are."""
    pen = link.pen
    return (
        f'"{course.tail}" -> "{course.head}" [id="{link.id}" dir={ways(link, course)} penwidth={pen.weight:g} '
        f"arrowhead={pen.arrow} arrowtail={pen.arrow} {more}]\n"
    )


def unshaped(diagram: Diagram, shape: Shape) -> frozenset[str]:
    """Return the nodes that neither a frame nor a line which shapes the draft holds."""
    shaping = (link for link in diagram.links if not link.is_loop and (link.backbone or shape != "backbone"))
    held = {end for link in shaping for end in link.ends}
    held.update(*(cluster.members for cluster in diagram.clusters))
    return frozenset(node.id for node in diagram.nodes if node.id not in held)


def _turn(identity: str, order: int) -> int:
    """Return a key that leaves the order as it is (0), or shuffles it, always in the same way."""
    return zlib.crc32(f"{order} {identity}".encode()) if order else 0
