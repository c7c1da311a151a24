"""Two definitions in one folder tree have the same name.

Tools load only one of them, and which one is a matter of luck; a reference to the name may mean either. Spelling does
not tell them apart: `Backend Staff` and `backend-staff` are one name. Rename one of them, or remove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
EXAMPLES = (
    Example(
        bad={"debugger": "name: debugger", "old-debugger": "name: Debugger"},
        good={"debugger": "name: debugger", "old-debugger": "name: old-debugger"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each name with two or more definitions in one root."""
    groups: dict[tuple[str, str], list[Definition]] = {}
    for agent in graph.agents.values():
        groups.setdefault((agent.root, canonical(agent.name)), []).append(agent)
    twins = [sorted(group, key=lambda agent: (agent.span, agent.id)) for group in groups.values() if len(group) > 1]
    for first, *others in sorted(twins, key=lambda group: (group[0].span, group[0].id)):
        yield Finding(
            message=f"`{canonical(first.name)}` is defined {len(others) + 1} times",
            span=first.span,
            agents=(first.id, *(agent.id for agent in others)),
            related=tuple(Label(agent.span, f"`{agent.name}` is defined here too") for agent in others),
            hint="Rename all but one of them, or remove what is no longer used.",
            severity=SEVERITY,
        )
