"""Gemini CLI subagents."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="gemini",
    title="Gemini CLI subagents",
    claims=(Claim(".gemini/agents/**/*.md"), Claim("*.md", holds={"kind": "local|remote"})),
    externals=frozenset({"codebase_investigator", "cli_help", "generalist", "browser_agent"}),
    sources=("https://geminicli.com/docs/core/subagents",),
    description="required",
    tools=frozenset(
        (
            "activate_skill",
            "ask_user",
            "glob",
            "google_web_search",
            "grep_search",
            "list_directory",
            "read_file",
            "read_many_files",
            "replace",
            "run_shell_command",
            "save_memory",
            "search_file_content",
            "web_fetch",
            "write_file",
            "write_todos",
        )
    ),
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
