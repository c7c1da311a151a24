"""What can stop a run. Everything else travels as a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class GraphkitError(Exception):
    """The run cannot go on; the message is a sentence that says what to do about it.

    `evidence` are lines to show below it as they are: what was typed, and where in it the fault is.
    """

    evidence: tuple[str, ...] = ()


class UsageError(GraphkitError):
    """What was asked for makes no sense: a path that does not exist, an unknown format, a bad option."""


MAX_MISTAKES = 100
"""Mistakes that are shown of one file; more are not read to the end."""


class MistakesError(UsageError):
    """Several mistakes at once: the first is the message, `evidence` are the others, as far as they are shown."""

    def __init__(self, first: str, *others: str) -> None:
        super().__init__(first)
        more = len(others) + 1 - MAX_MISTAKES
        self.evidence = others if more <= 0 else (*others[: MAX_MISTAKES - 1], f"{more:,} more.")


class ConfigError(MistakesError):
    """The configuration is wrong; message and evidence list everything that is."""


class SelectionError(UsageError):
    """A selection that cannot be understood, or names what does not exist; `evidence` points at the character."""

    def __init__(self, message: str, expression: str, position: int, width: int = 1) -> None:
        super().__init__(f"{message} (character {position + 1} of the selection)")
        self.evidence = (f"  {expression}", f"  {' ' * position}{'^' * max(width, 1)}")


class NoAgentsError(GraphkitError):
    """Nothing that could be checked was found, so nothing may be called clean.

    `skipped` are the files that were seen instead, each with its path, why it is no agent, and what it is.
    """

    def __init__(self, message: str, skipped: Sequence[tuple[str, str, str]] = ()) -> None:
        super().__init__(message)
        self.skipped = skipped


class RenderError(GraphkitError):
    """A picture could not be drawn."""
