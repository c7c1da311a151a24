"""Which definitions can see each other: an agents root is a world of its own, and so is a roster."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config import LEVELS
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link

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


def merged(definitions: Iterable[Definition], links: Iterable[Link]) -> tuple[list[Definition], list[Link]]:
    """Return everything in one root: the folder that all roots have in common."""
    found, connections = list(definitions), list(links)
    roots = sorted({one.root for one in found})
    together = takewhile(lambda parts: len(set(parts)) == 1, zip(*(root.split("/") for root in roots), strict=False))
    root = "/".join(parts[0] for parts in together) or "."
    return [replace(one, root=root) for one in found], [link._replace(root=root) for link in connections]


def levels(definitions: Iterable[Definition], config: Config) -> tuple[str, ...]:
    """Return the order of the levels: the configured one, else those of the dialects in which agents have a level."""
    if config.levels != LEVELS or "levels" in config.origin:
        return config.levels
    spoken: dict[str, set[str]] = {}
    for one in definitions:
        if one.level is not None:
            spoken.setdefault(one.dialect, set()).add(one.level.text.strip().casefold())
    found: dict[str, None] = {}
    for name, used in sorted(spoken.items()):
        dialect = dialects.known().get(name)
        found |= dict.fromkeys(_used(dialect.levels if dialect and dialect.levels else config.levels, used))
    return tuple(found) or config.levels


def _used(order: tuple[str, ...], used: set[str]) -> tuple[str, ...]:
    """Return the part of an order that is used, with what lies between; the words of the default all belong to it."""
    places = [place for place, level in enumerate(order) if level.casefold() in used]
    return () if not places else order if order == LEVELS else order[places[0] : places[-1] + 1]


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
