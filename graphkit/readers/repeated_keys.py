"""Keys that a mapping contains twice: parsers disagree about which one counts, so that nothing should rely on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.values import Pair, Scalar

Twice: TypeAlias = "tuple[Scalar, Scalar]"
"""A key and the one of the same name that comes after it."""


def twice(entries: Iterable[Pair]) -> list[Twice]:
    """Return each key that is there again, with the first one of its name."""
    first: dict[str, Scalar] = {}
    return [(before, key) for key, _ in entries if (before := first.setdefault(key.text, key)) is not key]


def problems(repeated: Iterable[Twice], path: str) -> list[Problem]:
    """Return one problem for each key that is there again."""
    found = []
    for before, key in sorted(set(repeated), key=lambda pair: pair[1][1:3]):
        message = f"`{key.text}` is here a second time (first on line {before.line}); both are read"
        span = Span(path, key.line, key.column, key.width)
        found.append(Problem("invalid-front-matter", message, span, "Merge the two entries into one."))
    return found
