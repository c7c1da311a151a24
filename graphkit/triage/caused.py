"""The findings that a change causes: those of a comparison that the new side has and the old side lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.analysis.cycle_growth import cycle_growth
from graphkit.model.report import count_severities

if TYPE_CHECKING:
    from graphkit.model.comparison import Changes
    from graphkit.model.findings import Finding
    from graphkit.model.report import Report


def only_caused(changes: Changes) -> Report:
    """Return the report of the new side with those findings alone that the change brought.

    These are new findings, more severe ones, and cycles that a new edge closes among agents that had one before.
    """
    caused = [*changes.cycles_new, *changes.findings_added]
    grown = [change for change in changes.cycles_changed if change.joined]
    caused += [cycle_growth(changes.new.graph, change.after, change.joined) for change in grown]
    caused += [one.after for one in changes.findings_changed if one.after.severity.weight > one.before.severity.weight]
    live = tuple(sorted((f for f in caused if not _is_baselined(f, changes.new)), key=lambda finding: finding.order))
    return replace(changes.new, live=live, stats=replace(changes.new.stats, findings=count_severities(live)))


def _is_baselined(finding: Finding, report: Report) -> bool:
    return any(finding is known for known in report.baselined)
