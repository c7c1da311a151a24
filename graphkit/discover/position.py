"""Where in a tree a folder lies: in which home, of what kind and rank; and what is above the start of a search."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.discover import places
from graphkit.support.files import repository
from graphkit.support.records import NamedTuple


class Position(NamedTuple):
    """What the names on the way from the start to a folder say.

    `name` is that of the folder, in lower case. `home` is the shown path of the agents folder it belongs to, None
    outside; `tool` is the shown path of the tool's folder whose home that is, "" for a plain home. `kind` is that of
    the nearest folder which has one, below the home if there is a home. `rank_above` is the rank but for the folder's
    own name. `is_skill` is a folder with a SKILL.md. `below_start` is a tool's folder directly below the start;
    `only_homes` is one that .gitignore names: nothing but its agents count.
    """

    name: str
    home: str | None = None
    tool: str = ""
    kind: str | None = None
    rank: int = 1
    rank_above: int = 1
    no_home: bool = False
    in_skill: bool = False
    is_skill: bool = False
    dotted: bool = False
    below_start: bool = False
    only_homes: bool = False

    @property
    def is_tool_folder(self) -> bool:
        """Whether an agents folder directly below is a tool's home."""
        return (self.name.startswith(".") and self.name.strip(".") != "") or self.name in places.TOOLS_WITHOUT_DOT

    def below(self, name: str, shown: str) -> Position:
        """Return the position of a folder directly below; `shown` is its path."""
        low = name.lower()
        if self.is_skill:
            return self._in_a_skill(low, shown)
        if self.name == "plugins" and self.home is None and low not in places.AGENTS:
            # A plugin: `plugins/research`, `plugins/hooks` say what it is called, not what is in it.
            return self._replace(name=low, rank_above=self.rank, dotted=self.dotted or low.startswith("."))
        if low in places.AGENTS and self._opens_home():
            tool = (shown.rpartition("/")[0] or ".") if self.is_tool_folder else ""
            return Position(low, shown, tool, None, max(self.rank, 2 if self.in_skill else 1), self.rank)
        kind = places.kind_of_folder(low)
        if self.home is not None:
            return self._replace(name=low, kind=kind or self.kind, in_skill=kind == "skill" or self.in_skill)
        return self._replace(
            name=low,
            kind=kind or self.kind,
            rank=max(self.rank, places.rank_of_folder(low)),
            rank_above=self.rank,
            no_home=self.no_home or low in places.NO_HOME_BELOW,
            in_skill=self.in_skill or kind == "skill",
            dotted=self.dotted or low.startswith("."),
            below_start=False,
        )

    def _in_a_skill(self, low: str, shown: str) -> Position:
        """Return the position of a folder of a skill: `references/agents` holds pages, `agents` may hold agents."""
        plain = self._replace(is_skill=False)
        if low in places.PARTS_OF_A_SKILL:
            return plain._replace(name=low, kind="document", no_home=True, below_start=False)
        return plain.below(low, shown)

    def _opens_home(self) -> bool:
        """Whether an agents folder here is a home: within another home only that of a tool or of a skill is."""
        return not self.no_home and (self.home is None or self.is_tool_folder or self.kind == "skill")


_NAMED_KINDS = ("skill", "command")


class Start(NamedTuple):
    """A folder in which a search begins: its path for people, its position, and the folder that links may not leave.

    `project` is the root of the repository it lies in, else the working directory if it lies below, else None.
    """

    shown: str
    position: Position
    inside: str
    project: str | None

    @property
    def is_in_home(self) -> bool:
        """Whether it lies below an agents folder, and is only a part of what that holds."""
        return self.position.home is not None and self.position.home != self.shown


def start(path: str) -> Start:
    """Return a folder as the start of a search.

    The names above it say whether it is in a home, up to the root of the repository (which is none, whatever it is
    called), else up to the working directory. They do not say how soon its agents count: it was named.
    """
    base = Path(os.path.abspath(path))
    shown = shown_path(path)
    top = repository(os.fspath(base))
    here = Path.cwd()
    limit = Path(top) if top is not None else here if here in base.parents else None
    chain = (base, *base.parents)
    if limit is None:
        return Start(shown, _outside(base, chain, shown), os.path.realpath(base), None)
    above = chain[: chain.index(limit)]
    position = _down(Position(limit.name.lower()), above)
    inside = os.path.realpath(limit if top is not None else base)
    return Start(shown, _fresh(position), inside, shown_path(os.fspath(limit)))


def _outside(base: Path, chain: tuple[Path, ...], shown: str) -> Position:
    """Return the position of a start in no repository: only a tool's home above it counts, or its own name."""
    position = _down(Position(""), chain[:-1])
    if position.home is not None and position.tool:
        return _fresh(position)
    if base.name.lower() in places.AGENTS and not any((base / mark).exists() for mark in places.PROJECT_MARKS):
        return Position(base.name.lower(), shown)
    return Position(base.name.lower())


def _down(position: Position, above: tuple[Path, ...]) -> Position:
    for place in reversed(above):
        position = position.below(place.name, shown_path(os.fspath(place)))
    return position


def _fresh(position: Position) -> Position:
    """Return the position of a start: only what lies between it and a file says of which kind and rank that is."""
    kind = position.kind if position.home is None and position.kind in _NAMED_KINDS else None
    return Position(position.name, position.home, position.tool, kind, no_home=position.no_home)


def shown_path(path: str) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return Path(os.path.abspath(path)).as_posix()
