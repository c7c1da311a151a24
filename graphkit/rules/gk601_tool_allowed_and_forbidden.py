"""A tool is allowed and forbidden at once.

The lists of an agent contradict each other, and which of them wins depends on who reads them: a tool such as Claude
Code obeys `tools:`, whatever `tool_restrictions` says. Remove the tool from one of the lists. A tool that `tools`
allows and a list `tool_restrictions.allowed` leaves out is reported too. A narrower pattern such as `Bash(rm:*)`
beside `Bash` is no contradiction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.model.values import Scalar

SEVERITY = Severity.WARNING
_RESTRICTIONS = "tool_restrictions.allowed"
_OBEYED = ("tools", "tools.allowed", "allowed_tools")
_EVERYTHING = frozenset(("*", "all", "inherit"))
EXAMPLES = (
    Example(
        bad={"tester": "tool_restrictions:\n  allowed: [Read, Bash]\n  forbidden: [Bash]"},
        good={"tester": "tool_restrictions:\n  allowed: [Read, Bash]\n  forbidden: [Write]"},
    ),
    Example(
        bad={"tester": "tools: Read, Bash\ntool_restrictions:\n  allowed: [Read]"},
        good={"tester": "tools: Read, Bash\ntool_restrictions:\n  allowed: [Bash, Read]"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each tool that an agent allows and forbids, and one for lists that do not agree."""
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
        yield from _differing(agent, forbidden)


def _differing(agent: Definition, forbidden: Collection[str]) -> Iterator[Finding]:
    """Yield a finding if the list that a tool obeys allows what `tool_restrictions` does not.

    What is forbidden besides is a finding of its own. Lists of everything, and of other fields, are not compared.
    """
    rule = next(((field, tools) for field, tools in agent.tools.lists if field == _RESTRICTIONS), None)
    for field, tools in agent.tools.lists:
        if rule is None or field not in _OBEYED or not rule[1]:
            continue
        listed = {_base(tool.text) for tool in rule[1]}
        more = [tool for tool in tools if _base(tool.text) not in listed | set(forbidden)]
        if more and not listed & _EVERYTHING and not any(_base(tool.text) in _EVERYTHING for tool in tools):
            names = ", ".join(f"`{tool.text}`" for tool in more)
            place = rule[1][0]
            yield Finding(
                message=f"`{field}` of `{agent.name}` allows {names}, and `{_RESTRICTIONS}` does not",
                span=Span(agent.path, more[0].line, more[0].column, more[0].width),
                agents=(agent.id,),
                related=(Label(Span(agent.path, place.line, place.column, place.width), "the other list"),),
                hint="Let both lists name the same tools, or keep only one of them.",
                severity=SEVERITY,
                subject=field,
            )


def _base(tool: str) -> str:
    return tool.partition("(")[0].strip().casefold()


def _by_name(tools: tuple[Scalar, ...]) -> dict[str, Scalar]:
    """Return the tools by their name in lower case, in the order of the list; the first of two counts."""
    return {tool.text.strip().casefold(): tool for tool in reversed(tools)}
