"""An agent has no description.

Tools such as Claude Code pick an agent by its description: one without is never picked, or is not loaded at all (a
warning). In dialects whose tool does not insist on one it is an info, and nothing in those that have no such field.
Add a `description:` of one sentence that says when to call the agent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.dialects import known as dialects
from graphkit.model.findings import Example, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
_SEVERITIES = {"required": SEVERITY, "optional": Severity.INFO}
EXAMPLES = (
    Example(
        bad={".claude/agents/debugger.md": "---\nname: debugger\n---\n"},
        good={".claude/agents/debugger.md": "---\nname: debugger\ndescription: Finds out why a test fails.\n---\n"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent without a description, in dialects that have one."""
    unread = ("invalid-front-matter", "unreadable-file")
    broken = {problem.span.path for problem in graph.problems if problem.rule in unread}
    for agent in graph.agents.values():
        dialect = dialects().get(agent.dialect)
        severity = _SEVERITIES.get(dialect.description) if dialect else None
        if severity is None or (agent.description or "").strip() or agent.path in broken:
            continue
        yield Finding(
            message=f"`{agent.name}` has no description",
            span=agent.span,
            agents=(agent.id,),
            hint="Add `description:` with one sentence that says when to call it.",
            severity=severity,
        )
