"""A tool is allowed and forbidden at once.

The two lists of an agent contradict each other, and which of them wins depends on who reads them. Remove the tool
from one of the lists. A narrower pattern such as `Bash(rm:*)` beside `Bash` is no contradiction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Scalar

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"tester": "tool_restrictions:\n  allowed: [Read, Bash]\n  forbidden: [Bash]"},
        good={"tester": "tool_restrictions:\n  allowed: [Read, Bash]\n  forbidden: [Write]"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each tool that stands in both lists of an agent."""
    for agent in graph.agents.values():
        forbidden = _by_name(agent.tools.forbidden)
        allowed = _by_name(agent.tools.allowed) if forbidden else {}
        for name in forbidden:
            if name in allowed:
                tool, place = forbidden[name], allowed[name]
                yield Finding(
                    message=f"`{agent.name}` allows the tool `{place.text}` and forbids it",
                    span=Span(agent.path, tool.line, tool.column, tool.width),
                    agents=(agent.id,),
                    related=(Label(Span(agent.path, place.line, place.column, place.width), "allowed here"),),
                    hint=f"Remove `{place.text}` from one of the two lists.",
                    severity=SEVERITY,
                    subject=name,
                )


def _by_name(tools: tuple[Scalar, ...]) -> dict[str, Scalar]:
    """Return the tools by their name in lower case, in the order of the list; the first of two counts."""
    return {tool.text.strip().casefold(): tool for tool in reversed(tools)}
