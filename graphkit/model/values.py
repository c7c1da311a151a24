"""A parsed value with the place of each of its parts; the same for every input format."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Scalar(NamedTuple):
    """One value as written: `on`, `no` and `2025` stay text.

    `quoted` tells `"5"` (a text) from `5` (a number); it is `RECOVERED` for a text that its format rejects and that was
    kept all the same: it describes the agent, and names no other. `width` counts the characters it covers on its line.
    """

    text: str
    line: int
    column: int
    width: int = 1
    quoted: int = False


RECOVERED = 2
"""`Scalar.quoted` of a text that is not valid in its format, and was kept as it is written."""

scalar_of: Callable[[tuple[str, int, int, int, int]], Scalar] = partial(tuple.__new__, Scalar)
"""Make a scalar of its parts, in half the time that its constructor takes; there are sixty in a definition."""


class Sequence(NamedTuple):
    """A list of values."""

    items: tuple[Value, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys and values in the order in which they were written; a key may occur twice."""

    entries: tuple[tuple[Scalar, Value], ...]
    line: int
    column: int


Value: TypeAlias = "Scalar | Sequence | Mapping"

Pair: TypeAlias = "tuple[Scalar, Value]"
"""One `key: value` of a definition."""
