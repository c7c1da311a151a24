"""A reporting line: who reports to whom, and who escalates to whom."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="devops",
    title="reporting lines: `reports_to`, `direct_reports`, `escalates_to`",
    claims=(
        Claim("*.md", holds={"reports_to": ""}),
        Claim("*.md", holds={"direct_reports": ""}),
    ),
    attributes={"level": ("level", "specialization_level", "seniority")},
    example_path="agents/night-porter.md",
    example="""\
---
name: night-porter
reports_to: hotel-manager
direct_reports: [bell-boy]
escalates_to: hotel-manager
---
""",
)
