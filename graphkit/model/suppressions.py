"""What is known and let pass: ignores in the files, and entries of a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from graphkit.model.findings import Identity
    from graphkit.model.spans import Span

SIGN = "graphkit:"
"""What every ignore begins with: a text without it contains none."""


class InlineIgnore(NamedTuple):
    """`# graphkit: ignore[GK301] reason`, or `ignore-file`, as written.

    `line` is the line whose findings it excuses, None for the whole file; `rules` are codes or names.
    """

    span: Span
    rules: tuple[str, ...]
    line: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One entry of a baseline: a finding that was there when it was written.

    `expires` is the last day (`2026-12-31`) on which it is let pass, None for ever. `line` is its line in the file.
    """

    identity: Identity
    reason: str | None = None
    expires: str | None = None
    line: int = 1
