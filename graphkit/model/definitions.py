"""An agent as it was written, and what came of reading one file."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.call_sites import CallSite, RosterCaller
    from graphkit.model.code import CodeFacts
    from graphkit.model.findings import InlineIgnore
    from graphkit.model.references import Reference
    from graphkit.model.values import Scalar, Value


class DeclaredField(NamedTuple):
    """A relation field that is present in a definition, even if it is empty: the place of its key, and its path.

    The path is spelled as in the file: `escalation-to`, `coordination_protocols.handoffTo`.
    """

    span: Span
    field: str


NOTHING: Mapping[tuple[str, Direction], DeclaredField] = MappingProxyType({})


class PossibleName(NamedTuple):
    """A text that names an agent if one is called so, and else means what it would mean anywhere.

    Otherwise `pieces` are the names in it (`a, b`), which count only if each of `needed` names an agent; a `wildcard`
    means all agents; a pattern covers agents, unless the `later_rules` say otherwise (each a pattern and whether it
    allows; None: it is no pattern); and a `problem` says why it can be no name. What is `refused` names an agent that a
    later rule refuses, and that is the problem.
    """

    reference: Reference
    pieces: tuple[Reference, ...] = ()
    needed: tuple[str, ...] = ()
    wildcard: bool = False
    later_rules: tuple[tuple[str, bool], ...] | None = None
    problem: Problem | None = None
    refused: bool = False


class Object(Enum):
    """What makes words right after a verb the name of an agent: "use x", "spawn the x agent"."""

    PLAIN = "in code, bold, or with a joint"
    CAREFUL = "as plain, but a single word in code may be a program"
    NAMED = "followed by the word agent"
    LAST = "with nothing behind it, or marked"


class Passage(NamedTuple):
    """A piece of running text at whose beginning agents may be named, and the relation that it would state.

    `text` begins where the first name must begin, may run over several lines, and begins at `span`. `subject` is what
    is before the verb: if it names another agent, that one is spoken of. `lead` asks for a name that is set apart
    (`- **x**: why`); `sure` lets a plain single word be a name, which is too risky after a weak verb. `object` tells
    how strictly a name that is the object of its verb must look like one, and `clear` is text in which no agent may be
    named: where one is, that one acts.
    """

    relation: str
    direction: Direction
    label: str | None
    field: str
    text: str
    span: Span
    subject: str = ""
    lead: bool = False
    sure: bool = True
    object: Object | None = None
    clear: str = ""

    def place(self, start: int, end: int) -> Span:
        """Return where a part of the text is in the file."""
        down = self.text.count("\n", 0, start)
        column = start - self.text.rfind("\n", 0, start) if down else self.span.column + start
        return Span(self.span.path, self.span.line + down, column, max(1, end - start))


class Flaw(NamedTuple):
    """A text that YAML rejects, as data: why, below which key, and its exact extent; quoting it takes no more.

    The extent goes from the first character of the text to behind its last one, lines and columns from 1. `kind` is one
    of the kinds in `readers/flaws.py`; `in_list` tells an item of a list from the value of a key.
    """

    kind: str
    key: str
    line: int
    column: int
    end_line: int
    end_column: int
    in_list: bool = False


class Problem(NamedTuple):
    """Something in a file that could not be read as meant; `rule` is the name of the rule that reports it.

    `flaws` are the texts that YAML rejects, which is what an edit needs: one, or several of one cause.
    """

    rule: str
    message: str
    span: Span
    hint: str | None = None
    agent: str | None = None
    flaws: tuple[Flaw, ...] = ()


class Skipped(NamedTuple):
    """A file without an agent, why, and what it is instead: `skill`, `document`, ..., "" where that is not known."""

    path: str
    reason: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Tools:
    """What an agent may use: `access` in words, and the tools of all its lists that allow or forbid some.

    `lists` are the lists that allow tools, by their field, if there are several.
    """

    access: Scalar | None = None
    allowed: tuple[Scalar, ...] = ()
    forbidden: tuple[Scalar, ...] = ()
    lists: tuple[tuple[str, tuple[Scalar, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One agent as written.

    `id` is unique in the graph once linked. `declares` holds the relation fields that are present, even if empty:
    only a field that is present can contradict another agent. `wildcards` are the relations
    in which this agent names everybody (`all_agents`). `possible_names` are texts that are looked at when all names
    are known; linking makes references, wildcards and problems of them. `dialect` is that of its tool, `house_dialects`
    are the conventions whose fields it uses besides. `plugin` is the name of its plugin, "" for none; `world`
    is set for a home that linking has found to be a copy. `entries` are those that no relation and none of the other
    attributes reads, as they were written; with `prose` all, and only then there are `passages`. `calls` are the places
    in its body that call agents by a form which tools run.
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
    declares: Mapping[tuple[str, Direction], DeclaredField] = field(default_factory=lambda: NOTHING)
    wildcards: tuple[str, ...] = ()
    dialect: str = ""
    entries: tuple[tuple[Scalar, Value], ...] = field(default=(), repr=False, compare=False)
    passages: tuple[Passage, ...] = ()
    calls: tuple[CallSite, ...] = ()
    possible_names: tuple[PossibleName, ...] = ()
    house_dialects: tuple[str, ...] = ()
    plugin: str = ""
    world: str | None = None
    disabled: str = ""
    """The file that tells its tool to leave it out: `disable: true`."""
    has_rules: bool = False
    """Whether it says itself whom it may call."""
    for_all: bool = False
    """Whether it is no agent, but what a roster says of all agents beside it; linking gives it to them."""
    also: tuple[str, ...] = ()
    """The other files that describe it: its entry in `opencode.json`, the code that loads it."""

    @property
    def path(self) -> str:
        """The file in which it stands."""
        return self.span.path


class End(NamedTuple):
    """One end of a connection, as written; `file` is the path of the file that is meant, where it names one."""

    text: str
    span: Span
    file: str = ""


class Link(NamedTuple):
    """A connection that is beside the agents, in a list of its own: `edges: [{from: a, to: b}]`.

    Without a source it connects nothing: the target is the agent of a task, which must exist.
    """

    relation: str
    field: str
    source: End | None
    target: End
    root: str
    dialect: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: definitions, problems, or the reason why it contains no agent. Nothing is lost silently."""

    definitions: tuple[Definition, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: Skipped | None = None
    ignores: tuple[InlineIgnore, ...] = ()
    links: tuple[Link, ...] = ()
    callers: tuple[RosterCaller, ...] = ()
    code: CodeFacts | None = None
