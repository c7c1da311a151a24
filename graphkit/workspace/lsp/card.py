"""An agent in a few lines of Markdown, for the hover of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.hierarchy import hierarchy_relation
from graphkit.support import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

SHOWN = 8


def card(graph: AgentGraph, agent: str, findings: Sequence[Finding]) -> str:
    """Return the card of an agent: level, description, who is above and below it, and how much is wrong."""
    if agent not in graph.agents:
        ghost = graph.ghosts.get(agent)
        name = escape.markdown(graph.label(agent))
        kind = "is built in, or a person" if ghost and ghost.external else "is not defined by any file"
        return f"**{name}** {kind}"
    definition = graph.agents[agent]
    upward = hierarchy_relation(graph)
    lines = [f"**{escape.markdown(definition.name)}**"]
    if definition.level:
        lines[0] += f" · {escape.markdown(definition.level.text)}"
    if definition.description:
        lines.append(escape.markdown(" ".join(definition.description.split()), 300))
    above, below = graph.outgoing(agent, upward), graph.incoming(agent, upward)
    lines.append(f"Escalates to: {_names(graph, (edge.target for edge in above))}")
    lines.append(f"Takes escalations from: {_names(graph, (edge.source for edge in below))}")
    mine = [finding for finding in findings if agent in finding.agents]
    if mine:
        lines.append(f"{len(mine)} finding{'s' if len(mine) > 1 else ''}")
    return "\n\n".join(lines)


def summary(graph: AgentGraph, agent: str) -> str:
    """Return one line about an agent: how many escalate here, and to how many it escalates."""
    upward = hierarchy_relation(graph)
    below, above = len(graph.incoming(agent, upward)), len(graph.outgoing(agent, upward))
    return f"{below} escalate here · escalates to {above}"


def _names(graph: AgentGraph, agents: Iterable[str]) -> str:
    names = [escape.markdown(graph.label(agent)) for agent in sorted(set(agents))]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) or "none") + more
