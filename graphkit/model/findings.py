"""One broken rule, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.spans import Span

EdgeKey: TypeAlias = tuple[str, str, str]
"""Source, target, relation."""


class Severity(StrEnum):
    """How much a finding weighs; only errors fail a run unless `--fail-on` lowers the bar."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """A number that grows with the severity: 0 for info, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Label(NamedTuple):
    """A second place that belongs to a finding, and what is to be seen there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: what is wrong, where, since when it matters, and what to do about it.

    Rules leave `code`, `name` and (mostly) `severity` to the rule set, which fills them in.
    `edges` are the edges it speaks of, `cut` those that it suggests to remove.
    """

    message: str
    span: Span
    agents: tuple[str, ...] = ()
    related: tuple[Label, ...] = ()
    edges: tuple[EdgeKey, ...] = ()
    cut: tuple[EdgeKey, ...] = ()
    hint: str | None = None
    severity: Severity = Severity.WARNING
    code: str = ""
    name: str = ""
    suppressed: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What makes this finding the same one tomorrow: no line numbers, no wording."""
        return (self.code, tuple(sorted(self.edges)) or tuple(sorted(self.agents)) or self.message)

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by place, then code, then message."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Example:
    """Definitions that a rule must (`bad`) or must not (`good`) report: its tests, and the examples of its page.

    Keys are file names; without a suffix the value is the front matter of `<key>.md`, with one it is the whole file.
    """

    bad: Mapping[str, str | bytes]
    good: Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is to be known of a rule without running it."""

    code: str
    name: str
    severity: Severity
    summary: str
    doc: str
    examples: tuple[Example, ...]
