"""The outcome of a run: everything a reporter or renderer may show."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.model.findings import Severity
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.findings import BaselineEntry, Finding, Rule
    from graphkit.model.graph import AgentGraph


@dataclass(frozen=True, slots=True)
class Stats:
    """How much was looked at, so that nobody takes an empty run for a clean one."""

    files: int
    agents: int
    edges: Mapping[str, int]
    findings: Mapping[str, int]
    skipped: int
    prose: int = 0
    """How many of the edges are in running text only."""
    callers: int = 0
    calls: int = 0
    """Callers that call any agent, and pairs of a caller and an agent."""


@dataclass(frozen=True, slots=True)
class Report:
    """Findings after triage, and the graph they were made from.

    `suppressed` are those that a file's own ignores excuse, `baselined` those that were known before; `stale` are the
    known ones that no longer occur. `notes` are sentences about the run that are no findings. `lines` holds the source
    text of the lines that findings point at, by (path, line).
    """

    graph: AgentGraph
    live: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    stats: Stats
    rules: tuple[Rule, ...]
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    baselined: tuple[Finding, ...] = ()
    stale: tuple[BaselineEntry, ...] = ()
    notes: tuple[str, ...] = ()

    def failing(self, bar: Severity) -> tuple[Finding, ...]:
        """Return the live findings at or above a severity: those that make a run fail."""
        return tuple(finding for finding in self.live if finding.severity.weight >= bar.weight)


class Answer(NamedTuple):
    """What a check says: a text for each output, whether the findings make it fail, and what the search saw."""

    texts: tuple[str, ...]
    fails: bool
    survey: tuple[str, ...] = ()


def count_severities(findings: tuple[Finding, ...]) -> dict[str, int]:
    """Count findings by severity, all three always present, the heaviest first."""
    found = Counter(finding.severity for finding in findings)
    return {severity.value: found[severity] for severity in sorted(Severity, key=lambda s: -s.weight)}
