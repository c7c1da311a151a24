"""Which agents a user asked for, before anything is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.errors import UsageError
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def _no_history(revision: str) -> Collection[str]:
    raise UsageError(f"`changed:{revision}` needs the history of the files, which is not known here.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user asked for: `select` and `exclude` are expressions, None for everybody and for nobody.

    `changed` returns the paths (as in definitions) of files that differ from a revision. `cut` says whether the rest
    of the graph is to be left out, or only the findings that have nothing to do with the chosen agents.
    """

    select: str | None = None
    exclude: str | None = None
    changed: Callable[[str], Collection[str]] = _no_history
    cut: bool = True

    @property
    def is_everything(self) -> bool:
        """Whether nothing was asked for."""
        return self.select is None and self.exclude is None
