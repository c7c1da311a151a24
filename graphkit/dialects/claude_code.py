"""Claude Code subagents: the tools say whom an agent may call."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field, Shape

CALL = r"(?s).*\b(?:Agent|Task)\(.*"
"""A list of tools that names the agents which may be called."""

CALLS = (
    Field("tools", shape=Shape.CALLS),
    Field("allowed-tools", shape=Shape.CALLS),
    Field("allowed_tools", shape=Shape.CALLS),
    Field("tools.allowed", shape=Shape.CALLS),
)

TOOLS = frozenset(
    {
        *("Agent", "AskUserQuestion", "Bash", "BashOutput", "Edit", "EnterPlanMode", "EnterWorktree", "ExitPlanMode"),
        *("ExitWorktree", "Glob", "Grep", "KillBash", "KillShell", "ListMcpResourcesTool", "LS", "LSP", "MultiEdit"),
        *(
            "NotebookEdit",
            "NotebookRead",
            "Read",
            "ReadMcpResourceTool",
            "SendMessage",
            "Skill",
            "SlashCommand",
            "Task",
        ),
        *("TaskCreate", "TaskGet", "TaskList", "TaskOutput", "TaskStop", "TaskUpdate", "TodoRead", "TodoWrite"),
        *("ToolSearch", "WebFetch", "WebSearch", "Write"),
    }
)
"""The tools that come with Claude Code, those of earlier versions included."""

DIALECT = Dialect(
    name="claude-code",
    title="Claude Code subagents",
    claims=(
        Claim(".claude/agents/**/*.md"),
        Claim("*.md", holds={"tools": CALL}),
        Claim("*.md", holds={"allowed-tools": CALL}),
    ),
    fields={"delegation": CALLS},
    externals=frozenset(
        {"general-purpose", "Explore", "Plan", "statusline-setup", "output-style-setup", "claude-code-guide"}
    ),
    sources=(
        "https://code.claude.com/docs/en/sub-agents",
        "https://github.com/anthropics/claude-code/issues/73158",
    ),
    description="required",
    rejects_bom=True,
    tools=TOOLS,
    example_path=".claude/agents/ferry-captain.md",
    example="""\
---
name: ferry-captain
description: Decides whether the ferry sails.
tools: Agent(deckhand, weather-watch), Read, Bash
---
""",
)
