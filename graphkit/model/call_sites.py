"""Places in a text that call an agent by a form which tools run, such as `subagent_type: x`."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.spans import Span


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
    ignored: bool = False
    """Whether the tool that loads the file passes over it: `agent:` of a skill without `context: fork`."""


class RosterCaller(NamedTuple):
    """What starts an agent and stands in a roster beside the agents, such as a command of `opencode.json`."""

    kind: str
    name: str
    path: str
    location: str
    root: str
    site: CallSite
