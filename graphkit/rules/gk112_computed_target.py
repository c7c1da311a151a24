"""The target of a reference is computed at run time, or lies outside of the folder.

A template such as `{{ stage }}-reviewer` names another agent each time it is filled in, and a file on another machine
cannot be opened. Such a reference is no mistake: it makes no edge, and where it leads is not checked. Where the target
is always the same, write its name.
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

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={"lead": "delegates_to: ['{{ stage }}-tester']", "unit-tester": "receives_from: [lead]"},
        good={"lead": "delegates_to: [unit-tester]", "unit-tester": "receives_from: [lead]"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each reference whose target is not known before it runs."""
    yield from problem_findings(graph, "computed-target", SEVERITY)
