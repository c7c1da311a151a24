"""What an engine is fed with to draw the finished picture: boxes, lines, legend and caption, each at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.dot_parts import OPEN, add, add_halves, box, courses, digraph, fill, size, stroke, text
from graphkit.renderers.legend import BOX, ROW, Sample, Words, surround
from graphkit.renderers.routes import Point, Route, straight
from graphkit.renderers.style import FONT, FRAME, MUTED, PAPER, Paint, Pen
from graphkit.renderers.text import FONT_SIZE, width
from graphkit.renderers.theme import light

if TYPE_CHECKING:
    import graphviz

    from graphkit.renderers.diagram import Cluster, Diagram
    from graphkit.renderers.placement import Frame, Placement
    from graphkit.renderers.theme import Tint

KEY = "key-"
"""What the ids of the legend's parts begin with."""
HALO = "-halo"
"""What the id of the light ground below a line ends in."""
_ARROW = 7.5
GRID = 3
"""Nodes without a line in a frame that stand side by side at least."""


def framed(diagram: Diagram, cluster: Cluster) -> graphviz.Digraph:
    """Return a frame with its nodes; those that no line holds in it are in rows, not in one endless row."""
    import graphviz

    look = {
        "id": cluster.id,
        "label": text(cluster.label),
        "labeljust": "l",
        "fontsize": f"{FONT_SIZE:g}",
        "margin": "12",
    }
    frame = graphviz.Digraph(f"cluster_{cluster.id}", graph_attr=look)
    held = {end for link in diagram.links if link.backbone and link.ends <= cluster.members for end in link.ends}
    for node in diagram.nodes:
        if node.id in cluster.members:
            frame.node(node.id)
    alone = [node.id for node in diagram.nodes if node.id in cluster.members - held]
    columns = max(GRID, round(len(alone) ** 0.5))
    for lower, upper in zip(alone[columns:], alone, strict=False):
        frame.edge(lower, upper, style="invis")
    return frame


def drawing(diagram: Diagram, placement: Placement, tint: Tint = light) -> str:
    """Return the finished picture, with every line routed, and title, legend and caption around it."""
    graph = digraph(diagram, tint, outputorder="edgesfirst")
    for cluster in diagram.clusters:
        _add_frame(graph, cluster, placement.clusters[cluster.id], tint)
    _add_all(graph, diagram, placement, tint)
    for link in diagram.links:
        if link.label:
            middle = placement.routes[link.id].halves()[0].points[-1]
            room = width(link.label) + 6
            words = Words(link.label, middle.x - room / 2, middle.y, room, colour=MUTED)
            _add_words(graph, f"{KEY}{link.id}", words, tint, paper=True)
    for number, part in enumerate(surround(diagram, placement.frame)):
        if isinstance(part, Words):
            _add_words(graph, f"{KEY}{number}", part, tint)
        else:
            _add_sample(graph, f"{KEY}{number}", part, tint)
    return str(graph.source)


def _add_all(graph: graphviz.Digraph, diagram: Diagram, placement: Placement, tint: Tint) -> None:
    for node in diagram.nodes:
        graph.node(node.id, **box(node, tint), pos=str(placement.nodes[node.id]))
    known = courses(diagram.links)
    for link in diagram.links:
        route = placement.routes.get(link.id)
        if route and placement.halos:
            halo = Pen(PAPER, link.pen.weight + 2.4, "solid", "none")
            look = {"id": f"{link.id}{HALO}", "dir": "none", **stroke(halo, tint)}
            graph.edge(*known[link.ends][:2], **look, pos=str(Route(route.points)))
        if route and link.pen.half and link.silent in link.ends:
            add_halves(graph, link, known[link.ends], route, tint)
            continue
        add(graph, link, known[link.ends], tint, **({"pos": str(route)} if route else {}))


def _add_frame(graph: graphviz.Digraph, cluster: Cluster, frame: Frame, tint: Tint) -> None:
    middle = Point(frame.middle, (frame.bottom + frame.top) / 2)
    graph.node(
        cluster.id, id=cluster.id, label="", style="rounded", color=tint(FRAME), penwidth="1", pos=str(middle),
        **size(frame.width, frame.height),
    )  # fmt: skip
    room = width(cluster.label)
    words = Words(cluster.label, frame.left + 8, frame.top - 12, room, colour=MUTED)
    _add_words(graph, f"{KEY}{cluster.id}", words, tint, paper=True)


def _add_words(graph: graphviz.Digraph, name: str, words: Words, tint: Tint, *, paper: bool = False) -> None:
    """Add a line of text; on paper of its own it covers the lines below it, and is centred."""
    ground = {"style": "filled", "fillcolor": tint(PAPER), "color": tint(PAPER)} if paper else {"style": ""}
    graph.node(
        name,
        id=name,
        label=text(words.text) + ("" if paper else "\\l"),
        shape="plaintext",
        fontsize=f"{words.size:g}",
        fontname=f"{FONT}-{words.style}" if words.style else FONT,
        fontcolor=tint(words.colour),
        pos=str(Point(words.x + words.width / 2, words.y)),
        **ground,
        **size(words.width, FONT_SIZE if paper else ROW),
    )


def _add_sample(graph: graphviz.Digraph, name: str, sample: Sample, tint: Tint) -> None:
    look, x, y = sample.look, sample.x, sample.y
    if isinstance(look, Paint):
        graph.node(name, id=name, label="", pos=str(Point(x + BOX[0] / 2, y)), **size(*BOX), **fill(look, tint))
        return
    start, end = Point(x, y), Point(x + sample.width, y)
    for number, point in enumerate((start, end)):
        graph.node(f"{name}-{number}", shape="point", style="invis", pos=str(point), **size(1, 1))
    if look.half:
        middle = start.moved(sample.width / 2, 0)
        _add_line(graph, name, start, middle, look._replace(arrow="none"), tint)
        open_end = look._replace(arrow=OPEN[look.arrow], dash="dotted")
        _add_line(graph, name, middle, end, open_end, tint)
    else:
        _add_line(graph, name, start, end, look, tint)


def _add_line(graph: graphviz.Digraph, name: str, start: Point, end: Point, pen: Pen, tint: Tint) -> None:
    tip = None if pen.arrow == "none" else end
    stop = end.moved(-_ARROW if tip else 0, 0)
    route = Route(straight((start, stop)), head_tip=tip)
    graph.edge(f"{name}-0", f"{name}-1", id=name, pos=str(route), dir="forward" if tip else "none", **stroke(pen, tint))
