"""Callers - commands, skills, prompts, instructions and workflow scripts that start agents - and their calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from graphkit.model.call_sites import CallSite
    from graphkit.model.definitions import Passage
    from graphkit.model.findings import InlineIgnore
    from graphkit.model.spans import Span

ABSENT = "is not among the files read"
"""What is said of a plugin whose agents are called, and which is not in the run."""
KINDS = ("command", "skill", "prompt", "instructions", "workflow")
"""What a caller can be; each word is also the beginning of its id."""


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


@dataclass(frozen=True, slots=True, order=True)
class CallerSource:
    """A file that may call agents: what kind it is, the name it goes by, and the agents folder in whose home it is.

    `main` is False for the files of a skill besides SKILL.md, which speak for their skill.
    """

    path: str
    location: str
    root: str
    kind: str
    name: str
    main: bool = True


class Plugin(NamedTuple):
    """A plugin of the run: its name in the manifest, its folder, the manifest, and the files or folders it lists."""

    name: str
    root: str
    manifest: str
    listed: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Return whether a file is of the plugin: in its folder, or listed by its manifest."""
        return any(not place or path == place or path.startswith(f"{place}/") for place in (self.root, *self.listed))


@dataclass(frozen=True, slots=True)
class CallerText:
    """A file of a caller as it was read: its calls by code-like forms, with `prose` its passages, and its ignores."""

    source: CallerSource
    sites: tuple[CallSite, ...] = ()
    passages: tuple[Passage, ...] = ()
    ignores: tuple[InlineIgnore, ...] = ()


class DeadCall(NamedTuple):
    """A call that leads to no agent, or that its tool ignores: who makes it, where, and what is known about the name.

    `cause` is a sentence in short, `hint` what to do about it. `certain` ones fail when they run; of a `resolved` one
    the agent exists.
    """

    source: str
    name: str
    form: str
    span: Span
    certain: bool
    cause: str
    hint: str
    resolved: bool = False
