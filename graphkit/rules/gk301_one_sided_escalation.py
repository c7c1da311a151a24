"""One agent declares an escalation, and the other one's list omits it.

If `debugger` escalates to `architect`, and `architect` has an `escalation_from` without `debugger` (or the other
way round), the two files disagree, and readers of one of them are misled. An absent field says nothing;
only one that is there, even empty, can contradict. Add the missing entry, or remove the other one.
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
        bad={"debugger": "escalation_to: [architect]", "architect": "escalation_from: []"},
        good={"debugger": "escalation_to: [architect]", "architect": "escalation_from: [debugger]"},
    ),
    Example(
        bad={"debugger": "escalation_to: []", "architect": "escalation_from: [debugger]"},
        good={"debugger": "description: Finds bugs.", "architect": "escalation_from: [debugger]"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each escalation that the other side's list omits."""
    for relation in graph.relations.values():
        if relation.acyclic:
            yield from one_sided_findings(graph, relation, SEVERITY)
