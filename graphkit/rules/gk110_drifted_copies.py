"""Two folders of agents seem to be copies of each other that have drifted apart.

They are for the same tool, and four in five of their names are the same. Each is a team of its own: no agent sees those
of the other folder, and the same name in both is no duplicate. If one is made from the other, make it anew; if both are
meant, nothing has to be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph, DriftedHomes

SEVERITY = Severity.INFO


def _team(folder: str, *names: str) -> dict[str, str]:
    return {f"{folder}/{name}": "escalation_to: lead" for name in names} | {f"{folder}/lead": "description: Leads."}


EXAMPLES = (
    Example(
        bad={
            **_team("agents", "dev", "tester", "writer"),
            **_team("kit/agents", "dev", "tester", "writer"),
            "kit/agents/lead": "description: Leads the whole kit.",
        },
        good={
            **_team("agents", "dev", "tester", "writer"),
            **_team("kit/agents", "baker", "miller", "carter"),
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each home that shares most of its names with another one."""
    homes = graph.by_root() if graph.drifted else {}
    for pair in graph.drifted:
        original, copy = ([graph.agents[agent] for agent in homes[root]] for root in pair)
        yield _finding(pair, original, copy)


def _finding(pair: DriftedHomes, original: Sequence[Definition], copy: Sequence[Definition]) -> Finding:
    there = {canonical(agent.name): agent for agent in original}
    here = {canonical(agent.name): agent for agent in copy}
    both = sorted(there.keys() & here.keys())
    differing = [name for name in both if _facts(there[name]) != _facts(here[name])]
    parts = [
        _listed(f"only in {pair.original}", sorted(there.keys() - here.keys())),
        _listed(f"only in {pair.copy}", sorted(here.keys() - there.keys())),
        _listed("with other fields", differing),
    ]
    difference = "; ".join(filter(None, parts)) or "their fields are the same, their texts may differ"
    first, other = min(copy, key=lambda agent: agent.span), min(original, key=lambda agent: agent.span)
    return Finding(
        message=f"{pair.copy} has {len(both)} of the {len(there)} agents of {pair.original}: {difference}",
        span=first.span,
        agents=tuple(here[name].id for name in both),
        related=(Label(other.span, f"the other folder is {pair.original}"),),
        hint="If one is made from the other, make it anew. Leave one out with `exclude` if only the other counts.",
        severity=SEVERITY,
        subject=f"{pair.original} {pair.copy}",
    )


def _facts(agent: Definition) -> object:
    """Return what a definition says of an agent, without the places where it says so."""
    references = sorted((one.relation, one.direction, one.field, one.text) for one in agent.references)
    tools = [[tool.text for tool in listed] for listed in (agent.tools.allowed, agent.tools.forbidden)]
    entries = [key.text for key, _ in agent.entries]
    return agent.description, agent.level and agent.level.text, references, tools, entries


def _listed(what: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = ", ".join(f"`{name}`" for name in names[:3])
    return f"{what}: {shown}" + (f" and {len(names) - 3} more" if len(names) > 3 else "")
