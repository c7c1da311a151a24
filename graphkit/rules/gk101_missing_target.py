"""An agent names another agent that nobody defines.

Most such names are those of agents that were renamed or removed; some are typing errors. Work that is sent there
goes nowhere, which is worst for an escalation. Write the right name, define the agent, or remove the reference.
Names of people and of built-in agents (`user`, `general-purpose`) are known and not reported.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.dialects import worlds
from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical
from graphkit.model.relations import Direction
from graphkit.model.suggestions import NearNames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
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
        sight = _Sight(graph)
        yield from (_finding(graph, edge, sight) for edge in missing)


class _Sight:
    """Who could have been meant, by what an agent can see: an offer of anybody else would not help."""

    def __init__(self, graph: AgentGraph) -> None:
        self._worlds: dict[str, list[Definition]] = {}
        for agent in graph.agents.values():
            self._worlds.setdefault(worlds.world(agent), []).append(agent)
        self._known: dict[str, tuple[NearNames, dict[str, str]]] = {}
        self._skipped = {canonical(PurePosixPath(one.path).stem): one for one in reversed(graph.skipped)}

    def hint(self, speaker: Definition, target: str) -> str:
        """Return what to do about a name that nobody in sight defines."""
        if skipped := self._skipped.get(canonical(target)):
            return (
                f"{skipped.path} is not read as an agent: {skipped.reason}. Give it front matter, or change the name."
            )
        names, files = self._of(worlds.world(speaker))
        if meant := files.get(target) or names.nearest(target, but=speaker.name):
            return f"Did you mean `{meant}`?"
        if elsewhere := self._elsewhere.get(canonical(target)):
            there = f"{elsewhere} defines one, but the agents of {speaker.root} do not see it"
            return f"{there}: define it there too, or remove the name."
        return f"Define `{target}`, write the name of an agent that exists, or remove it."

    def _of(self, world: str) -> tuple[NearNames, dict[str, str]]:
        """Return the names in a world, and those of the agents that do not go by the name of their file."""
        if world not in self._known:
            agents = self._worlds[world]
            files = {agent.stem: agent.name for agent in agents if agent.stem not in agent.aliases}
            self._known[world] = NearNames(agent.name for agent in agents), files
        return self._known[world]

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """Where each name is defined, if there are several worlds."""
        everybody = [agent for agents in self._worlds.values() for agent in agents] if len(self._worlds) > 1 else []
        return {canonical(alias): agent.path for agent in reversed(everybody) for alias in agent.aliases}


def _missing(edge: Edge) -> str:
    return edge.other(edge.references[0].agent)


def _finding(graph: AgentGraph, edge: Edge, sight: _Sight) -> Finding:
    relation = graph.relations[edge.relation]
    first, *others = edge.references
    name, target = graph.label(first.agent), graph.label(_missing(edge))
    phrase = relation.inverse_phrase if first.direction is Direction.IN else relation.phrase
    return Finding(
        message=f"`{name}` says it {phrase} `{target}`, but nobody defines `{target}`",
        span=first.span,
        agents=(first.agent,),
        related=tuple(Label(reference.span, f"`{target}` is named here too") for reference in others),
        edges=((edge.source, edge.target, edge.relation),),
        hint=sight.hint(graph.agents[first.agent], target),
        severity=Severity.ERROR if relation.acyclic else SEVERITY,
    )
