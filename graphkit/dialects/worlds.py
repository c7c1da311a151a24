"""Which definitions can see each other: an agents root is a world of its own, and so is a roster."""

from __future__ import annotations

import os
import re
from enum import IntEnum
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model.definitions import Link
from graphkit.model.names import canonical, is_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.definitions import Definition

_TOOL = re.compile(r"(?:.*?/)?\.[^/.][^/]*(?=/|$)")


_MANAGED = ("/etc/claude-code", "/Library/Application Support/ClaudeCode", "C:/Program Files/ClaudeCode")
_USERS_OWN = {".github": ".copilot", ".opencode": ".config/opencode"}


class Scope(IntEnum):
    """Who brings an agent; of two with one name a tool takes that of the smaller number.

    Agents of the command line, which have no file, come between the first two.
    """

    MANAGED = 0
    PROJECT = 1
    USER = 2
    PLUGIN = 3


def scope(definition: Definition) -> Scope:
    """Return who brings an agent: a plugin, the user's own folder (`~/.claude`), the machine, or the project."""
    if definition.plugin:
        return Scope.PLUGIN
    if not (folder := tool(definition.path)):
        return Scope.PROJECT
    return _scope(os.path.abspath(folder), os.path.expanduser("~"))  # noqa: PTH100, PTH111 - asked of every agent


@lru_cache(maxsize=4096)
def _scope(folder: str, home: str) -> Scope:
    parent = Path(folder).parent
    return Scope.USER if parent == Path(home) else Scope.MANAGED if parent.as_posix() in _MANAGED else Scope.PROJECT


def users_own(world: str) -> str:
    """Return the folder of the user from which a tool loads agents besides those of a project: `~/.claude`."""
    name = world.rpartition("/")[2]
    return os.path.relpath(Path.home() / _USERS_OWN.get(name, name)).replace(os.sep, "/")


def world(definition: Definition) -> str:
    """Return what roots that may name each other's agents have in common.

    Tools do not see each other's folders: `.claude/agents` and `.opencode/agent` hold twins. A roster is closed.
    Plain folders (`frontend/agents`, `backend/agents`) are one world, but for those that linking takes for copies.
    """
    if definition.world is not None:
        return definition.world
    return definition.root if is_closed(definition.dialect) else tool(definition.root)


def above(world: str) -> tuple[str, ...]:
    """Return the worlds that a tool loads besides one: its own folders further up (`.claude` beside `web/.claude`).

    The last is that of the user; there are agents in it only if somebody asked for them.
    """
    folder, _, name = world.rpartition("/")
    if not name.startswith("."):
        return ()
    parents = [part.as_posix() for part in PurePosixPath(folder).parents] if folder else []
    further = [name if parent == "." else f"{parent}/{name}" for parent in parents]
    return (*further, tool(users_own(world)))


def sees(user: Definition, other: Definition) -> bool:
    """Return whether the tool of one agent loads the other: it is of the same world, of one above, or of a plugin."""
    own, there = world(user), world(other)
    return there == own or bool(own and other.plugin) or there in above(own)


def namesakes(definitions: Iterable[Definition], of: Definition) -> list[Definition]:
    """Return the other definitions that go by a name of one, where who names it sees them too."""
    names = set(map(canonical, of.aliases))
    return [
        other
        for other in definitions
        if other is not of and world(other) == world(of) and not names.isdisjoint(map(canonical, other.aliases))
    ]


def is_external(name: str, user: Definition | Link) -> bool:
    """Return whether a name, in canonical form, comes with the tool of whoever uses it, and has no file."""
    house_dialects = () if isinstance(user, Link) else user.house_dialects
    return any(comes_with(name, dialect) for dialect in (user.dialect, *house_dialects))


@cache
def comes_with(name: str, dialect: str) -> bool:
    """Return whether a name comes with a dialect; files that belong to no tool may be for any."""
    known = dialects.known().get(dialect)
    if known is None:
        return False
    is_of_a_tool = known.is_roster or any(claim.is_place for claim in known.claims)
    spoken = (known,) if is_of_a_tool else (*(one for one in dialects.known().values() if not one.is_roster), known)
    names = {canonical(pattern) for one in spoken for pattern in one.externals}
    return name in names or any(is_pattern(pattern) and fnmatchcase(name, pattern) for pattern in names)


@cache
def is_closed(dialect: str) -> bool:
    """Return whether names mean nothing beyond a file, or a team of files that name each other by their paths.

    So it is in a roster that is beside no other files.
    """
    known = dialects.known().get(dialect)
    return known is not None and ((known.is_roster and not known.beside) or known.follows)


@lru_cache(maxsize=4096)
def tool(root: str) -> str:
    """Return the folder of the tool that a root belongs to (`.claude`, `web/.opencode`), "" for a plain folder."""
    found = _TOOL.match(root)
    return found[0] if found else ""
