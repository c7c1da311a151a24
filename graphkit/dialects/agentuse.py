"""agentuse: Markdown with a suffix of its own; sub-agents are named by the path of their file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field, Shape

DIALECT = Dialect(
    name="agentuse",
    title="agentuse agents, `*.agentuse`",
    claims=(Claim("*.agentuse"),),
    fields={"delegation": (Field("subagents.*.path", shape=Shape.PATHS),)},
    attributes={"tools_allowed": ()},
    sources=("https://docs.agentuse.io/guides/subagents",),
    description="optional",
    started=True,
    example_path="print-shop/foreman.agentuse",
    example="""\
---
model: large
description: Has a book set and printed.
subagents:
  - path: ./crew/type-setter.agentuse
---
""",
)
