"""Marketplaces of plugins: agents are named together with their plugin."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Direction, Field

DIALECT = Dialect(
    name="plugin",
    title="names qualified by their plugin: `works_with: [plugin/agent]`",
    claims=(Claim("*.md", holds={"works_with": ""}),),
    fields={"workflow": (Field("works_with", Direction.BOTH, verb="works"),)},
    example_path="plugins/orchard/agents/pruner.md",
    example="""\
---
name: pruner
works_with: [orchard/grafter, market/fruit-seller]
---
""",
)
