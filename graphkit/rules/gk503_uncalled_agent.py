"""Commands and skills call most of a team, but no way leads from any of them to this agent.

It is started by hand, or it was forgotten when its command was removed. Call it from a command or a skill, let an
agent that is called delegate to it, or remove it if it is no longer used. It is reported only where callers call at
least half of the agents of a folder; an agent without any relation is left to `orphan-agent`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
_TEAM = {"miller": "name: miller", "baker": "name: baker", "boss": "delegates_to: [baker]"}
EXAMPLES = (
    Example(
        bad={**_TEAM, "commands/bread.md": "Task(subagent_type=miller) and Task(subagent_type=baker)\n"},
        good={**_TEAM, "commands/bread.md": "Task(subagent_type=miller) and Task(subagent_type=boss)\n"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent that no caller reaches, in folders of which callers call at least half."""
    if not graph.calls:
        return
    from graphkit.analysis.entry_points import reached

    known = reached(graph)
    linked = {end for edge in graph.links() for end in (edge.source, edge.target)}
    for members in graph.by_root().values():
        if 2 * sum(agent in graph.called for agent in members) < len(members):
            continue
        for agent in members:
            if agent not in known and agent in linked:
                name = graph.agents[agent].name
                yield Finding(
                    message=f"no command, skill or other caller reaches `{name}`, directly or through other agents",
                    span=graph.agents[agent].span,
                    agents=(agent,),
                    hint=f"Call `{name}` from one of them, or remove it if it is no longer used.",
                    severity=SEVERITY,
                )
