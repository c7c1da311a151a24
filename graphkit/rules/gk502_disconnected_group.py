"""A group of agents has no link to the largest group.

The agents of this group work with each other, and with nobody else. That may be meant, where one folder holds two
teams; or the one link that joined them was lost when an agent was renamed. Link the groups,
or keep them in folders of their own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.analysis.components import joined
from graphkit.model.findings import Example, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.INFO
SHOWN = 8
EXAMPLES = (
    Example(
        bad={
            "debugger": "escalation_to: architect",
            "tester": "escalation_to: architect",
            "architect": "name: architect",
            "poet": "parallel_compatible: painter",
            "painter": "name: painter",
        },
        good={
            "debugger": "escalation_to: architect",
            "architect": "parallel_compatible: painter",
            "poet": "parallel_compatible: painter",
            "painter": "name: painter",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each connected group of two or more agents, except the largest."""
    groups = joined(graph.agents, ((edge.source, edge.target) for edge in graph.links()))
    main = _largest(graph, groups)
    for number, group in enumerate(groups):
        if len(group) > 1 and number not in main:
            names = ", ".join(f"`{graph.label(agent)}`" for agent in group[:SHOWN])
            more = f" and {len(group) - SHOWN} more" if len(group) > SHOWN else ""
            yield Finding(
                message=f"{len(group)} agents have no link to the other ones: {names}{more}",
                span=graph.agents[group[0]].span,
                agents=tuple(group),
                hint="Link one of them to the rest, or keep the two teams in folders of their own.",
                severity=SEVERITY,
            )


def _largest(graph: AgentGraph, groups: list[list[str]]) -> set[int]:
    """Return the groups that hold the most agents of some root: every root may have a team of its own."""
    sizes: dict[str, Counter[int]] = {}
    for number, group in enumerate(groups):
        for agent in group:
            sizes.setdefault(graph.agents[agent].root, Counter())[number] += 1
    return {min(counts, key=lambda number: (-counts[number], number)) for counts in sizes.values()}
