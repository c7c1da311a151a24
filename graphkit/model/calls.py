"""Callers - commands, skills, prompts, instructions and workflow scripts that start agents - and their calls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from graphkit.model.spans import Span

KINDS = ("command", "skill", "prompt", "instructions", "workflow")
"""What a caller can be; each word is also the beginning of its id."""


class Weight(IntEnum):
    """How sure it is that a call's text is meant as the name of an agent."""

    LOOSE = 0
    """It counts where it names an agent, and says nothing where it does not."""
    HEDGED = 1
    """A call of something that may be missing: optional, planned, or written where nothing runs."""
    FIRM = 2
    """A call that fails when no agent has that name."""


class CallSite(NamedTuple):
    """One place that calls an agent by a literal name; `form` is the word of the file (`subagent_type`, `Task`)."""

    form: str
    text: str
    span: Span
    weight: Weight = Weight.FIRM


@dataclass(frozen=True, slots=True)
class Caller:
    """A file, or the files of a skill, that start agents and are no agent."""

    id: str
    kind: str
    name: str
    span: Span
    root: str
    plugin: str | None = None

    @property
    def path(self) -> str:
        """The file in which it is written."""
        return self.span.path
