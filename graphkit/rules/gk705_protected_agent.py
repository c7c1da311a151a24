"""A contract protects an agent, and another one that is not allowed to turns to it.

The time of a final authority is short: only agents that `from` selects may have an edge of the relation to one that
`to` selects; the protected agents themselves may too. Turn to one of those that are allowed to, or add the agent
to the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.contract_findings import broken, hops, members, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.config.contracts import Contract
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
SHOWN = 4
OPTIONS = ("contracts",)
EXAMPLES = (
    Example(
        bad={"debugger": "escalation_to: chief", "lead": "escalation_to: chief", "chief": "name: chief"},
        good={"debugger": "escalation_to: lead", "lead": "escalation_to: chief", "chief": "name: chief"},
        config="""\
[[contracts]]
name = "Only the lead asks the chief"
kind = "protected"
from = "lead"
to = "chief"
""",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each edge to a protected agent from one that may not."""
    for contract in config.contracts:
        if contract.kind == "protected":
            yield from _broken(graph, contract, config)


def _broken(graph: AgentGraph, contract: Contract, config: Config) -> Iterator[Finding]:
    allowed, targets = members(graph, config, contract.sources), members(graph, config, contract.targets)
    steps = hops(graph, contract.relations)
    only = _listed(graph, allowed, contract)
    for source, reached in steps.items():
        for target in reached:
            if target in targets and source not in allowed | targets:
                way = (source, target)
                said = f"{verb(graph, way, steps)} `{graph.label(target)}`, which only {only} may"
                yield broken(graph, contract, way, steps, said)


def _listed(graph: AgentGraph, allowed: set[str], contract: Contract) -> str:
    """Return the agents that may, by their names; many by the expressions that select them."""
    named = sorted(graph.label(agent) for agent in allowed) if 0 < len(allowed) <= SHOWN else contract.sources
    *others, last = [f"`{name}`" for name in named]
    return f"{', '.join(others)} and {last}" if others else last
