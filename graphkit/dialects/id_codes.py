"""Agents that are known by a code."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Direction, Field

DIALECT = Dialect(
    name="id-codes",
    title="agents known by a code: `id: E14`, `related: [E2]`",
    claims=(Claim("*.md", holds={"id": r"[A-Z]{1,4}-?\d{1,4}"}),),
    fields={
        "workflow": (
            Field("related", Direction.BOTH, verb="relates"),
            Field("related_agents", Direction.BOTH, verb="relates"),
        ),
    },
    example_path="agents/lamp-lighter.md",
    example="""\
---
id: E14
name: Lamp Lighter
related: [E2]
---
""",
)
