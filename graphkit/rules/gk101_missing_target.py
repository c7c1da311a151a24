"""An agent names another agent that nobody defines.

Most such names are those of agents that were renamed or removed; some are typing errors. Work that is sent there
goes nowhere, which is worst for an escalation. Write the right name, define the agent, or remove the reference.
Names of people and of built-in agents (`user`, `general-purpose`) are known and not reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.algorithms import Lookalikes
from graphkit.algorithms.lookup import bearers
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        files = {agent.stem: agent.name for agent in graph.agents.values() if agent.stem not in agent.aliases}
        yield from (_finding(graph, edge, names, files) for edge in missing)


def _missing(edge: Edge) -> str:
    return edge.other(edge.references[0].agent)


def _finding(graph: AgentGraph, edge: Edge, names: Lookalikes, files: Mapping[str, str]) -> Finding:
    relation = graph.relations[edge.relation]
    first, *others = edge.references
    name, target = graph.label(first.agent), graph.label(_missing(edge))
    phrase = relation.inverse_phrase if first.direction is Direction.IN else relation.phrase
    meant = files.get(target) or names.nearest(target, but=name)
    return Finding(
        message=f"`{name}` says it {phrase} `{target}`, but nobody defines `{target}`",
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(reference.span, f"`{target}` is named here too") for reference in others),
        edges=((edge.source, edge.target, edge.relation),),
        hint=_hint(graph, graph.agents[first.agent].root, target, meant),
        severity=Severity.ERROR if relation.acyclic else SEVERITY,
    )


def _hint(graph: AgentGraph, root: str, target: str, meant: str | None) -> str:
    if meant is None:
        return f"Define `{target}`, write the name of an agent that exists, or remove it."
    there = bearers(graph, target) if canonical(meant) == canonical(target) else ()
    if there:
        path = graph.agents[there[0]].path
        return f"{path} defines one, but the agents of {root} do not see it: define it there too, or remove the name."
    return f"Did you mean `{meant}`?"
