"""A cycle of delegation, handoff or another relation that has a direction.

Agents that delegate to each other start one another without end: a delegation cycle is a warning. In other relations a
cycle may be intended, for a review goes back to its author (info). There is one finding for each group of agents
that reach each other, with a shortest cycle as evidence. If it is not intended, remove the suggested edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.relations import Rank
from graphkit.rules.support.cycle_findings import cycle_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"lead": "delegates_to: tester", "tester": "delegates_to: lead"},
        good={"lead": "delegates_to: tester", "tester": "receives_from: lead"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each group of agents that form a cycle of another relation; info unless it delegates."""
    for relation in graph.relations.values():
        if not relation.acyclic and not relation.symmetric:
            severity = SEVERITY if relation.rank is Rank.DOWN else Severity.INFO
            yield from cycle_findings(graph, relation, severity)
