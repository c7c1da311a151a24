"""Which definitions can see each other: an agents root is a world of its own, and so is a roster."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.definitions import Definition

_TOOL = re.compile(r"(?:.*?/)?\.[^/.][^/]*(?=/|$)")


def world(definition: Definition) -> str:
    """Return what roots that may name each other's agents have in common.

    Tools do not see each other's folders: `.claude/agents` and `.opencode/agent` hold twins. A roster is closed.
    Plain folders (`frontend/agents`, `backend/agents`) are one world.
    """
    return definition.root if _is_roster(definition.dialect) else tool(definition.root)


def namesakes(definitions: Iterable[Definition], of: Definition) -> list[Definition]:
    """Return the other definitions that go by a name of one, where who names it sees them too."""
    names = set(map(canonical, of.aliases))
    return [
        other
        for other in definitions
        if other is not of and world(other) == world(of) and not names.isdisjoint(map(canonical, other.aliases))
    ]


@cache
def is_external(name: str, dialect: str) -> bool:
    """Tell whether a name, in canonical form, comes with the tool of a dialect and has no file."""
    known = dialects.known().get(dialect)
    return known is not None and any(fnmatchcase(name, canonical(pattern)) for pattern in known.externals)


@cache
def _is_roster(dialect: str) -> bool:
    known = dialects.known().get(dialect)
    return known is not None and known.is_roster


@lru_cache(maxsize=4096)
def tool(root: str) -> str:
    """Return the folder of the tool that a root belongs to (`.claude`, `web/.opencode`), "" for a plain folder."""
    found = _TOOL.match(root)
    return found[0] if found else ""
