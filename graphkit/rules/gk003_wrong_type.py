"""A relation field holds something that names no agent.

A field such as `escalation_to` takes a name, a list of names, or a mapping from names to reasons. A number, a flag
or a nested text in its place is no agent, and the relation that was meant is lost. Write the name of
the agent, or `[]` for nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.problem_findings import problem_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: 3", "architect": "name: architect"},
        good={"debugger": "escalation_to: architect", "architect": "escalation_to: []"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each value of the wrong type."""
    yield from problem_findings(graph, "wrong-type", SEVERITY)
