"""An agent has a level that is not in the order of levels.

Levels tell who has more authority, and pictures and other rules go by them; an agent with an unknown one has no
place in the hierarchy. Unless configured they are `specialist`, `senior`, `staff` and `principal`, the lowest first.
Write one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity
from graphkit.model.repairs import replacement
from graphkit.model.spans import Span
from graphkit.model.suggestions import nearest_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"architect": "specialization_level: principle"},
        good={"architect": "specialization_level: Principal"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent whose level is not known."""
    known = ", ".join(f"`{level}`" for level in graph.levels)
    for agent in graph.agents.values():
        if agent.level is None or not agent.level.text.strip() or graph.rank(agent.id) is not None:
            continue
        text, line, column, width, _ = agent.level
        meant = nearest_name(text, graph.levels)
        yield Finding(
            message=f"`{agent.name}` has the level `{text}`, which is none of {known}",
            span=Span(agent.path, line, column, width),
            agents=(agent.id,),
            hint=f"Did you mean `{meant}`?" if meant else f"Write one of {known}.",
            severity=SEVERITY,
            repairs=replacement(Span(agent.path, line, column, width), text, meant),
        )
