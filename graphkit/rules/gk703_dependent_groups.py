"""A contract keeps groups of agents independent, and one of them depends on another.

Teams that can be taken along, replaced or switched off on their own must not lean on each other. No agent of one of
the `groups` may reach an agent of another over the relation, directly or through agents of neither; with
`direct = true` only single edges count. Remove a reference on the way, or let both turn to an
agent above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.contract_findings import broken, crossings, hops, members, once, verb

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
        bad={"web/button": "escalation_to: schema", "data/schema": "escalation_to: []", "lead": "name: lead"},
        good={"web/button": "escalation_to: lead", "data/schema": "escalation_to: lead", "lead": "name: lead"},
        config="""\
[[contracts]]
name = "Web and data are two teams"
kind = "independence"
groups = ["group:web", "group:data"]
""",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each way from a member of one group to a member of another."""
    for contract in config.contracts:
        if contract.kind == "independence":
            yield from _broken(graph, contract, config)


def _broken(graph: AgentGraph, contract: Contract, config: Config) -> Iterator[Finding]:
    groups = [members(graph, config, part) for part in contract.parts]
    everybody = set().union(*groups)
    steps = hops(graph, contract.relations)
    for way in once(crossings(steps, everybody, everybody, everybody, direct=contract.direct), steps):
        if not any(way[0] in group and way[-1] in group for group in groups):
            said = f"{verb(graph, way, steps)} `{graph.label(way[-1])}` of a group that it must not depend on"
            yield broken(graph, contract, way, steps, said)
