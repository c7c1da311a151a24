"""No relation leads to an agent or away from it.

No agent sends it work, and it names no agent to turn to: it may be forgotten, or its relations may be. The finding
names the field that is not read, the typo or the text that mentions the agent, if there is one. An agent whose
every target is missing is no orphan: GK101 reports the targets. If no agent of a team has any relation, that is one
finding and not one for each; it says so if relations seem to be in running text only, which `--prose` reads.
Declare which agents it works with.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.rules.support.orphan_causes import orphan_causes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph
    from graphkit.rules.support.orphan_causes import OrphanCause

SEVERITY = Severity.WARNING
SHOWN = 3
_ENDS = attrgetter("source", "target")
_NONE = "none of the {} agents names another of them"
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
    orphans = {agent.id for agent in graph.agents.values() if agent.id not in linked and not agent.wildcards}
    causes = orphan_causes(graph, config, orphans) if orphans else {}
    scattered = []
    for members in graph.by_root().values():
        agents = [graph.agents[agent] for agent in members]
        alone = [agent for agent in agents if agent.id in orphans]
        if graph.unread:
            scattered += alone
        elif len(agents) > 1:
            together = len(alone) == len(agents)
            yield from (
                _together(alone, causes) if together else (_finding(one, causes.get(one.id, [])) for one in alone)
            )
    if scattered:
        yield _prose(graph, scattered)


def _together(alone: list[Definition], causes: dict[str, list[OrphanCause]]) -> Iterator[Finding]:
    places = sorted({cause.span: cause for agent in alone for cause in causes.get(agent.id, ())}.items())
    mentions = f"; {_mentions(len(places))} in fields that are not read or in texts" if places else ""
    said = f"no field links any of the {len(alone)} agents to another" if places else _NONE.format(len(alone))
    yield Finding(
        message=f"{said}{mentions}",
        span=min(agent.span for agent in alone),
        agents=tuple(agent.id for agent in alone),
        related=tuple(Label(span, cause.message) for span, cause in places[:SHOWN]),
        hint="Declare which agents work together, for example with `escalation_to` or `parallel_compatible`.",
        severity=SEVERITY,
    )


def _finding(agent: Definition, causes: list[OrphanCause]) -> Finding:
    cause = f"; {causes[0].message}" if causes else ""
    return Finding(
        message=f"no relation leads to `{agent.name}` or away from it{cause}",
        span=agent.span,
        agents=(agent.id,),
        related=tuple(Label(one.span, one.message) for one in causes[:SHOWN]),
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


def _mentions(number: int) -> str:
    return "1 mention is" if number == 1 else f"{number} mentions are"
