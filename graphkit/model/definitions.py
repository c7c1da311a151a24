"""An agent as it was written, and what came of reading one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.relations import Direction
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.values import Scalar, Value

NOTHING: Mapping[tuple[str, Direction], Span] = MappingProxyType({})


class Reference(NamedTuple):
    """One place in a definition that names another agent.

    `agent` is the id of the definition in which it stands, `text` the name (or phrase) as written.
    `phrase` marks a text in which the name has still to be found; `firm` is False where a text that names nobody
    is no mistake (a workflow phrase, a key that is a topic rather than an agent).
    """

    agent: str
    relation: str
    direction: Direction
    field: str
    text: str
    span: Span
    label: str | None = None
    phrase: bool = False
    firm: bool = True


class Problem(NamedTuple):
    """Something in a file that could not be read as meant; `rule` is the name of the rule that reports it."""

    rule: str
    message: str
    span: Span
    hint: str | None = None
    agent: str | None = None


class Skipped(NamedTuple):
    """A file that holds no agent, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What an agent may use: `access` in words, and the lists of allowed and forbidden tools, each with its place."""

    access: Scalar | None = None
    allowed: tuple[Scalar, ...] = ()
    forbidden: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One agent as written.

    `id` is unique in the graph once linked. `declares` holds the relation fields that are present, even if empty, with
    the place of each: only a field that is present can contradict another agent. `wildcards` are the relations
    in which this agent names everybody (`all_agents`). `entries` is all that was written, as it was written.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    span: Span
    root: str
    group: str
    stem: str
    level: Scalar | None = None
    description: str | None = None
    expertise: tuple[str, ...] = ()
    tools: Tools = Tools()
    references: tuple[Reference, ...] = ()
    declares: Mapping[tuple[str, Direction], Span] = field(default_factory=lambda: NOTHING)
    wildcards: tuple[str, ...] = ()
    dialect: str = ""
    entries: tuple[tuple[Scalar, Value], ...] = field(default=(), repr=False, compare=False)

    @property
    def path(self) -> str:
        """The file in which it stands."""
        return self.span.path


class End(NamedTuple):
    """One end of a connection, as written."""

    text: str
    span: Span


class Link(NamedTuple):
    """A connection that stands beside the agents, in a list of its own: `edges: [{from: a, to: b}]`."""

    relation: str
    field: str
    source: End
    target: End
    root: str
    dialect: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: definitions, problems, or the reason why it holds no agent. Nothing is lost silently."""

    definitions: tuple[Definition, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: Skipped | None = None
    links: tuple[Link, ...] = ()
