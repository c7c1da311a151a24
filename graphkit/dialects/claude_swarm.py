"""claude-swarm and SwarmSDK: a swarm in a YAML file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

MARK = r"(?m)^swarm:[ \t]*(?:[{&#].*)?$"

DIALECT = Dialect(
    name="claude-swarm",
    title="claude-swarm and SwarmSDK swarms, YAML",
    claims=(
        Claim("*.yml", text=MARK, holds={"swarm.instances": ""}),
        Claim("*.yml", text=MARK, holds={"swarm.agents": ""}),
        Claim("*.yaml", text=MARK, holds={"swarm.instances": ""}),
        Claim("*.yaml", text=MARK, holds={"swarm.agents": ""}),
    ),
    agents=("swarm.instances.*", "swarm.agents.*"),
    attributes={"tools_allowed": ("allowed_tools", "tools")},
    fields={"delegation": (Field("connections"),)},
    example_path="swarm.yml",
    example="""\
version: 1
swarm:
  name: Lighthouse
  main: keeper
  instances:
    keeper:
      description: Keeps the lamp.
      connections: [oil-carrier]
    oil-carrier:
      description: Carries the oil.
""",
)
