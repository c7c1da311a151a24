"""An agent names another agent that nobody defines.

Most such names are those of agents that were renamed or removed; some are typing errors. Work that is sent there
goes nowhere, which is worst for an escalation. Write the right name, define the agent, or remove the reference.
Names of people and of built-in agents (`user`, `general-purpose`) are known and not reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.algorithms import Lookalikes
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Edge

SEVERITY = Severity.WARNING
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: [principal-architct]", "principal-architect": "escalation_to: []"},
        good={"debugger": "escalation_to: [principal-architect]", "principal-architect": "escalation_to: [user]"},
    ),
    Example(
        bad={"tester": "parallel_compatible:\n  - debuger", "debugger": "name: debugger"},
        good={"tester": "parallel_compatible:\n  - Debugger", "debugger": "name: debugger"},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge to a name that nobody defines; an error where authority is passed on."""
    missing = [edge for edge in graph.dangling() if not graph.ghosts[_missing(edge)].external]
    if missing:
        names = Lookalikes(agent.name for agent in graph.agents.values())
        yield from (_finding(graph, edge, names) for edge in missing)


def _missing(edge: Edge) -> str:
    return edge.other(edge.references[0].agent)


def _finding(graph: AgentGraph, edge: Edge, names: Lookalikes) -> Finding:
    relation = graph.relations[edge.relation]
    first, *others = edge.references
    name, target = graph.label(first.agent), graph.label(_missing(edge))
    phrase = relation.inverse_phrase if first.direction is Direction.IN else relation.phrase
    meant = names.nearest(target, but=name)
    remedy = f"Define `{target}`, write the name of an agent that exists, or remove it."
    return Finding(
        message=f"`{name}` says it {phrase} `{target}`, but nobody defines `{target}`",
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(reference.span, f"`{target}` is named here too") for reference in others),
        edges=((edge.source, edge.target, edge.relation),),
        hint=f"Did you mean `{meant}`?" if meant else remedy,
        severity=Severity.ERROR if relation.acyclic else SEVERITY,
    )
