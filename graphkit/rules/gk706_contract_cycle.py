"""A contract forbids cycles, and some agents form one.

Escalations must not form a cycle anyway (GK201); this contract asks the same of other relations, or of several taken
together, for all agents or for those that `from` selects. Agents that all reach each other are one finding, which
shows a shortest cycle, hop by hop. Remove one of its references, or change the contract.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Severity
from graphkit.rules.support.contract_findings import broken, hops, members

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
        bad={"planner": "delegates_to: builder", "builder": "delegates_to: planner"},
        good={"planner": "delegates_to: builder", "builder": "delegates_to: []"},
        config="""\
[[contracts]]
name = "Work is not handed back"
kind = "acyclic"
relation = ["delegation", "handoff"]
""",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each group of agents that reach each other."""
    for contract in config.contracts:
        if contract.kind == "acyclic":
            yield from _broken(graph, contract, config)


def _broken(graph: AgentGraph, contract: Contract, config: Config) -> Iterator[Finding]:
    from graphkit.analysis.components import components
    from graphkit.analysis.cycles import shortest_cycle

    among = members(graph, config, contract.sources) if contract.sources else set(graph.agents)
    steps = hops(graph, contract.relations, directed=True)
    successors = {agent: [to for to in steps.get(agent, ()) if to in among] for agent in sorted(among)}
    for group in components(successors):
        ring = shortest_cycle(successors, group)
        finding = broken(graph, contract, (*ring, ring[0]), steps, "is part of a cycle")
        inside = [(one, two) for one in group for two in successors[one] if two in group]
        edges = tuple((*hop, steps[hop[0]][hop[1]].relation) for hop in inside)
        yield replace(finding, agents=tuple(group), component=edges)
