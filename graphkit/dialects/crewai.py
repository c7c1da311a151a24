"""CrewAI: the agents of a crew in a YAML file; its tasks are in another."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

_TEXT = r"""(?m)(?:^[ \t]+|[{,][ \t]*)["']?(?:role|goal|backstory)["']?[ \t]*:"""

DIALECT = Dialect(
    name="crewai",
    title="CrewAI crews, agents.yaml",
    claims=(
        Claim("agents.yaml", text=_TEXT, holds={"*": "role|goal|backstory"}),
        Claim("agents.yml", text=_TEXT, holds={"*": "role|goal|backstory"}),
    ),
    agents=("*",),
    attributes={"alias": ("role",), "description": ("goal", "role")},
    shared=True,
    example_path="config/agents.yaml",
    example="""\
beekeeper:
  role: Keeper of the hives
  goal: Healthy bees
  backstory: Was stung often.
""",
)
