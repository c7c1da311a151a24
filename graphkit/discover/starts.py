"""Where a search begins, and what the folders above say of it: whether the start itself is in a home."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.discover import places
from graphkit.discover.position import Position
from graphkit.support.files import repository
from graphkit.support.records import NamedTuple

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
