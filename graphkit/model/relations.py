"""Relations are data: a named kind of edge, its properties, and the fields it is read from."""

from __future__ import annotations

from enum import StrEnum

from graphkit.support.records import dataclass


class Direction(StrEnum):
    """Which way the edge goes, seen from the definition in which the reference stands."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


class Shape(StrEnum):
    """How the value of a field names agents.

    `names`: a name, a comma string, a list, a list of mappings (`- agent: x`), or a mapping `{agent: why}`.
    `phrases`: `provides_specs_to_tech_writer`; the phrase is a list item or a key.
    `keys`: a mapping in which some keys hold the target (`to_backend_staff: why`).
    `calls`: a list of tools, in which `Agent(a, b)` or `Task(a)` names agents.
    `allowed`: a mapping from names to permissions; `allow` and `ask` count.
    `list`: as `names`, but a mapping in its place holds something else.
    `paths`: a file of one agent, or a list of them, relative to the file that names it: `./reviewer.yaml`.
    """

    NAMES = "names"
    PHRASES = "phrases"
    KEYS = "keys"
    CALLS = "calls"
    ALLOWED = "allowed"
    PATHS = "paths"
    LIST = "list"


class Rank(StrEnum):
    """What a ranked relation expects of the level of its target."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Field:
    """One place in a definition that contains a relation.

    `path` is dotted (`coordination_protocols.handoff_to`). `verb` labels the edges of a field; `only` limits
    a `keys` field to the keys that begin with one of these prepositions.
    """

    path: str
    direction: Direction = Direction.OUT
    shape: Shape = Shape.NAMES
    verb: str | None = None
    only: tuple[str, ...] = ("to", "from", "with")
    prefix: str = ""
    """Only items that begin with it count, and the rest is the name: `subagent:` in `subagent:tester`."""
    files: tuple[str, ...] = ()
    """Where the file of a name may lie, seen from the one that names it: `../agents/{}.agent.md`. The first counts."""
    folder: str = ""
    """Of a field of paths: the folder in which the files of agents lie (`.github/agents`); others are no agents."""
    mixed: bool = False
    """It may name other things than agents too, such as tools: what names no agent is no mistake."""
    menu: bool = False
    """A menu of choices, each with its own prompt: it may offer one agent several times, even the one it belongs to."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of edge, and what must hold for it."""

    name: str
    fields: tuple[Field, ...]
    phrase: str
    """How an edge reads: "A *escalates to* B"."""
    inverse_phrase: str
    """The same edge, said from its other end: "B *receives escalations from* A"."""
    acyclic: bool = False
    symmetric: bool = False
    rank: Rank = Rank.NONE
    colour: str | None = None
    """`#RRGGBB` for drawings; None leaves it to the renderer."""

    def is_menu(self, path: str) -> bool:
        """Return whether the field at that path is a menu."""
        return any(field.menu for field in self.fields if field.path == path)

    def field_for(self, direction: Direction) -> str | None:
        """Return the path of the first plain field of that direction: where a missing declaration would go."""
        wanted = Direction.BOTH if self.symmetric else direction
        return next((f.path for f in self.fields if f.direction is wanted and f.shape is Shape.NAMES), None)
