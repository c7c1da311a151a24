"""Counts for each agents root, where a run covers several: one line for each, and the sum."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.model.report import count_severities
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graphkit.model.findings import Finding
    from graphkit.model.report import Report

SHOWN = 8
"""How many roots are listed unless all are asked for: a folder of rosters has one for each file."""


class RootCount(NamedTuple):
    """What one root holds: agents, edges by relation, findings by severity."""

    root: str
    agents: int
    edges: Mapping[str, int]
    findings: Mapping[str, int]


def counts(report: Report) -> list[RootCount]:
    """Return the counts of every root by its path.

    An edge or a finding belongs to the root of its first agent, else to that of its file.
    """
    graph = report.graph
    roots = graph.by_root()
    edges = Counter((graph.agents[edge.source].root, edge.relation) for edge in graph.links())
    findings: dict[str, list[Finding]] = {}
    for finding in report.live:
        first = graph.agents.get(finding.agents[0]) if finding.agents else None
        findings.setdefault(first.root if first else _above(finding.span.path, roots), []).append(finding)
    return [
        RootCount(
            root,
            len(agents),
            {name: edges[root, name] for name in graph.relations if edges[root, name]},
            count_severities(tuple(findings.get(root, ()))),
        )
        for root, agents in roots.items()
    ]


def _above(path: str, roots: Collection[str]) -> str:
    """Return the root that a path lies in: the nearest folder above it, or the roster itself; "" if none is."""
    places = (path, *map(str, PurePosixPath(path).parents))
    return next((place for place in places if place in roots), "")


def largest(found: list[RootCount]) -> list[RootCount]:
    """Return the roots with the most agents, the largest first."""
    return sorted(found, key=lambda one: (-one.agents, one.root))[:SHOWN]
