"""The numbers of one state of a team, as its history lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.metrics import metrics
from graphkit.model.history import Numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.model.graph import AgentGraph


def numbers(graph: AgentGraph, findings: Mapping[str, int]) -> Numbers:
    """Return the numbers of one state; `findings` counts them by severity."""
    found = metrics(graph)
    return Numbers(
        agents=found.agents,
        missing=found.missing,
        depth=found.depth,
        edges={row.relation: row.edges for row in found.relations},
        reciprocity={row.relation: row.reciprocity for row in found.relations if row.reciprocity is not None},
        findings=dict(findings),
    )
