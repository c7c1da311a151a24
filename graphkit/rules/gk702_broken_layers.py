"""A contract orders the agents in layers, and an escalation goes down or passes over one.

`layers` names teams or levels from the lowest to the highest. An escalation, also one through agents of no layer, must
stay in its layer or go up; with `skip = false` it must not pass over a layer either. The finding shows the way, hop by
hop. Escalate to the next layer, or change the contract.
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
            "architect": "specialization_level: principal\nescalation_to: helper",
            "helper": "specialization_level: senior\nescalation_to: []",
        },
        good={
            "architect": "specialization_level: principal\nescalation_to: []",
            "helper": "specialization_level: senior\nescalation_to: architect",
        },
        config="""\
[[contracts]]
name = "Upwards only"
kind = "layers"
layers = ["level:senior", "level:principal"]
""",
    ),
    Example(
        bad={
            "ops/tester": "escalation_to: chief",
            "lead/tl": "escalation_to: chief",
            "top/chief": "name: chief\ndescription: Decides.",
        },
        good={
            "ops/tester": "escalation_to: tl",
            "lead/tl": "escalation_to: chief",
            "top/chief": "name: chief\ndescription: Decides.",
        },
        config="""\
[[contracts]]
name = "One step at a time"
kind = "layers"
layers = ["group:ops", "group:lead", "group:top"]
skip = false
message = "The team leads decide what reaches the top."
""",
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each way that leads down, or over a layer that must not be passed over."""
    for contract in config.contracts:
        if contract.kind == "layers":
            yield from _broken(graph, contract, config)


def _broken(graph: AgentGraph, contract: Contract, config: Config) -> Iterator[Finding]:
    layer = {agent: rank for rank, part in enumerate(contract.parts) for agent in members(graph, config, part)}
    steps = hops(graph, contract.relations)
    for way in crossings(steps, layer, layer, layer, direct=False):
        rise = layer[way[-1]] - layer[way[0]]
        if rise < 0 or (rise > 1 and not contract.skip):
            names = [" or ".join(contract.parts[layer[end]]) for end in (way[0], way[-1])]
            fault = "goes down" if rise < 0 else "passes over a layer"
            said = f"{verb(graph, way, steps)} `{graph.label(way[-1])}`, which {fault} ({names[0]} to {names[1]})"
            yield broken(graph, contract, way, steps, said)
