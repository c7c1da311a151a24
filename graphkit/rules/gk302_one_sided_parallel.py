"""One agent says it may run in parallel with another, whose list omits it.

Whether two agents may run at the same time is a matter of both: if only one of the lists names the other, one
of them is out of date. An absent list says nothing, an empty one says "nobody", and a wildcard
such as `all_agents` answers everybody. Add the missing entry, or remove the other one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.rules.support.one_sided_findings import one_sided_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"tester": "parallel_compatible: [writer]", "writer": "parallel_compatible: []"},
        good={"tester": "parallel_compatible: [writer]", "writer": "parallel_compatible: [tester]"},
    ),
    Example(
        bad={
            "tester": "parallel_compatible: [writer, lead]",
            "writer": "parallel_compatible: [lead]",
            "lead": "parallel_compatible: [all_agents]",
        },
        good={"tester": "parallel_compatible: [lead]", "lead": "parallel_compatible: [all_agents]"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each pair of which only one side names the other."""
    for relation in graph.relations.values():
        if relation.symmetric:
            yield from one_sided_findings(graph, relation, SEVERITY)
