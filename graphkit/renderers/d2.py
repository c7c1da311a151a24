"""D2 source, for people who draw with `d2` or keep diagrams in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

_DIRECTIONS = {"BT": "up", "TB": "down", "LR": "right", "RL": "left"}
_DASHES = {"dashed": 4, "dotted": 2}


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return every agent as a rounded box and every line as a connection; frames are containers."""
    homes = {member: cluster.id for cluster in diagram.clusters for member in cluster.members}
    paths = {node.id: _path(node.id, homes) for node in diagram.nodes}
    lines = [f"# {escape.clean(diagram.title)}", f"direction: {_DIRECTIONS[diagram.heading(options.direction)]}"]
    lines += [f"{_key(cluster.id)}: {_quoted(cluster.label)}" for cluster in diagram.clusters]
    for node in diagram.nodes:
        lines += _node(node, paths[node.id])
    for link in diagram.links:
        lines += _link(link, paths)
    if diagram.caption:
        lines += [f"caption: {_quoted(diagram.caption)} {{", "  shape: text", "  near: bottom-center", "}"]
    return ("\n".join(lines) + "\n").encode()


def _node(node: Node, path: str) -> Iterator[str]:
    paint = node.paint
    label = "\\n".join(map(escape.d2, node.words))
    yield f'{path}: "{label}" {{'
    yield f'  style: {{fill: "{paint.fill}"; stroke: "{paint.stroke}"; border-radius: 6'
    yield f"    stroke-width: {max(1, round(paint.weight))}{_dash(paint.dash)}}}"
    if place := node.tooltip.split("\n")[1:2]:
        yield f"  tooltip: {_quoted(place[0])}"
    yield "}"


def _link(link: Link, paths: dict[str, str]) -> Iterator[str]:
    arrow = "--" if not link.directed else "<->" if link.both else "->"
    pen = link.pen
    style = f'stroke: "{pen.colour}"; stroke-width: {max(1, round(pen.weight))}{_dash(pen.dash)}'
    label = _quoted(link.label or link.relation)
    yield f"{paths[link.source]} {arrow} {paths[link.target]}: {label} {{style: {{{style}}}}}"


def _dash(dash: str) -> str:
    return f"; stroke-dash: {_DASHES[dash]}" if dash in _DASHES else ""


def _path(identity: str, homes: dict[str, str]) -> str:
    return f"{_key(homes[identity])}.{_key(identity)}" if identity in homes else _key(identity)


def _key(identity: str) -> str:
    return identity.replace("-", "")


def _quoted(text: str) -> str:
    return f'"{escape.d2(text)}"'
