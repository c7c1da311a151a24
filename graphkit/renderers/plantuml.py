"""PlantUML source, for wikis and documents that draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

_DASHES = {"dashed": ";line.dashed", "dotted": ";line.dotted"}


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return a component diagram: authority on top, or on the left with the direction `RL` or `LR`."""
    lines = ["@startuml", "skinparam shadowing false", "skinparam roundCorner 10"]
    if options.direction in ("LR", "RL"):
        lines.append("left to right direction")
    lines.append(f"title {_words(diagram.title)}")
    framed = {member for cluster in diagram.clusters for member in cluster.members}
    for cluster in diagram.clusters:
        lines.append(f'package "{_words(cluster.label)}" {{')
        lines += [f"  {_node(node)}" for node in diagram.nodes if node.id in cluster.members]
        lines.append("}")
    lines += [_node(node) for node in diagram.nodes if node.id not in framed]
    lines += [line for link in diagram.links for line in _link(link)]
    if diagram.caption:
        lines.append(f"caption {_words(diagram.caption)}")
    return ("\n".join([*lines, "@enduml"]) + "\n").encode()


def _node(node: Node) -> str:
    paint = node.paint
    label = "\\n".join(map(_words, node.lines))
    look = f"#{paint.fill[1:]};line:{paint.stroke[1:]}{_DASHES.get(paint.dash, '')};text:1F2937"
    return f'rectangle "{label}" as {_key(node.id)} {look}'


def _link(link: Link) -> Iterator[str]:
    """Write a line from the top down: what comes second stands lower in PlantUML."""
    pen = link.pen
    style = f"[#{pen.colour[1:]}{',dashed' if pen.dash == 'dashed' else ''},thickness={max(1, round(pen.weight))}]"
    up = "<" if link.directed and (link.both or link.target == link.upper) else ""
    down = ">" if link.directed and (link.both or link.target == link.lower) else ""
    length = "--" if link.backbone else "-"
    yield f"{_key(link.upper)} {up}{length[:1]}{style}{length[1:]}{down} {_key(link.lower)}"


def _key(identity: str) -> str:
    return identity.replace("-", "")


def _words(text: str) -> str:
    return escape.plantuml(text)
