"""Repairs of findings: what would have to change, and the exact edits that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.spans import Span


class AddEntry(NamedTuple):
    """Add a name to the list of a field; `field` is the place of its key."""

    field: Span
    name: str


class RemoveEntry(NamedTuple):
    """Remove the entry of a list that names an agent at `entry`; a list that would become empty goes with its key.

    With `bare` only an entry that says no more than the name goes: `- agent: x` with a condition is left alone.
    """

    entry: Span
    bare: bool = False


class ReplaceName(NamedTuple):
    """Write another name (of an agent, a field, a tool, a level) at a place, in the quotes that are there."""

    place: Span
    old: str
    new: str


class QuoteValue(NamedTuple):
    """Put the text from `value` to before `end` (line and column, from 1) in quotes, whatever it contains."""

    value: Span
    end: tuple[int, int]


class CloseBracket(NamedTuple):
    """Close the bracket that opens at `value`, at `end` (line and column, from 1)."""

    value: Span
    end: tuple[int, int]


class IndentLines(NamedTuple):
    """Indent the lines from `first` to the one numbered `last` by a number of spaces: they belong to the key above."""

    first: Span
    last: int
    spaces: int


Change: TypeAlias = "AddEntry | RemoveEntry | ReplaceName | QuoteValue | CloseBracket | IndentLines"


class Edit(NamedTuple):
    """An exact change of a file: the bytes from `start` to before `end` become `text`.

    `place` is the line and column at which they begin, `until` those after the last of them; both count from 1.
    """

    path: str
    start: int
    end: int
    text: str
    place: tuple[int, int]
    until: tuple[int, int]


class Repair(NamedTuple):
    """One way to resolve a finding.

    `safe` repairs cannot change what any reader of the file understands other than as the finding says; the others are
    a decision. `default` marks the one that `graphkit fix --all` takes, `side` whether it completes a one-sided
    relation (`add`) or withdraws it (`remove`). `edits` are filled in once the files have been looked at; a change that
    is not possible there has none.
    """

    title: str
    changes: tuple[Change, ...]
    safe: bool = False
    default: bool = True
    side: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def command(self) -> str:
        """The command that makes its edits, `fix` or `fix --all`; empty where none does, or none is possible."""
        return self.taken_by if self.edits else ""

    @property
    def taken_by(self) -> str:
        """The command that takes this way without being asked for it, whether its edits are possible or not."""
        if self.side == "remove":
            return ""
        return "fix" if self.safe else "fix --all" if self.default else ""


def replacement(place: Span, written: str, meant: str | None) -> tuple[Repair, ...]:
    """Return the repair of a misspelled word, none where nothing is near; it is a guess, so no default."""
    if meant is None:
        return ()
    return (Repair(f"Write `{meant}`", (ReplaceName(place, written.strip(), meant),), default=False),)
