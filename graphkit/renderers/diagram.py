"""A picture before it has positions: the one model that all picture formats share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from graphkit.renderers.style import (
    ALARM,
    CALLER,
    CHANGE_PAINTS,
    CHANGE_PENS,
    CYCLE_WEIGHT,
    DOTTED_WEIGHT,
    DOWN_WEIGHT,
    EXTERNAL,
    FAINT,
    FAINT_PAINT,
    FAINT_WEIGHT,
    GHOST,
    HALF_WEIGHT,
    OTHER_PEN,
    PENS,
    RING,
    RING_WEIGHT,
    UNRANKED,
    Paint,
    Pen,
    Tone,
)
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from graphkit.model.graph import Edge
    from graphkit.renderers.options import Direction


class State(StrEnum):
    """What a box is to the graph: an agent, one that is alone, a missing or an external name, or a caller of agents."""

    NORMAL = "normal"
    ORPHAN = "orphan"
    GHOST = "ghost"
    EXTERNAL = "external"
    CALLER = "caller"


@dataclass(frozen=True, slots=True)
class Node:
    """An agent or a ghost as a box. `id` is the picture's own, never text of a definition; sizes are in points.

    `level`, its `rank` (0 is the lowest) and its `tone` are None for an agent without a known level. `link` is the
    address of its definition.
    `note` is the small line below the name: its level in words, and its file where names are not enough.
    `trouble` boxes have a finding, `faint` ones are there for their neighbours only.
    `change` says what became of it, in a picture of changes; `marked` boxes have a heavy border.
    """

    id: str
    agent: str
    lines: tuple[str, ...]
    level: str | None
    rank: int | None
    tone: Tone | None
    state: State
    tooltip: str
    width: float
    height: float
    change: str | None = None
    link: str | None = None
    marked: bool = False
    note: str = ""
    trouble: bool = False
    faint: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All lines of its label, for formats that know one size of letters."""
        return (*self.lines, *self.note.split("\n")) if self.note else self.lines

    @property
    def classes(self) -> str:
        """The classes by which a style sheet or a script finds it."""
        if self.change:
            return f"agent {self.change}"
        if self.state in (State.GHOST, State.EXTERNAL, State.CALLER):
            return self.state.value
        flags = (
            ("orphan", self.state is State.ORPHAN), ("marked", self.marked), ("trouble", self.trouble),
            ("faint", self.faint),
        )  # fmt: skip
        level = "unranked" if self.rank is None else f"level-{self.rank}"  # its name is the user's, in any script
        return " ".join(("agent", level, *(name for name, is_set in flags if is_set)))

    @property
    def paint(self) -> Paint:
        """How it looks."""
        if self.change:
            return CHANGE_PAINTS[self.change]
        if self.faint:
            return FAINT_PAINT
        if self.state is State.GHOST:
            return GHOST
        if self.state is State.EXTERNAL:
            return EXTERNAL
        if self.state is State.CALLER:
            return CALLER
        base = UNRANKED if self.tone is None else self.tone.paint
        if self.state is State.ORPHAN:
            base = base._replace(dash="dotted", weight=DOTTED_WEIGHT)
        if self.trouble:
            base = base._replace(stroke=ALARM, weight=CYCLE_WEIGHT)
        return base._replace(stroke=RING, weight=RING_WEIGHT) if self.marked else base


_CHANGED_DASH = {("dashed", "solid"): "dashed", ("dashed", "dashed"): "dotted"}
"""By the dashes of a change and of a relation: how both are seen at once."""


