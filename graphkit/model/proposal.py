"""A configuration that graphkit proposes, with the evidence for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


class Read(NamedTuple):
    """A relation that is read already, and the number of references in each of its fields."""

    relation: str
    fields: Mapping[str, int]


class Row(NamedTuple):
    """A field that is no relation yet: how many agents it names, and in how many files."""

    path: str
    agents: int
    files: int


class FieldProposal(NamedTuple):
    """The line of configuration that would read some unmapped fields as a relation, and the evidence for it."""

    line: str
    fields: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to write into a configuration.

    `unknown` are names that no file defines and that do not look like people. `strays` are levels beside the usual
    ones, with the number of agents that have each.
    """

    agents: int
    roots: tuple[str, ...]
    paths: tuple[str, ...]
    read: tuple[Read, ...]
    unmapped: tuple[FieldProposal, ...]
    levels: tuple[str, ...]
    is_usual: bool
    """Whether the levels need no configuration: their order is known."""
    externals: tuple[str, ...]
    unknown: tuple[tuple[str, int], ...]
    strays: tuple[tuple[str, int], ...] = ()
