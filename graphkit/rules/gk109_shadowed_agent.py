"""An agent of the project has the name of one that a plugin or the user's own folder brings.

The tool takes the nearer one: what the project says goes before the user's own folder, and that before plugins. The
other one is called by its whole name (`plugin:agent`), or not at all. If that is meant, nothing has to be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.dialects import worlds
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
EXAMPLES = (
    Example(
        bad={
            ".claude/agents/tester.md": "---\nname: tester\n---\n",
            "kit/.claude-plugin/plugin.json": '{"name": "kit"}',
            "kit/agents/tester": "name: tester\ndescription: Tests it.",
        },
        good={
            ".claude/agents/tester.md": "---\nname: tester\n---\n",
            "kit/.claude-plugin/plugin.json": '{"name": "kit"}',
            "kit/agents/kit-tester": "name: kit-tester\ndescription: Tests it.",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent of a project that goes before one of a plugin or of the user."""
    scopes: dict[tuple[str, str], worlds.Scope] = {}  # those of the agents in one folder are the same
    for agent in graph.agents.values():
        if (place := _place(agent)) not in scopes:
            scopes[place] = worlds.scope(agent)
    if max(scopes.values(), default=worlds.Scope.PROJECT) <= worlds.Scope.PROJECT:
        return
    outer: dict[str, list[Definition]] = {}
    for agent in graph.agents.values():
        if scopes[_place(agent)] > worlds.Scope.PROJECT:
            outer.setdefault(canonical(agent.name), []).append(agent)
    for agent in graph.agents.values():
        if worlds.tool(agent.root) and scopes[_place(agent)] is worlds.Scope.PROJECT:
            for other in outer.get(canonical(agent.name), ()):
                if other.root != agent.root:
                    yield _finding(agent, other)


def _place(agent: Definition) -> tuple[str, str]:
    return agent.plugin, agent.path.rpartition("/")[0]


def _finding(agent: Definition, other: Definition) -> Finding:
    whose = f"the plugin `{other.plugin}`" if other.plugin else "the user's own folder"
    remedy = f"Call that one `{other.plugin}:{other.name}`, or" if other.plugin else "If that is not meant,"
    return Finding(
        message=f"`{agent.name}` of {agent.root} goes before `{other.name}` of {whose}",
        span=agent.span,
        agents=(agent.id, other.id),
        related=(Label(other.span, f"`{other.name}` of {whose} is defined here"),),
        hint=f"{remedy} rename one of the two.",
        severity=SEVERITY,
    )
