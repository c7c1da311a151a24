"""Cursor subagents and rules."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="cursor",
    title="Cursor subagents",
    claims=(Claim(".cursor/agents/**/*.md"), Claim(".cursor/agents/**/*.mdc")),
    externals=frozenset({"bash", "browser"}),
    description="optional",
    example_path=".cursor/agents/clock-maker.md",
    example="""\
---
name: clock-maker
description: Finds out why it stopped.
readonly: true
handoff_to: [spring-winder]
---
""",
)
