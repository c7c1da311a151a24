"""An agent may be called by one rule, and by a later one it may not.

In a list of permissions the last rule that matches a name decides (so does OpenCode). An agent that is allowed before a
rule such as `"*": deny` cannot be called. Put the general rule first and its exceptions after it.
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
        bad={"lead": "mode: primary\npermission: {task: {tester: allow, '*': deny}}", "tester": "mode: subagent"},
        good={"lead": "mode: primary\npermission: {task: {'*': deny, tester: allow}}", "tester": "mode: subagent"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent that is allowed in vain."""
    yield from problem_findings(graph, "overruled-permission", SEVERITY)
