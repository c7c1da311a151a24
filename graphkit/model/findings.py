"""One broken rule with its evidence, what excuses findings, and how many there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, overload

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphkit.model.repairs import Repair
    from graphkit.model.spans import Span

EdgeKey: TypeAlias = tuple[str, str, str]
"""Source, target, relation."""


class EdgeKeys(Sequence[EdgeKey]):
    """The keys of edges of one relation, of which there may be millions: kept as the targets of each source."""

    __slots__ = ("_relation", "_size", "_targets")

    def __init__(self, relation: str, targets: Mapping[str, Sequence[str]]) -> None:
        self._relation, self._targets = relation, targets
        self._size = sum(map(len, targets.values()))

    def __len__(self) -> int:
        """Count them."""
        return self._size

    def __iter__(self) -> Iterator[EdgeKey]:
        """Yield them in their order."""
        return ((source, to, self._relation) for source, targets in self._targets.items() for to in targets)

    @overload
    def __getitem__(self, place: int) -> EdgeKey: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[EdgeKey, ...]: ...
    def __getitem__(self, place: int | slice) -> EdgeKey | tuple[EdgeKey, ...]:
        """Return one, or some of them."""
        if isinstance(place, slice):
            return tuple(islice(self, *place.indices(self._size)))
        return next(islice(self, range(self._size)[place], None))

    def __eq__(self, other: object) -> bool:
        """Compare them as the tuple that they stand for."""
        return tuple(self) == tuple(other) if isinstance(other, (EdgeKeys, tuple)) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of that tuple."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Show that tuple."""
        return repr(tuple(self))


class Severity(StrEnum):
    """How much a finding weighs; only errors fail a run unless `--fail-on` lowers the bar."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """A number that grows with the severity: 0 for info, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Identity(NamedTuple):
    """What a finding is about, whatever its lines and words: exactly one of edges, agents and path is there."""

    code: str
    subject: str = ""
    agents: tuple[str, ...] = ()
    edges: tuple[EdgeKey, ...] = ()
    path: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """Something to compare and to sort by."""
        return tuple(self)


class Omission(NamedTuple):
    """The list that omits a name: in a one-sided relation `field` of `agent`, whose key is at `span`, omits `missing`.

    Findings with the same agent, field and span are about one list and can be shown together. `field` is spelled as in
    the file, `missing` is the name of the agent to add.
    """

    agent: str
    field: str
    span: Span
    missing: str


class Label(NamedTuple):
    """A second place that belongs to a finding, and what is to be seen there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: what is wrong, where, since when it matters, and what to do about it.

    Rules leave `code`, `name` and (mostly) `severity` to the rule set, which fills them in.
    `edges` are the edges it speaks of, `cut` those that it suggests to remove. `component` holds all edges among agents
    that reach each other, where that is what is wrong; `subject` distinguishes what is wrong with the same agents: a
    field, a tool, a contract. `excuse` is the reason that was given for a suppressed finding, `omission` the list that
    a name is to be added to, and `repairs` are the ways to resolve it by an edit.
    """

    message: str
    span: Span
    agents: tuple[str, ...] = ()
    related: tuple[Label, ...] = ()
    edges: tuple[EdgeKey, ...] = ()
    cut: Sequence[EdgeKey] = ()
    hint: str | None = None
    severity: Severity = Severity.WARNING
    code: str = ""
    name: str = ""
    suppressed: bool = False
    component: Sequence[EdgeKey] = ()
    subject: str = ""
    excuse: str | None = None
    repairs: tuple[Repair, ...] = field(default=(), compare=False)
    omission: Omission | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes this finding the same one tomorrow: no line numbers, no wording."""
        return self.identity.key

    @property
    def identity(self) -> Identity:
        """The same as a value: edges where it speaks of edges, else agents with the subject, else the file."""
        if self.component:
            return Identity(self.code, self.subject, edges=tuple(sorted(set(self.component))))
        if self.edges and not self.subject:
            return Identity(self.code, edges=tuple(sorted(set(self.edges))))
        if self.agents:
            return Identity(self.code, self.subject, agents=tuple(sorted(set(self.agents))))
        return Identity(self.code, self.subject, path=self.span.path)

    @property
    def repaired_by(self) -> str:
        """The command that repairs it, `fix` or `fix --all`; empty where a person decides, or no edit is possible."""
        commands = {repair.command for repair in self.repairs}
        return "fix" if "fix" in commands else "fix --all" if "fix --all" in commands else ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by place, then code, then message."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Example:
    """Definitions that a rule must (`bad`) or must not (`good`) report: its tests, and the examples of its page.

    Keys are file names; without a suffix the value is the front matter of `<key>.md`, with one it is the whole file.
    `config` is the `graphkit.toml` with which it is so, if it takes one.
    """

    bad: Mapping[str, str | bytes]
    good: Mapping[str, str | bytes]
    config: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is to be known of a rule without running it."""

    code: str
    name: str
    severity: Severity
    summary: str
    doc: str
    examples: tuple[Example, ...]
    options: tuple[str, ...] = ()
    """The keys of the configuration that it goes by."""


MAX_IN_FILE = 1_000
MAX_IN_TOTAL = 20_000
"""Findings of one rule. A folder of real agents has hundreds; what has more is broken in one way throughout."""


def bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of one rule up to the bounds, then how many more there are in each file, and in total."""
    in_file: Counter[str] = Counter()
    more: dict[str, tuple[int, Finding]] = {}
    total, beyond, last = 0, 0, None
    for finding in findings:
        path = finding.span.path
        in_file[path] += 1
        if in_file[path] > MAX_IN_FILE:
            more[path] = (in_file[path] - MAX_IN_FILE, more[path][1] if path in more else finding)
        elif total < MAX_IN_TOTAL:
            total += 1
            yield finding
        else:
            beyond, last = beyond + 1, last or finding
    for count, first in more.values():
        yield _rest(first, f"{count:,} more in this file")
    if last is not None:
        yield _rest(last, f"{beyond:,} more in this run")


def _rest(first: Finding, words: str) -> Finding:
    return Finding(
        f"{words} are not listed",
        first.span,
        hint="Fix those that are listed, and run graphkit again.",
        severity=first.severity,
        code=first.code,
        name=first.name,
        subject="more",
    )


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
