"""Homes that are copies of another one: read once, and reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.discovery import Copies
from graphkit.support.files import read_bytes, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.discover.kinds import Home

LEAST = 2
"""A single file that is the same in two folders is no copy of a folder."""


def copies(homes: Sequence[Home]) -> list[Copies]:
    """Return the homes that are copies of another one.

    A copy has nothing but files that another home of the same tool has byte for byte under the same relative path, or,
    if it is a plain folder, that any tool's home has. The folders of two tools are twins: both are read.
    """
    files = {home.path: _files(home) for home in homes}
    by_file: dict[str, list[Home]] = {}
    for home in homes:
        for relative in files[home.path]:
            by_file.setdefault(relative, []).append(home)
    digests: dict[str, bytes] = {}
    found: dict[str, Copies] = {}
    for home in sorted(homes, key=_worth, reverse=True):
        own = files[home.path]
        if len(own) < LEAST:
            continue
        for other in sorted(by_file[min(own)], key=_worth):
            if _worth(other) >= _worth(home) or other.path in found or not _may_copy(home, other):
                continue
            theirs = files[other.path]
            if own.keys() <= theirs.keys() and all(
                _digest(own[one], digests) == _digest(theirs[one], digests) for one in own
            ):
                found[home.path] = Copies(home.path, other.path, len(own))
                break
    return sorted(found.values())


def _files(home: Home) -> dict[str, str]:
    """Return where the definitions of a home are, by their path below it."""
    return {one.path[len(home.path) + 1 :]: one.folder.place(one.file.name) for one in home.agents}


def _worth(home: Home) -> tuple[int, bool, int, str]:
    """Return the order in which homes are kept: by rank, a tool's own before a plain one, then the shortest path."""
    return (home.rank, not home.tool, len(home.path), home.path)


def _may_copy(home: Home, other: Home) -> bool:
    return _tool(home) == _tool(other) or (not home.tool and bool(other.tool))


def _tool(home: Home) -> str:
    return home.tool.rpartition("/")[2].lower()


def _digest(location: str, known: dict[str, bytes]) -> bytes:
    if location not in known:
        known[location] = _hashed(location)
    return known[location]


@remembered
def _hashed(location: str) -> bytes:
    import hashlib

    try:
        return hashlib.blake2b(read_bytes(location)).digest()
    except (OSError, ValueError):
        return location.encode("utf-8", "surrogateescape")
