"""A chain of delegation with numbered levels, 0 at the top."""

from __future__ import annotations

from graphkit.dialects.claude_code import CALLS
from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="delegation",
    title="`delegates_to` / `receives_from` with numbered levels, 0 the highest",
    claims=(
        Claim("*.md", holds={"delegates_to": ""}),
        Claim("*.md", holds={"receives_from": ""}),
        Claim("*.md", holds={"level": r"\d"}),
    ),
    attributes={"level": ("level", "specialization_level")},
    levels=tuple(str(level) for level in reversed(range(10))),
    fields={"delegation": CALLS},
    example_path="agents/quarry-foreman.md",
    example="""\
---
name: quarry-foreman
level: 1
delegates_to: [stone-cutter, crane-driver]
receives_from: [quarry-owner]
---
""",
)
