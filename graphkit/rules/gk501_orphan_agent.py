"""No relation leads to an agent or away from it.

Nobody sends it work, and it knows nobody to turn to: it may be forgotten, or its relations may be. If no agent of a
team has any relation, that is one finding and not one for each; it says so if relations seem to stand in running
text only, which `--prose` reads. An agent that a command, a skill or another caller calls is no orphan. Declare whom it
works with, or remove the definition if it is no longer used.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, Edge, Ghost

SEVERITY = Severity.WARNING
SHOWN = 8
_ENDS = attrgetter("source", "target")
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: architect", "architect": "name: architect", "poet": "description: Rhymes."},
        good={"debugger": "escalation_to: architect", "architect": "name: architect", "poet": "escalation_to: user"},
    ),
    Example(
        bad={"debugger": "description: Finds bugs.", "poet": "description: Rhymes."},
        good={"debugger": "description: The only agent there is."},
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent without any link; a single one for a root in which no agent has any."""
    known = (edge for edge in graph.dangling() if any(ghost.external for ghost in _ghosts(graph, edge)))
    edges = [*graph.links(), *known]
    linked = set(chain.from_iterable(map(_ENDS, edges)))
    scattered = []
    for members in graph.by_root().values():
        agents = [graph.agents[agent] for agent in members]
        unlinked = [agent for agent in agents if agent.id not in linked and not agent.wildcards]
        alone = [agent for agent in unlinked if agent.id not in graph.called]
        if graph.unread:
            scattered += alone
        elif len(agents) > 1 and alone:
            together = len(unlinked) == len(agents)
            yield from _together(graph, agents, alone) if together else (_finding(graph, agent) for agent in alone)
    if scattered:
        yield _prose(graph, scattered)


def _together(graph: AgentGraph, agents: list[Definition], alone: list[Definition]) -> Iterator[Finding]:
    called = len(agents) - len(alone)
    names = ", ".join(f"`{agent.name}`" for agent in alone[:SHOWN])
    more = f" and {len(alone) - SHOWN} more" if len(alone) > SHOWN else ""
    calls = f"; {_callers(graph, agents)} {called} of them, and nothing calls {names}{more}" if called else ""
    yield Finding(
        message=f"no field links any of the {len(agents)} agents to another{calls}",
        span=min(agent.span for agent in alone),
        agents=tuple(agent.id for agent in alone),
        hint="Declare who works with whom, for example with `escalation_to` or `parallel_compatible`.",
        severity=SEVERITY,
    )


def _callers(graph: AgentGraph, agents: list[Definition]) -> str:
    """Return who calls agents, with the verb: "2 commands and 1 skill call"."""
    ids = {agent.id for agent in agents}
    callers = {call.source for call in graph.calls if call.target in ids}
    kinds = Counter(graph.callers[caller].kind for caller in callers)
    parts = [f"{count} {kind}{'s' if count > 1 and kind[-1] != 's' else ''}" for kind, count in sorted(kinds.items())]
    listed = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    return f"{listed} call{'s' if len(callers) == 1 else ''}"


def _finding(graph: AgentGraph, agent: Definition) -> Finding:
    away = "and nothing calls it" if graph.calls else "or away from it"
    return Finding(
        message=f"no relation leads to `{agent.name}` {away}",
        span=agent.span,
        agents=(agent.id,),
        hint=f"Declare whom `{agent.name}` works with, or remove it if it is no longer used.",
        severity=SEVERITY,
    )


def _prose(graph: AgentGraph, alone: list[Definition]) -> Finding:
    share = f"{len(alone)} of" if len(alone) < len(graph.agents) else "any of"
    return Finding(
        message=(
            f"no field links {share} the {len(graph.agents)} agents to another; "
            f"{graph.unread} relation{' seems' if graph.unread == 1 else 's seem'} to stand in prose only"
        ),
        span=min(agent.span for agent in alone),
        agents=tuple(agent.id for agent in alone),
        hint="Read them with `--prose` (or `prose = true` in the configuration), or declare them in fields.",
        severity=SEVERITY,
    )


def _ghosts(graph: AgentGraph, edge: Edge) -> list[Ghost]:
    return [graph.ghosts[end] for end in (edge.source, edge.target) if end in graph.ghosts]
