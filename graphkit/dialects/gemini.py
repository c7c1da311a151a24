"""Gemini CLI subagents."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="gemini",
    title="Gemini CLI subagents",
    claims=(Claim(".gemini/agents/**/*.md"), Claim("*.md", holds={"kind": "local|remote"})),
    externals=frozenset({"codebase_investigator", "cli_help", "generalist", "browser_agent"}),
    sources=("https://geminicli.com/docs/core/subagents",),
    example_path=".gemini/agents/tide-reader.md",
    example="""\
---
name: tide-reader
kind: local
description: Says when there is water under the keel.
tools: [read_file]
handoff_to: [harbour-master]
---
""",
)
