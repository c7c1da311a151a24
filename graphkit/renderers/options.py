"""What a user may ask of a picture."""

from __future__ import annotations

from typing import Literal, TypeAlias

from graphkit.support.records import NamedTuple, dataclass

EngineChoice: TypeAlias = Literal["auto", "system", "embedded"]
"""`auto` takes the embedded `graphviz-pure`, which draws alike everywhere, and Graphviz as installed (`dot`) if that
fails; the others allow one of them."""
Theme: TypeAlias = Literal["light", "dark", "auto"]
"""`auto` follows the reader's preference inside an SVG; pictures that cannot do that are light."""
Direction: TypeAlias = Literal["BT", "TB", "LR", "RL"]
"""Which way escalations run: `BT` has authority on top, `RL` on the left."""
Grouping: TypeAlias = Literal["group", "folder"]
Collapse: TypeAlias = Literal["group", "folder", "level"]
Way: TypeAlias = Literal["in", "out", "both"]
View: TypeAlias = Literal["graph", "matrix"]


class Highlight(NamedTuple):
    """Agents to be marked, by id, and what the legend says of them."""

    agents: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to draw. The defaults suit a picture for a README.

    `time_limit` is in seconds, for the whole picture, a second engine included. `relations` names the relations to
    draw, however many edges they have; None draws them all except those that would bury the picture.
    `collapse` draws a box for each group, folder or level in place of its agents.
    `among` are the ids of the agents and ghosts that may be drawn; `focus` names agents around which to draw what lies
    within `depth` steps, `way` the direction of the steps. `whole` draws everything, whatever the size.
    `highlight` are agents to mark; `marks` shows what findings name in the whole picture, `only_findings` nothing else.
    `scale` enlarges a PNG; `link_prefix` goes before `path#Lline` to link boxes of an SVG to their definitions,
    or is a template with `{path}` and `{line}`.
    """

    engine: EngineChoice = "auto"
    time_limit: float = 60.0
    title: str | None = None
    relations: tuple[str, ...] | None = None
    view: View = "graph"
    theme: Theme = "light"
    direction: Direction | None = None
    cluster: Grouping | None = None
    collapse: Collapse | None = None
    among: frozenset[str] | None = None
    focus: tuple[str, ...] = ()
    depth: int = 1
    way: Way = "both"
    only_findings: bool = False
    marks: bool = False
    highlight: Highlight | None = None
    whole: bool = False
    scale: float = 1.0
    link_prefix: str | None = None
    callers: bool | None = None
    """Whether commands, skills and other callers are drawn; None draws them where no relation links the agents."""
    tooltips: bool = True
    """Whether boxes and lines say who said it, and where: most of the work of composing a large picture."""
