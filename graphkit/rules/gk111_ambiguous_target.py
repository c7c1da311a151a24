"""A reference may mean any of several agents.

They have one name, and none of them is nearer to the reference than the others: in the same file, in the same folder,
or below the closest common folder. No relation comes of it. Write the name with its plugin (`plugin:agent`) or its
folder (`core/scout`), or rename one of the agents. Two agents of one list are GK102, which speaks for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Ambiguity

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={
            "agents/lead": "escalation_to: scout",
            "north/agents/scout": "name: scout",
            "south/agents/scout": "name: scout",
        },
        good={
            "agents/lead": "escalation_to: north/scout",
            "north/agents/scout": "name: scout",
            "south/agents/scout": "name: scout",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each reference that several agents are equally near to."""
    for ambiguity in graph.ambiguous:
        agents = [graph.agents[agent] for agent in ambiguity.candidates]
        if len({(agent.root, canonical(agent.name)) for agent in agents}) > 1:
            yield _finding(graph, ambiguity)


def _finding(graph: AgentGraph, ambiguity: Ambiguity) -> Finding:
    reference, candidates = ambiguity
    speaker = graph.label(reference.agent)
    meant = " or ".join(f"`{candidate}`" for candidate in candidates[:3])
    more = f" or {len(candidates) - 3} more" if len(candidates) > 3 else ""
    return Finding(
        message=f"`{reference.text}` in `{reference.field}` of `{speaker}` may mean {meant}{more}: none is nearer",
        span=reference.span,
        agents=(reference.agent, *candidates),
        related=tuple(
            Label(graph.agents[one].span, f"`{graph.label(one)}` is defined here") for one in candidates[:10]
        ),
        hint="Write the name with its plugin (`plugin:agent`) or its folder (`folder/agent`), or rename one of them.",
        severity=SEVERITY,
    )
