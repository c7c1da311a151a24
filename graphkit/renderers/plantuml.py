"""PlantUML source, for wikis and documents that draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

_DASHES = {"dashed": ";line.dashed", "dotted": ";line.dotted"}


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return a component diagram: authority on top with `BT`, on the left with `RL`, and so on."""
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
    lines += [line for link in diagram.links for line in _link(link, turned=options.direction in ("TB", "LR"))]
    if diagram.caption:
        lines.append(f"caption {_words(diagram.caption)}")
    return ("\n".join([*lines, "@enduml"]) + "\n").encode()


def _node(node: Node) -> str:
    paint = node.paint
    label = "\\n".join(map(_words, node.words))
    look = f"#{paint.fill[1:]};line:{paint.stroke[1:]}{_DASHES.get(paint.dash, '')};text:1F2937"
    return f'rectangle "{label}" as {_key(node.id)} {look}'


def _link(link: Link, *, turned: bool) -> Iterator[str]:
    """Write a line from the top down: what comes second stands lower in PlantUML, or further to the right."""
    first, second = (link.lower, link.upper) if turned else (link.upper, link.lower)
    pen = link.pen
    style = f"[#{pen.colour[1:]}{',dashed' if pen.dash == 'dashed' else ''},thickness={max(1, round(pen.weight))}]"
    back = "<" if link.directed and (link.both or link.target == first) else ""
    ahead = ">" if link.directed and (link.both or link.target == second) else ""
    length = "--" if link.backbone else "-"
    yield f"{_key(first)} {back}{length[:1]}{style}{length[1:]}{ahead} {_key(second)}"


def _key(identity: str) -> str:
    return identity.replace("-", "")


def _words(text: str) -> str:
    return escape.plantuml(text)