@dataclass(frozen=True, slots=True)
class Link:
    """One drawn line: all edges of one relation between two agents, both directions merged.

    `source` and `target` are node ids. `upward` says whether the source is below the target when the layout is
    free to choose; only `backbone` links shape the layout. `cut` lines are suggested for removal. `colour` is what the
    user's configuration says, if anything. `mark` says what a finding makes of the line (empty: it looks wrong
    already), `silent` which end does not declare it; `faint` lines are there for their ends only.
    `label` is a word in the middle of the line, `weight` its width where that says something.
    """

    id: str
    source: str
    target: str
    relation: str
    directed: bool
    both: bool
    upward: bool
    cycle: bool
    ghost: bool
    tooltip: str
    colour: str | None = None
    backbone: bool = False
    change: str | None = None
    prose: bool = False
    cut: bool = False
    mark: str | None = None
    silent: str | None = None
    faint: bool = False
    label: str = ""
    weight: float | None = None
    edges: tuple[Edge, ...] = ()
    """The edges that it stands for."""

    @property
    def ends(self) -> frozenset[str]:
        """The node ids that it joins."""
        return frozenset((self.source, self.target))

    @property
    def is_loop(self) -> bool:
        """Whether an agent names itself."""
        return self.source == self.target

    @property
    def lower(self) -> str:
        """The node id at the lower end in the layout."""
        return self.source if self.upward else self.target

    @property
    def upper(self) -> str:
        """The node id at the upper end in the layout."""
        return self.target if self.upward else self.source

    @property
    def classes(self) -> str:
        """The classes by which a style sheet or a script finds it."""
        flags = (
            ("both", self.both), ("cycle", self.cycle), ("cut", self.cut), ("ghost", self.ghost), ("prose", self.prose),
            ("self", self.is_loop), (self.mark or "", bool(self.mark)), ("faint", self.faint),
        )  # fmt: skip
        changed = [self.change] if self.change else []
        return " ".join(["edge", self.relation, *changed, *(name for name, is_set in flags if is_set)])

    @property
    def pen(self) -> Pen:
        """How it looks: the pen of its relation, in the alarm colour where it is a mistake."""
        base = PENS.get(self.relation, OTHER_PEN)
        base = base._replace(colour=self.colour or base.colour)
        if self.weight is not None:
            base = base._replace(weight=self.weight, arrow="normal", dash="solid")
        if not self.directed:
            base = base._replace(arrow="none")
        if self.change:
            pen = CHANGE_PENS[self.change]
            dash = _CHANGED_DASH.get((pen.dash, base.dash), base.dash)
            return pen._replace(arrow=base.arrow, dash=dash)
        if self.faint:
            return base._replace(colour=FAINT, weight=FAINT_WEIGHT)
        if self.prose:
            base = base._replace(dash="dotted")
        if self.cycle:
            return base._replace(colour=ALARM, weight=CYCLE_WEIGHT, dash="dashed" if self.cut else "solid")
        if self.is_loop:
            return base._replace(colour=ALARM, weight=CYCLE_WEIGHT)
        if self.ghost:
            return base._replace(colour=ALARM, dash="dashed")
        if self.mark == "down":
            return base._replace(colour=ALARM, weight=DOWN_WEIGHT, arrow="diamond", half=self.silent is not None)
        if self.mark == "one-sided":
            return base._replace(weight=max(base.weight, HALF_WEIGHT), half=True)
        return base._replace(weight=base.weight + 0.8) if self.mark else base


@dataclass(frozen=True, slots=True)
class Swatch:
    """A line of the legend: what it says, and the paint or the pen that it explains."""

    text: str
    sample: Paint | Pen


Legend: TypeAlias = tuple[Swatch, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A frame around agents that belong together; `members` are node ids."""

    id: str
    label: str
    members: frozenset[str]


MANY_LINES, PER_NODE = 300, 2.0
"""Lines above which, and lines per node above which, a picture is a mesh."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """Everything a picture shows. Nodes and links are sorted; `caption` says what was left out, and may be empty.

    `advice` is for the user who asked, not for the reader: what to type to see more.
    """

    title: str
    description: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    legend: Legend
    caption: str
    headline: str | None = None
    clusters: tuple[Cluster, ...] = ()
    advice: str = ""

    def heading(self, direction: Direction | None) -> str:
        """Return the direction for programs that lay out along the arrows: those that lead down run against it."""
        first = next((link for link in self.links if link.backbone), None)
        asked: str = direction or "BT"
        return asked if first is None or first.upward else asked[::-1]

    @property
    def is_mesh(self) -> bool:
        """Whether it has more lines than an engine keeps apart in time, or a reader can follow."""
        return len(self.links) > max(MANY_LINES, PER_NODE * len(self.nodes))

    @property
    def loose(self) -> tuple[Node, ...]:
        """The nodes that neither a backbone link nor a frame holds: they are in rows below the rest."""
        held = {end for link in self.links if link.backbone for end in link.ends}
        held.update(*(cluster.members for cluster in self.clusters))
        order = list(State)
        return tuple(sorted((n for n in self.nodes if n.id not in held), key=lambda n: order.index(n.state)))
