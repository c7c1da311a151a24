"""An agent is said to read only, and is allowed to write.

`tool_access` begins with `read_only`, but a tool that changes files is on the list of allowed tools. People rely
on the one when they review an agent, and tools on the other when they run it. Remove the tool,
or correct `tool_access`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Scalar

WRITERS = frozenset({"write", "edit", "multiedit", "notebookedit"})
SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"analyst": "tool_access: read_only\ntool_restrictions:\n  allowed: [Read, Write]"},
        good={"analyst": "tool_access: read_only\ntool_restrictions:\n  allowed: [Read, Grep]"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent that reads only by its own words and may write by its list of tools."""
    for agent in graph.agents.values():
        access = agent.tools.access
        if access is None or not canonical(access.text).startswith("read-only"):
            continue
        writers = [tool for tool in agent.tools.allowed if tool.text.partition("(")[0].strip().casefold() in WRITERS]
        if not writers:
            continue
        names = ", ".join(f"`{tool.text}`" for tool in writers)
        yield Finding(
            message=f"`{agent.name}` has `{access.text}` access, and is allowed to use {names}",
            span=_span(agent, writers[0]),
            agents=(agent.id,),
            related=(Label(_span(agent, access), "the access is declared here"),),
            hint=f"Remove {names} from the allowed tools, or correct the access.",
            severity=SEVERITY,
        )


def _span(agent: Definition, scalar: Scalar) -> Span:
    return Span(agent.path, scalar.line, scalar.column, scalar.width)
