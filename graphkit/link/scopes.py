"""What a set of definitions has in common: one root when they are merged, and the order of their levels."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.config import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link


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
    spoken: dict[tuple[str, ...], set[str]] = {}
    for one in definitions:
        if one.level is not None:
            dialect = dialects.spoken_by(one)
            order = dialect.levels if dialect and dialect.levels else config.levels
            spoken.setdefault(order, set()).add(one.level.text.strip().casefold())
    found: dict[str, None] = {}
    for order, used in sorted(spoken.items()):
        found |= dict.fromkeys(_used(order, used))
    return tuple(found) or config.levels


def _used(order: tuple[str, ...], used: set[str]) -> tuple[str, ...]:
    """Return the part of an order that is used, with what lies between; the words of the default all belong to it."""
    places = [place for place, level in enumerate(order) if level.casefold() in used]
    return () if not places else order if order == LEVELS else order[places[0] : places[-1] + 1]
