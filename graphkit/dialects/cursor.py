"""Cursor subagents and rules."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="cursor",
    title="Cursor subagents",
    claims=(Claim(".cursor/agents/**/*.md"), Claim(".cursor/agents/**/*.mdc")),
    externals=frozenset({"explore", "bash", "browser"}),
    sources=("https://cursor.com/docs/context/subagents",),
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
