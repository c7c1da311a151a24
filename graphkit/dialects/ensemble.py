"""Ensemble: an agent a YAML file, which says what it is in `metadata` and what it is for in `mission`."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="ensemble",
    title="Ensemble agents, `agents/*.yaml` with `metadata` and `mission`",
    claims=tuple(
        Claim(f"agents/*.{suffix}", text=r"(?m)^mission:", holds={"metadata.name": "", "mission": ""})
        for suffix in ("yaml", "yml")
    ),
    attributes={
        "name": ("metadata.name",),
        "description": ("metadata.description",),
        "tools_allowed": ("metadata.tools",),
    },
    sources=("https://github.com/FortiumPartners/ensemble",),
    description="optional",
    example_path="agents/rope-maker.yaml",
    example="""\
metadata:
  name: rope-maker
  description: Twists hemp into ropes.
  tools: [Read, Write]
mission:
  summary: Ropes that hold a ship.
integrationProtocols:
  handoffTo:
    - agent: rigger
      deliverables: forty fathoms
""",
)
