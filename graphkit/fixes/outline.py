"""The structure of a YAML, JSON or TOML text with the exact range of each part, for edits that leave the rest alone.

It is tolerant: a part that cannot be understood has the kind `OPAQUE`, and nothing is edited in it.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum, auto
from typing import TYPE_CHECKING

from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 40


class Kind(Enum):
    """What a value is, and in which style it is written."""

    BLOCK_LIST = auto()
    BLOCK_MAPPING = auto()
    FLOW_LIST = auto()
    FLOW_MAPPING = auto()
    PLAIN = auto()
    QUOTED = auto()
    BLOCK_TEXT = auto()
    NOTHING = auto()
    OPAQUE = auto()


@dataclass(slots=True)
class Node:
    """A value from `start` to before `end`; `entries` are those of a list or mapping.

    `commented` says that there is a comment inside the brackets.
    """

    kind: Kind
    start: int
    end: int
    entries: list[Entry] = field(default_factory=list)
    commented: bool = False
    lines: bool = False
    """Whether a plain or quoted text goes over several lines."""


@dataclass(slots=True)
class Entry:
    """An item of a list (`key` is None) or a pair of a mapping, from its dash, key or text on."""

    start: int
    key: Node | None
    value: Node

    @property
    def end(self) -> int:
        """Where its value ends."""
        return self.value.end if self.key is None else max(self.value.end, self.key.end)


def chain(node: Node, offset: int) -> list[tuple[Node, Entry]]:
    """Return the entries around an offset, the outermost first, each with the list or mapping that it belongs to."""
    found: list[tuple[Node, Entry]] = []
    inner: Node | None = node
    while inner is not None:
        entry = next((one for one in inner.entries if one.start <= offset < max(one.end, one.start + 1)), None)
        if entry is None:
            break
        found.append((inner, entry))
        inner = entry.value if entry.value.start <= offset < entry.value.end else None
    return found


def walk(node: Node) -> Iterator[Entry]:
    """Yield every entry of a structure, the outer ones first."""
    for entry in node.entries:
        yield entry
        yield from walk(entry.value)
