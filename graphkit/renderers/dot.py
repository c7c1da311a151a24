"""DOT as one complete file, for people who want to feed it to `dot` themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.renderers.dot_parts import add, box, courses, digraph, text
from graphkit.renderers.dot_source import framed
from graphkit.renderers.legend import legend_label
from graphkit.renderers.theme import tint

if TYPE_CHECKING:
    from graphkit.renderers.diagram import Diagram
    from graphkit.renderers.options import RenderOptions

GRID = 8
"""Loose nodes side by side; left alone, `dot` would put all of them into one row."""


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return backbone, all other lines, tooltips, legend and caption; only the backbone shapes the layout."""
    shade = tint(options.theme)
    graph = digraph(diagram, shade, rankdir=options.direction or "BT")
    if label := legend_label(diagram, shade):
        graph.graph_attr.update(label=label, labelloc="b", labeljust="c")
    for cluster in diagram.clusters:
        graph.subgraph(framed(diagram, cluster))
    for node in diagram.nodes:
        graph.node(node.id, **box(node, shade), tooltip=text(node.tooltip))
    known = courses(diagram.links)
    for link in diagram.links:
        weight = {} if link.backbone else {"constraint": "false"}
        add(graph, link, known[link.ends], shade, tooltip=text(link.tooltip), **weight)
    loose = [node.id for node in diagram.loose]
    for lower, upper in zip(loose[GRID:], loose, strict=False):
        graph.edge(lower, upper, style="invis")
    return str(graph.source).encode()
