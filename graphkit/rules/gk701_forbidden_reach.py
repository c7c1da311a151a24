"""A contract forbids that these agents reach those, and they do.

A team writes down who must not get at whom: designers not at the database, helpers not at the agent that deploys. An
agent that `from` selects must not reach one that `to` selects over the relation, directly or through others; the
finding shows the way, hop by hop. With `direct = true` only single edges count. Remove a reference on the way,
or change the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.contract_findings import broken, crossings, hops, members, verb

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
        bad={
            "designer": "escalation_to: developer",
            "developer": "escalation_to: database",
            "database": "name: database",
        },
        good={"designer": "escalation_to: developer", "developer": "escalation_to: []", "database": ""},
        config="""\
[[contracts]]
name = "Designers stay away from the database"
kind = "forbidden"
from = "designer*"
to = "database"
message = "Ask a developer to look at the data for you."
""",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each pair of agents that a contract keeps apart and a way connects."""
    for contract in config.contracts:
        if contract.kind == "forbidden":
            yield from _broken(graph, contract, config)


def _broken(graph: AgentGraph, contract: Contract, config: Config) -> Iterator[Finding]:
    sources, targets = members(graph, config, contract.sources), members(graph, config, contract.targets)
    steps = hops(graph, contract.relations)
    for way in crossings(steps, sources, sources | targets, targets, direct=contract.direct):
        said = f"must not reach `{graph.label(way[-1])}`, and {verb(graph, way, steps)} it"
        yield broken(graph, contract, way, steps, said)
