"""Agents hand work round in a circle.

In a relation such as delegation or workflow a circle may be meant: a review goes back to its author. It may also
be an endless loop, so graphkit shows it as a note, one for each group of agents that reach each other,
with a shortest cycle as evidence. If it is not meant, remove one of the suggested edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.rules.support.cycle_findings import cycle_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"lead": "delegates_to: tester", "tester": "delegates_to: lead"},
        good={"lead": "delegates_to: tester", "tester": "receives_from: lead"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each group of agents that are linked in circles by another directed relation."""
    for relation in graph.relations.values():
        if not relation.acyclic and not relation.symmetric:
            yield from cycle_findings(graph, relation, SEVERITY)
