"""A swarm of the Open Agent Specification, as YAML: the agents, and which of them hand work to which."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.definitions import Definition
    from graphkit.model.graph import AgentGraph

VERSION = "25.4.2"
"""The first version of the specification that has swarms."""

_MODEL = "model"


def write(graph: AgentGraph) -> bytes:
    """Return one swarm: its relationships are the directed relations between agents that are defined.

    What a swarm has no field for is in its metadata: the relation of each edge, and the file of each agent. The model
    is a placeholder, for definitions do not say where it runs.
    """
    return ("\n".join(_lines(graph)) + "\n").encode("utf-8", "replace")


def _lines(graph: AgentGraph) -> Iterator[str]:
    edges = [edge for edge in graph.links() if not edge.symmetric and edge.source != edge.target]
    pairs = sorted({(edge.source, edge.target) for edge in edges})
    agents = list(graph.agents.values())
    yield "component_type: Swarm"
    yield "id: swarm"
    yield "name: team"
    yield f"agentspec_version: {VERSION}"
    yield "description: null"
    yield "metadata:"
    yield "  relations:" if edges else "  relations: []"
    for edge in edges:
        yield f"    - {_flow({'source': edge.source, 'target': edge.target, 'relation': edge.relation})}"
    yield "inputs: []"
    yield "outputs: []"
    yield "handoff: true"
    if agents:
        yield f"first_agent: {_reference(_first(agents, pairs))}"
    yield "relationships:" if pairs else "relationships: []"
    for source, target in pairs:
        yield f"  - - {_reference(source)}"
        yield f"    - {_reference(target)}"
    yield "$referenced_components:"
    yield f"  {_MODEL}: {_flow(_model())}"
    for agent in agents:
        yield f"  {_text(agent.id)}:"
        yield from _agent(agent)


def _agent(agent: Definition) -> Iterator[str]:
    place = {"path": agent.path, "line": agent.span.line}
    yield "    component_type: Agent"
    yield f"    id: {_text(agent.id)}"
    yield f"    name: {_text(agent.name)}"
    yield f"    description: {_text(agent.description)}"
    yield f"    metadata: {_flow(place)}"
    yield "    inputs: []"
    yield "    outputs: []"
    yield f"    llm_config: {_reference(_MODEL)}"
    yield f"    system_prompt: {_text(agent.description or agent.name)}"
    yield "    tools: []"


def _first(agents: Sequence[Definition], pairs: Sequence[tuple[str, str]]) -> str:
    """Return the agent that work most probably begins with: no other hands to it, and it hands to most others."""
    into, out = {target for _, target in pairs}, Counter(source for source, _ in pairs)
    return min(agents, key=lambda agent: (agent.id in into, -out[agent.id], agent.id)).id


def _model() -> dict[str, object]:
    return {
        "component_type": "VllmConfig",
        "id": _MODEL,
        "name": _MODEL,
        "url": "http://localhost:8000",
        "model_id": "placeholder",
        "default_generation_parameters": None,
    }


def _reference(name: str) -> str:
    return _flow({"$component_ref": name})


def _flow(values: dict[str, object] | dict[str, str] | dict[str, str | int]) -> str:
    return json.dumps(values)


def _text(value: str | None) -> str:
    """Return a text as YAML and JSON both write it."""
    return json.dumps(value)
