"""Escalations form a cycle.

A problem that is passed on comes back to where it began, and no agent decides it. All agents that can reach each
other are one finding: it shows a shortest cycle, hop by hop, and suggests edges whose removal leaves no cycle;
edges to a lower level come first. Decide which agent has the last word, and remove the edges that lead away from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.rules.support.cycle_findings import cycle_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: architect", "architect": "escalation_to: debugger"},
        good={"debugger": "escalation_to: architect", "architect": "escalation_from: debugger"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each group of agents whose escalations form cycles."""
    for relation in graph.relations.values():
        if relation.acyclic:
            yield from cycle_findings(graph, relation, SEVERITY)
