"""Positions as JSON, for programs that draw themselves: the same layout as the picture."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphkit.renderers import graphviz
from graphkit.support.escape import clean, json_text

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions
    from graphkit.renderers.placement import Frame, Placement
    from graphkit.renderers.routes import Point


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return boxes and lines in points; x grows to the right, y downwards, as in SVG.

    A line is a chain of cubic Bézier curves (3n+1 points). Raises RenderError when no engine can lay it out.
    """
    placed = graphviz.lay_out(diagram, options)
    frame = placed.frame
    agents = {node.id: node.agent for node in diagram.nodes}
    data = {
        "version": 1,
        "title": diagram.title,
        "caption": diagram.caption,
        "width": round(frame.width, 2),
        "height": round(frame.height, 2),
        "nodes": [_node(node, placed) for node in diagram.nodes],
        "edges": [_edge(link, agents, placed) for link in diagram.links],
        "clusters": [
            {"label": cluster.label, "agents": sorted(agents[member] for member in cluster.members),
             **_box(placed.clusters[cluster.id], frame)}
            for cluster in diagram.clusters
        ],
    }  # fmt: skip
    return (json_text(json.dumps(data, indent=2)) + "\n").encode()


def _node(node: Node, placed: Placement) -> dict[str, Any]:
    x, y = _at(placed.nodes[node.id], placed.frame)
    return {
        "id": node.id, "agent": node.agent, "label": clean(" ".join(node.lines)), "level": node.level,
        "state": node.state, "x": x, "y": y, "width": round(node.width, 2), "height": round(node.height, 2),
    }  # fmt: skip


def _edge(link: Link, agents: dict[str, str], placed: Placement) -> dict[str, Any]:
    route = placed.routes[link.id]
    return {
        "id": link.id, "source": agents[link.source], "target": agents[link.target], "relation": link.relation,
        "both": link.both, "cycle": link.cycle, "cut": link.cut,
        "points": [_at(point, placed.frame) for point in route.points],
    }  # fmt: skip


def _box(box: Frame, frame: Frame) -> dict[str, float]:
    return {
        "left": round(box.left - frame.left, 2), "top": round(frame.top - box.top, 2),
        "width": round(box.width, 2), "height": round(box.height, 2),
    }  # fmt: skip


def _at(point: Point, frame: Frame) -> tuple[float, float]:
    return round(point.x - frame.left, 2), round(frame.top - point.y, 2)
