"""The parts of DOT that the file for users and the two passes share.

No edge ever gets a label: together with `constraint=false` it made every engine lose edges or crash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.style import FONT, MUTED, PAPER, QUIET, TEXT, Paint, Pen
from graphkit.renderers.text import FONT_SIZE, SMALL_SIZE
from graphkit.renderers.theme import light
from graphkit.support import escape
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import graphviz

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.routes import Route
    from graphkit.renderers.theme import Tint

SMOOTH = 100
"""Nodes up to which lines may be curves: above, routing them takes minutes."""
SECOND = "-quiet"
"""What the id of the half of a line ends in that one end does not declare."""
OPEN = {"normal": "onormal", "vee": "onormal", "empty": "odiamond", "diamond": "odiamond", "none": "odot"}
"""Arrowheads at an end that does not declare its line."""
_POINTS = 72


class Course(NamedTuple):
    """The way that all lines between two agents run, and how many they are; of one course, engines draw them apart."""

    tail: str
    head: str
    lines: int


def digraph(diagram: Diagram, tint: Tint = light, **attributes: str) -> graphviz.Digraph:
    """Return an empty digraph with graphkit's defaults."""
    import graphviz

    splines = "true" if len(diagram.nodes) <= SMOOTH else "line"
    return graphviz.Digraph(
        "agents",
        graph_attr={
            "nodesep": ".28", "ranksep": ".6", "pad": ".2", "bgcolor": tint(PAPER), "fontname": FONT,
            "splines": splines, **attributes,
        },
        node_attr={
            "shape": "box", "style": "rounded,filled", "fixedsize": "true", "fontname": FONT,
            "fontsize": f"{FONT_SIZE:g}", "fontcolor": tint(TEXT), "margin": "0",
        },
        edge_attr={"arrowsize": ".75"},
    )  # fmt: skip


def text(raw: str) -> str:
    """Make text inert in a quoted DOT string: no escape sequence, no entity, no HTML; line breaks stay line breaks."""
    import graphviz

    lines = (escape.dot(line).replace("&", "&amp;") for line in raw.split("\n"))
    # The mark of `nohtml` is a type of its own, which `str` would take off again.
    marked: str = graphviz.nohtml("\\n".join(lines))
    return marked


def box(node: Node, tint: Tint = light) -> dict[str, str]:
    """Return the attributes of a node; its size is fixed, so that every engine lays out the same picture."""
    label = _noted(node, tint) if node.note else text("\n".join(node.lines))
    own = {"id": node.id, "class": node.classes, "label": label}
    if node.faint:
        own["fontcolor"] = tint(MUTED)
    return {**own, **size(node.width, node.height), **fill(node.paint, tint)}


def _noted(node: Node, tint: Tint) -> str:
    """Return a label whose last line is small, as HTML of Graphviz."""
    name = "<BR/>".join(escape.xml(line) for line in node.lines)
    small = "<BR/>".join(escape.xml(line) for line in node.note.split("\n"))
    note = f'<FONT POINT-SIZE="{SMALL_SIZE:g}" COLOR="{tint(QUIET)}">{small}</FONT>'
    return f"<{name}<BR/>{note}>"


def size(width: float, height: float) -> dict[str, str]:
    """Return the attributes of a size in points."""
    return {"width": f"{width / _POINTS:.4f}", "height": f"{height / _POINTS:.4f}"}


def fill(paint: Paint, tint: Tint = light) -> dict[str, str]:
    """Return the attributes of a paint."""
    style = "rounded,filled" if paint.dash == "solid" else f"rounded,filled,{paint.dash}"
    return {"fillcolor": tint(paint.fill), "color": tint(paint.stroke), "penwidth": f"{paint.weight:g}", "style": style}


def stroke(pen: Pen, tint: Tint = light) -> dict[str, str]:
    """Return the attributes of a pen."""
    return {
        "color": tint(pen.colour), "penwidth": f"{pen.weight:g}", "style": pen.dash,
        "arrowhead": pen.arrow, "arrowtail": pen.arrow,
    }  # fmt: skip


def courses(links: Iterable[Link]) -> dict[frozenset[str], Course]:
    """Return the course of every joined pair of node ids: that of its backbone link, if it has one."""
    found: dict[frozenset[str], Course] = {}
    for link in sorted(links, key=lambda link: not link.backbone):
        known = found.get(link.ends, Course(link.lower, link.upper, 0))
        found[link.ends] = known._replace(lines=known.lines + 1)
    return found


def add(graph: graphviz.Digraph, link: Link, course: Course, tint: Tint = light, **attributes: str) -> None:
    """Add a link along a course, with the arrow at its own target."""
    own = {"id": link.id, "class": link.classes, "dir": ways(link, course), **stroke(link.pen, tint)}
    graph.edge(course.tail, course.head, **own, **attributes)


def add_halves(graph: graphviz.Digraph, link: Link, course: Course, route: Route, tint: Tint) -> None:
    """Add a link that one end does not declare: its half there is dotted, and open at the end."""
    for half, end in zip(route.halves(), (course.tail, course.head), strict=True):
        quiet = end == link.silent
        pen = link.pen._replace(dash="dotted" if quiet else "solid")
        if quiet:
            pen = pen._replace(arrow=OPEN[pen.arrow] if half.tail_tip or half.head_tip else "odot")
            half = half.tipped(at_head=end == course.head)
        way = "back" if half.tail_tip else "forward" if half.head_tip else "none"
        name = link.id + (SECOND if quiet else "")
        own = {"id": name, "class": link.classes, "dir": way, **stroke(pen, tint)}
        graph.edge(course.tail, course.head, **own, pos=str(half))


def ways(link: Link, course: Course) -> str:
    """Return at which ends of its course a link has arrows, or a sign."""
    if not link.directed:
        return "none"
    if link.both:
        return "both"
    return "forward" if link.target == course.head else "back"
