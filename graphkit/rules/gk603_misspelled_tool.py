"""A list of tools contains a name that is nearly that of a tool.

A tool that does not exist is ignored without a word, so the agent lacks one that it was meant to have, or has one that
was meant to be forbidden. Only near misses of the tools that the dialect knows are reported: other names may be
tools of an MCP server or of an extension. Write the name of the tool.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graphkit.dialects import known as dialects
from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.names import words
from graphkit.model.repairs import replacement
from graphkit.model.spans import Span
from graphkit.model.suggestions import edits, is_misspelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"tester": "tools: Read, WebFecth"},
        good={"tester": "tools: Read, WebFetch, mcp__browser__fetch"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each tool of an agent that is a near miss of one that its dialect knows."""
    meant: dict[tuple[str, str], str | None] = {}
    for agent in graph.agents.values():
        for tool in chain(agent.tools.allowed, agent.tools.forbidden):
            key = agent.dialect, tool.text
            if key not in meant:
                meant[key] = _meant(agent.dialect, _name(tool.text))
            if (near := meant[key]) is not None:
                name = _name(tool.text)
                yield Finding(
                    message=f"`{agent.name}` names the tool `{name}`, which does not exist",
                    span=Span(agent.path, tool.line, tool.column, tool.width),
                    agents=(agent.id,),
                    hint=f"Did you mean `{near}`?",
                    severity=SEVERITY,
                    subject=name,
                    repairs=replacement(Span(agent.path, tool.line, tool.column, tool.width), name, near),
                )


def _name(tool: str) -> str:
    return tool.partition("(")[0].strip()


def _meant(dialect: str, name: str) -> str | None:
    """Return the one tool that a name is a misspelling of, if it is none itself, in whatever case."""
    known = dialects().get(dialect)
    tools = known.tools if known else frozenset[str]()
    if name.casefold() in map(str.casefold, tools) or not name.isidentifier() or name.startswith("mcp"):
        return None
    near = [tool for tool in sorted(tools) if _is_near(name, tool)]
    return near[0] if len(near) == 1 else None


def _is_near(name: str, tool: str) -> bool:
    one, other = "".join(words(name)), "".join(words(tool))
    if min(len(one), len(other)) < 4:
        return False
    # `Bahs` and `Wite` are slips of the pen; `head` for `Read` is another word.
    slip = sorted(one) == sorted(other) or len(one) != len(other)
    return (slip and edits(one, other) == 1) or is_misspelt(words(name), words(tool))
