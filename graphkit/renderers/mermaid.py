"""Mermaid, for places that draw it themselves: GitHub, GitLab, wikis."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.renderers.style import MUTED, PAPER, TEXT, Paint, Pen
from graphkit.support import escape
from graphkit.support.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graphkit.renderers.diagram import Diagram, Link, Node
    from graphkit.renderers.options import RenderOptions

MOST_EDGES = 500
MOST_CHARACTERS = 50_000
"""Above either number GitHub shows an error in place of the picture."""
_HINT = "Draw fewer relations or fewer agents, or write svg, which has no such limit."
_DASHES = {"dashed": "5 3", "dotted": "1 4"}


def write(diagram: Diagram, options: RenderOptions) -> bytes:
    """Return a flowchart that GitHub renders. Raises RenderError when it is too large for that."""
    chart = _Chart()
    framed = {member for cluster in diagram.clusters for member in cluster.members}
    for cluster in diagram.clusters:
        chart.lines.append(f'  subgraph {_name(cluster.id)} ["{escape.mermaid(cluster.label)}"]')
        chart.boxes(node for node in diagram.nodes if node.id in cluster.members)
        chart.lines.append("  end")
    chart.boxes(node for node in diagram.nodes if node.id not in framed)
    ranks = {node.id: -1 if node.rank is None else node.rank for node in diagram.nodes}
    for link in diagram.links:
        first, second = _rising(link, ranks)
        chart.line(_name(first), _name(second), link.pen, both=link.both, label=escape.mermaid(link.label))
    heading = diagram.heading(options.direction)
    if diagram.legend or diagram.caption:
        chart.legend(diagram)
        chart.place(heading, [_name(node.id) for node in diagram.nodes])
    if len(chart.pens) > MOST_EDGES:
        raise RenderError(f"GitHub draws at most {MOST_EDGES} edges of Mermaid; this has {len(chart.pens)}. {_HINT}")
    head = list(_head(diagram, heading))
    text = "\n".join([*head, *chart.text()]) + "\n"
    if len(text) > MOST_CHARACTERS:
        chart.row = []
        text = "\n".join([*head, *chart.text()]) + "\n"
    if len(text) > MOST_CHARACTERS:
        most = f"{MOST_CHARACTERS:,} characters of Mermaid"
        raise RenderError(f"GitHub reads at most {most}; this has {len(text):,}. {_HINT}")
    return text.encode()


class _Chart:
    """The lines of a flowchart while they are being written, and the styles that they use."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paints: dict[str, Paint] = {}
        self.pens: list[Pen] = []
        self.row: list[str] = []
        """Invisible links that keep the legend in one row, below the drawing: the last ones, as lines have numbers."""

    def box(self, name: str, label: str, style: str, paint: Paint) -> None:
        self.paints[style] = paint
        self.lines.append(f'  {name}["{label}"]:::{style}')

    def boxes(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self.box(_name(node.id), "<br/>".join(map(escape.mermaid, node.words)), _class(node), node.paint)

    def line(self, source: str, target: str, pen: Pen, *, both: bool = False, label: str = "") -> None:
        line = "-.-" if pen.dash != "solid" else "---" if pen.arrow == "none" else "--"
        arrow = "" if pen.arrow == "none" else ">"
        says = f'|"{label}"|' if label else ""
        self.pens.append(pen)
        self.lines.append(f"  {source} {'<' if both else ''}{line}{arrow}{says} {target}")

    def legend(self, diagram: Diagram) -> None:
        """Explain the boxes by boxes and the lines by lines, in a frame of their own."""
        self.lines += ['  subgraph key ["Legend"]', "  direction LR"]
        for number, swatch in enumerate(diagram.legend):
            name, label = f"k{number}", escape.mermaid(swatch.text)
            if isinstance(swatch.sample, Paint):
                self.box(name, label, f"key{number}", swatch.sample)
            else:
                self.line(f'{name}a((" "))', f'{name}b((" "))', swatch.sample, label=label)
        ends = [(f"k{n}", f"k{n}") if isinstance(s.sample, Paint) else (f"k{n}a", f"k{n}b")
                for n, s in enumerate(diagram.legend)]  # fmt: skip
        self.row = [f"  {left[1]} ~~~ {right[0]}" for left, right in pairwise(ends)]
        if diagram.caption:
            self.box("caption", escape.mermaid(diagram.caption), "caption", Paint(PAPER, PAPER, 0))
        self.lines += ["  end", f"  style key fill:{PAPER},stroke:{MUTED}"]

    def place(self, heading: str, names: Sequence[str]) -> None:
        """Put the legend below all boxes, as far as the invisible links that it takes are not too many."""
        pairs = {"BT": "  key ~~~ {}", "TB": "  {} ~~~ key"}
        self.row += [pairs[heading].format(name) for name in names if heading in pairs]
        if len(self.pens) + len(self.row) > MOST_EDGES:
            self.row = []

    def text(self) -> Iterator[str]:
        yield from self.lines
        yield from self.row
        for name, paint in sorted(self.paints.items()):
            dash = f",stroke-dasharray:{_DASHES[paint.dash]}" if paint.dash in _DASHES else ""
            weight = f"stroke-width:{paint.weight:g}px"
            yield f"  classDef {name} fill:{paint.fill},stroke:{paint.stroke},{weight},color:{TEXT}{dash}"
        for pen in sorted(set(self.pens)):
            numbers = ",".join(str(number) for number, used in enumerate(self.pens) if used == pen)
            yield f"  linkStyle {numbers} stroke:{pen.colour},stroke-width:{pen.weight:g}px"


def _rising(link: Link, ranks: Mapping[str, int]) -> tuple[str, str]:
    """Return the ends of a line; of one without direction the lower level first, which Mermaid draws below."""
    if link.directed or ranks[link.source] <= ranks[link.target]:
        return link.source, link.target
    return link.target, link.source


def _head(diagram: Diagram, direction: str) -> Iterator[str]:
    """Yield direction, name and description."""
    yield f"flowchart {direction}"
    yield f"  accTitle: {escape.mermaid(diagram.title)}"
    yield f"  accDescr: {escape.mermaid(diagram.description, 1000)}"


def _name(identity: str) -> str:
    return identity.replace("-", "")


def _class(node: Node) -> str:
    return node.classes.replace("-", "_").replace(" ", "_")
