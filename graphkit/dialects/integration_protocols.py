"""A house convention: `integrationProtocols` says who hands off to whom, `delegationCriteria` to whom work goes."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Direction, Field

_MARK = r"(?m)^(?:integrationProtocols|integration_protocols|delegationCriteria|delegation_criteria):"
_KEYS = (
    *("integrationProtocols", "integration_protocols"),
    *("delegationCriteria.whenToDelegate", "delegation_criteria.when_to_delegate"),
)

DIALECT = Dialect(
    name="integration-protocols",
    title="house rosters: `integrationProtocols.handoffTo`, `handoffFrom`, also one YAML file an agent",
    claims=tuple(
        Claim(glob, text=text, holds={key: ""})
        for glob, text in (("*.md", ""), ("*.yaml", _MARK), ("*.yml", _MARK))
        for key in _KEYS
    ),
    fields={
        "handoff": tuple(
            Field(f"{above}.{key}", direction)
            for above in ("integrationProtocols", "integration_protocols")
            for key, direction in (
                ("handoffTo", Direction.OUT),
                ("handoff_to", Direction.OUT),
                ("handoffFrom", Direction.IN),
                ("handoff_from", Direction.IN),
            )
        ),
        "delegation": (Field("delegationCriteria.whenToDelegate"), Field("delegation_criteria.when_to_delegate")),
    },
    attributes={"name": ("name", "metadata.name", "agent.name")},
    example_path="agents/glass-blower.yaml",
    example="""\
name: glass-blower
description: Blows the bottles.
integrationProtocols:
  handoffFrom:
    - agent: sand-washer
      context: clean sand
  handoffTo:
    - agent: cooper
      deliverables: bottles without bubbles
delegationCriteria:
  whenToDelegate:
    - agent: furnace-keeper
      triggers: [the fire is low]
""",
)
