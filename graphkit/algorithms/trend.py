"""How a team's numbers change: one point for each commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.algorithms.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.graph import AgentGraph


class Numbers(NamedTuple):
    """What is followed over time; `reciprocity` by relation, where both sides can declare it."""

    agents: int
    missing: int
    depth: int
    edges: Mapping[str, int]
    reciprocity: Mapping[str, float]
    findings: Mapping[str, int]


class Point(NamedTuple):
    """The numbers at one commit. `numbers` is None where there was no agent yet, or none any more."""

    commit: str
    day: str
    subject: str
    tree: str
    numbers: Numbers | None


class History(NamedTuple):
    """All points, the oldest first; `trees` counts the different states, each of which was analysed once."""

    points: Sequence[Point]
    trees: int


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
