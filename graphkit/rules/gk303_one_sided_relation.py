"""One agent declares a delegation or a handoff, and the other one's list omits it.

If `lead` delegates to `tester`, and `tester` has a `receives_from` without `lead` (or the other way round), the two
files disagree about who works for whom. An absent field says nothing; only one that is there, even
empty, can contradict. Add the missing entry, or remove the other one.
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
        bad={"lead": "delegates_to: [tester]", "tester": "receives_from: []"},
        good={"lead": "delegates_to: [tester]", "tester": "receives_from: [lead]"},
    ),
    Example(
        bad={"author": "handoff_to: []", "reviewer": "handoff_from: [author]"},
        good={"author": "handoff_to: [reviewer]", "reviewer": "name: reviewer"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge of another relation that the other side's list omits."""
    for relation in graph.relations.values():
        if not relation.acyclic and not relation.symmetric:
            yield from one_sided_findings(graph, relation, SEVERITY)
