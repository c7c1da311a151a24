"""Docker cagent: a team in a YAML file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

MARK = r"(?m)^agents:[ \t]*(?:[{&#].*)?$"

DIALECT = Dialect(
    name="cagent",
    title="Docker cagent teams, YAML",
    claims=(
        Claim("*.yaml", text=MARK, holds={"agents.*": "instruction|sub_agents|toolsets|handoffs|force_handoff"}),
        Claim("*.yml", text=MARK, holds={"agents.*": "instruction|sub_agents|toolsets|handoffs|force_handoff"}),
    ),
    agents=("agents.*",),
    attributes={"tools_allowed": ()},
    externals=frozenset({"*/*"}),  # a published agent: `agentcatalog/pirate`
    fields={"delegation": (Field("sub_agents"),), "handoff": (Field("force_handoff"),)},
    example_path="team/kitchen.yaml",
    example="""\
agents:
  chef:
    model: large
    instruction: Plan the dinner.
    sub_agents: [pastry-cook]
    handoffs: [waiter]
  pastry-cook: {model: small, instruction: Bake.}
  waiter: {model: small, instruction: Serve.}
""",
)
