"""No relation leads to an agent or away from it.

No agent sends it work, and it names no agent to turn to: it may be forgotten, or its relations may be. The finding
names the field that is not read, the typo or the text that mentions the agent, if there is one. An agent whose
every target is missing is no orphan: GK101 reports the targets; nor is one that a command, a skill or another caller
calls, or that events, messages or people start by the rules of its tool (agentic workflows of GitHub, OpenClaw, kagent,
Goose, agentuse). If no agent of a team has any relation, that is one finding and not one for each; it says so if
relations seem to be in running text only, which `--prose` reads. Declare which agents it works with.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.rules.support.orphan_causes import OrphanCause

    Causes = Mapping[str, list[OrphanCause]]

SEVERITY = Severity.WARNING
SHOWN = 8
PLACES = 3
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
    """Yield one finding for each agent without any edge; a single one for a root in which no agent has any."""
    linked = set(chain.from_iterable(map(_ENDS, chain(graph.links(), graph.dangling()))))
    named = linked | graph.covered
    unlinked = {agent.id for agent in graph.agents.values() if agent.id not in named and not agent.wildcards}
    orphans = unlinked - graph.called
    causes = _causes(graph, config, orphans) if orphans else {}
    scattered = []
    unreadable = [problem.span.path for problem in graph.problems if problem.rule == "unreadable-file"]
    for root, members in graph.by_root().items():
        if any(root == "." or path == root or path.startswith(f"{root}/") for path in unreadable):
            continue  # whoever looks alone here may be named in the file that could not be read
        alone = [graph.agents[agent] for agent in members if agent in orphans]
        if graph.unread:
            scattered += alone
        elif len(members) > 1 and alone:
            together = unlinked.issuperset(members)
            yield from (
                _together(graph, members, alone, causes)
                if together
                else (_finding(graph, agent, causes.get(agent.id, [])) for agent in alone)
            )
    if scattered:
        yield _prose(graph, scattered)


def _causes(graph: AgentGraph, config: Config, orphans: set[str]) -> Causes:
    from graphkit.rules.support.orphan_causes import orphan_causes

    return orphan_causes(graph, config, orphans)


def _together(graph: AgentGraph, members: list[str], alone: list[Definition], causes: Causes) -> Iterator[Finding]:
    places = sorted({cause.span: cause for agent in alone for cause in causes.get(agent.id, ())}.items())
    called = len(members) - len(alone)
    said = f"no field links any of the {len(members)} agents to another"
    if called:
        said += f"; {_callers(graph, members)} {called} of them, and nothing calls {_some(alone)}"
    elif not places:
        said = f"none of the {len(members)} agents names another of them"
    if places:
        said += f"; {_mentions(len(places))} in fields that are not read or in texts"
    yield Finding(
        message=said,
        span=min(agent.span for agent in alone),
        agents=tuple(agent.id for agent in alone),
        related=tuple(Label(span, cause.message) for span, cause in places[:PLACES]),
        hint="Declare which agents work together, for example with `escalation_to` or `parallel_compatible`.",
        severity=SEVERITY,
    )


def _callers(graph: AgentGraph, members: list[str]) -> str:
    """Return the callers of agents, with the verb: "2 commands and 1 skill call"."""
    callers = {call.source for call in graph.calls if call.target in members}
    kinds = Counter(graph.callers[caller].kind for caller in callers)
    parts = [f"{count} {kind}{'s' if count > 1 and kind[-1] != 's' else ''}" for kind, count in sorted(kinds.items())]
    listed = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    return f"{listed} call{'s' if len(callers) == 1 else ''}"


def _finding(graph: AgentGraph, agent: Definition, causes: list[OrphanCause]) -> Finding:
    away = "and nothing calls it" if graph.calls else "or away from it"
    cause = f"; {causes[0].message}" if causes else ""
    return Finding(
        message=f"no relation leads to `{agent.name}` {away}{cause}",
        span=agent.span,
        agents=(agent.id,),
        related=tuple(Label(one.span, one.message) for one in causes[:PLACES]),
        hint=causes[0].remedy if causes else f"Declare which agents `{agent.name}` works with.",
        severity=SEVERITY,
    )


def _prose(graph: AgentGraph, alone: list[Definition]) -> Finding:
    share = f"{len(alone)} of" if len(alone) < len(graph.agents) else "any of"
    return Finding(
        message=(
            f"no field links {share} the {len(graph.agents)} agents to another; "
            f"{graph.unread} relation{' seems' if graph.unread == 1 else 's seem'} to be in prose only"
        ),
        span=min(agent.span for agent in alone),
        agents=tuple(agent.id for agent in alone),
        hint="Read them with `--prose` (or `prose = true` in the configuration), or declare them in fields.",
        severity=SEVERITY,
    )


def _some(agents: list[Definition]) -> str:
    names = ", ".join(f"`{agent.name}`" for agent in agents[:SHOWN])
    return f"{names} and {len(agents) - SHOWN} more" if len(agents) > SHOWN else names


def _mentions(number: int) -> str:
    return "1 mention is" if number == 1 else f"{number} mentions are"
