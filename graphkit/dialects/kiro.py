"""Kiro: one agent a JSON file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

DIALECT = Dialect(
    name="kiro",
    title="Kiro agents, JSON",
    claims=(
        Claim(".kiro/agents/**/*.json", text=r'"(?:prompt|toolsSettings|allowedTools|mcpServers|resources)"\s*:'),
        *(
            Claim(
                f"{folder}/**/*.json",
                text=r'"(?:tools|toolsSettings|allowedTools|mcpServers|resources)"\s*:',
                holds={"prompt": ""},
            )
            for folder in ("agents", "agent", "subagents")
        ),
    ),
    attributes={"tools_allowed": ("tools", "allowedTools")},
    fields={
        "delegation": (
            Field("toolsSettings.subagent.availableAgents"),
            Field("toolsSettings.subagent.trustedAgents"),
        )
    },
    externals=frozenset(
        {"default", "kiro_default", "kiro_planner", "kiro_help", "general-purpose", "context-gatherer"}
    ),
    sources=("https://kiro.dev/docs/custom-agents/built-in/", "https://kiro.dev/docs/cli/chat/subagents"),
    description="optional",
    tools=frozenset(
        (
            "aws",
            "execute_bash",
            "fs_read",
            "fs_write",
            "glob",
            "grep",
            "introspect",
            "knowledge",
            "read",
            "report",
            "shell",
            "thinking",
            "todo_list",
            "use_aws",
            "use_subagent",
            "web_fetch",
            "web_search",
            "write",
        )
    ),
    example_path=".kiro/agents/stage-manager.json",
    example="""\
{
  "name": "stage-manager",
  "prompt": "Raise the curtain.",
  "tools": ["read", "subagent"],
  "toolsSettings": {"subagent": {"availableAgents": ["light-desk"], "trustedAgents": ["sound-desk"]}}
}
""",
)
