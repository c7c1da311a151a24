"""A contract requires a relation of these agents, and one of them lacks it.

Every senior escalates to an agent of the staff level; every developer runs in parallel with a writer: each agent that
`from` selects needs an edge of the relation to one that `to` selects. With `direct = false` a way through others will
do. Add the missing reference, or change the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.rules.support.contract_findings import crossings, hops, members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.config.contracts import Contract
    from graphkit.model.graph import AgentGraph
    from graphkit.rules.support.contract_findings import Hops

SEVERITY = Severity.ERROR
OPTIONS = ("contracts",)
EXAMPLES = (
    Example(
        bad={"developer": "parallel_compatible: []", "tech-writer": "parallel_compatible: []"},
        good={"developer": "parallel_compatible: tech-writer", "tech-writer": "name: tech-writer"},
        config="""\
[[contracts]]
name = "Nobody builds without documentation"
kind = "required"
from = "developer"
to = "tech-writer"
relation = "parallel"
""",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent that lacks what a contract requires."""
    for contract in config.contracts:
        if contract.kind == "required":
            yield from _broken(graph, contract, config)


def _broken(graph: AgentGraph, contract: Contract, config: Config) -> Iterator[Finding]:
    sources, targets = members(graph, config, contract.sources), members(graph, config, contract.targets)
    steps = hops(graph, contract.relations)
    met = {agent for agent in sources if not targets.isdisjoint(steps.get(agent, ()))}
    if not contract.direct:
        met |= _far(steps, sources, targets)
    phrase = " or ".join(graph.relations[name].phrase for name in contract.relations)
    wanted = " or ".join(f"`{selector}`" for selector in contract.targets)
    for agent in sorted(sources - met - set(graph.ghosts)):
        definition = graph.agents[agent]
        if targets - {agent} and not set(contract.relations) & set(definition.wildcards):
            present = [place.span for (name, _), place in definition.declares.items() if name in contract.relations]
            found = [(edge, target) for target, edge in steps.get(agent, {}).items()]
            yield Finding(
                message=f"contract `{contract.name}`: `{definition.name}` {phrase} none of {wanted}",
                span=min(present, default=definition.span),
                agents=(agent,),
                related=(
                    *(Label(edge.primary.span, f"only `{graph.label(target)}`") for edge, target in found),
                    Label(contract.place, "this contract requires it"),
                ),
                hint=contract.message or "Add the missing reference, or change the contract.",
                severity=SEVERITY,
                subject=contract.name,
            )


def _far(steps: Hops, sources: set[str], targets: set[str]) -> set[str]:
    """Return the sources that reach a target by way of others; a target must reach another one."""
    from graphkit.analysis.reach import reaching

    edges = [(one, two) for one, reached in steps.items() for two in reached]
    others = {way[0] for way in crossings(steps, sources & targets, targets, targets, direct=False)}
    return others | (reaching(edges, targets) & sources) - targets
