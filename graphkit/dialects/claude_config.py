"""The canonical fields: what every Markdown file is read by that no other dialect claims."""

from __future__ import annotations

from graphkit.dialects.claude_code import TOOLS
from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="claude-config",
    title="canonical fields, flat or below `coordination_protocols`",
    claims=(Claim("*.md"), Claim("*.markdown"), Claim("*.mdc")),
    tools=TOOLS,
    example_path="agents/bell-ringer.md",
    example="""\
---
specialization_level: senior
escalation_to: [head-verger]
parallel_compatible: [organist]
coordination_protocols:
  handoff_to: {sexton: "locks up"}
---
""",
)
