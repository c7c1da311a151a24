"""Looking things up in a definition by dotted path, in whatever case or hyphenation it was written; `*` is any key."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.values import Mapping, Scalar, Sequence, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, KeysView

_PIECE = re.compile(r"(?:\([^()]*\)|[^,])+")
"""What stands between two commas; one in parentheses does not count: `Agent(a, b), Read` are two tools."""


class Fields:
    """The entries of one definition. A key that occurs twice counts twice; `escalation-to` is `escalation_to`."""

    def __init__(self, entries: Iterable[tuple[Scalar, Value]]) -> None:
        self._top = _index(entries)

    @property
    def keys(self) -> KeysView[str]:
        """The top-level fields, in the form in which they are compared: small letters, `_` for `-`."""
        return self._top.keys()

    def at(self, path: str) -> list[tuple[Scalar, Value]]:
        """Return key and value of every entry at a dotted path; an empty list if there is none."""
        first, rest = steps(path)
        found = self._top.get(first)
        if first == "*":
            found = [pair for pairs in self._top.values() for pair in pairs]
        elif found is None:
            return []
        for name in rest:
            found = [pair for key, value in found for pair in _inner(key, value, name)]
        return found

    def scalar(self, paths: Iterable[str]) -> Scalar | None:
        """Return the first value at any of the paths that is a text and not empty."""
        for path in paths:
            for _, value in self.at(path):
                if isinstance(value, Scalar) and value.text.strip():
                    text = value.text.strip()
                    return value if text == value.text else value._replace(text=text)
        return None

    def listing(self, paths: Iterable[str]) -> Listing:
        """Return the texts at the first of the paths that is present, as written: a list, a comma string, a mapping."""
        for path in paths:
            values = [value for _, value in self.at(path)]
            if values:
                return Listing(tuple(text for value in values for text in _texts(value)), path)
        return Listing((), None)


class Listing(NamedTuple):
    """The texts of a list-like field, and the path at which it was found."""

    texts: tuple[Scalar, ...]
    path: str | None


def _index(entries: Iterable[tuple[Scalar, Value]]) -> dict[str, list[tuple[Scalar, Value]]]:
    index: dict[str, list[tuple[Scalar, Value]]] = {}
    for key, value in entries:
        index.setdefault(_key(key.text), []).append((key, value))
    return index


def _inner(key: Scalar, value: Value, name: str) -> Iterator[tuple[Scalar, Value]]:
    """Yield the entries of that name in a value; `*` stands for every entry, the items of a list included."""
    if isinstance(value, Mapping):
        yield from (pair for pair in value.entries if name == "*" or _key(pair[0].text) == name)
    elif isinstance(value, Sequence) and name == "*":
        yield from ((key, item) for item in value.items)


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str, tuple[str, ...]]:
    """Return the first name of a dotted path and the others, in the form in which they are compared."""
    first, *rest = map(_key, path.split("."))
    return first, tuple(rest)


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return text.strip().replace("-", "_").casefold()


def _texts(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        column = value.column + (1 if value.quoted and value.width > 1 else 0)
        for found in _PIECE.finditer(value.text):
            piece = found[0].strip()
            if piece:
                lead = found.start() + len(found[0]) - len(found[0].lstrip())
                yield Scalar(piece, value.line, column + lead, len(piece), value.quoted)
    elif isinstance(value, Sequence):
        yield from (item for item in value.items if isinstance(item, Scalar) and item.text.strip())
    else:
        # `tools: {read: true, write: false}`: what is switched off is not in the list.
        yield from (
            key for key, inner in value.entries
            if isinstance(inner, Scalar) and inner.text.strip().casefold() in ("true", "yes", "on", "allow")
        )  # fmt: skip
