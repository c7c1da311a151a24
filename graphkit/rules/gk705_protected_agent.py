"""A contract protects an agent, and another one turns to it that may not.

The time of a final authority is short: only agents that `from` selects may have an edge of the relation to one that
`to` selects; the protected agents themselves may too. Turn to one of those who may, or add the
agent to the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.contract_agents import select
from graphkit.rules.support.contract_findings import broken, chosen, hops, verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.config.contracts import Contract
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph

SEVERITY = Severity.ERROR
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
            yield from chosen(graph, contract, contract.sources, contract.targets)
            yield from _broken(graph, contract)


def _broken(graph: AgentGraph, contract: Contract) -> Iterator[Finding]:
    allowed, targets = select(graph, contract.sources), select(graph, contract.targets)
    steps = hops(graph, contract.relations)
    for source, reached in steps.items():
        for target in reached:
            if target in targets and source not in allowed | targets:
                said = f"{verb(graph, contract)} `{graph.label(target)}`, which only selected agents may"
                yield broken(graph, contract, (source, target), steps, said)
