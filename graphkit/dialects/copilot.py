"""GitHub Copilot and VS Code: custom agents and chat modes."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

DIALECT = Dialect(
    name="copilot",
    title="GitHub Copilot and VS Code agents, chat modes",
    claims=(
        Claim("*.agent.md"),
        Claim("*.chatmode.md"),
        Claim(".github/agents/**/*.md"),
        Claim(".github/chatmodes/**/*.md"),
    ),
    fields={"delegation": (Field("agents"),)},
    by_stem=False,
    externals=frozenset(
        {
            *("agent", "ask", "edit", "plan", "debug"),  # VS Code
            *("explore", "task", "general-purpose", "code-review"),  # Copilot CLI
            *("copilot", "coding-agent"),
        }
    ),
    sources=(
        "https://code.visualstudio.com/docs/copilot/customization/custom-agents",
        "https://docs.github.com/en/copilot/how-tos/copilot-cli/use-copilot-cli/invoke-custom-agents",
    ),
    description="optional",
    example_path=".github/agents/baker.agent.md",
    example="""\
---
name: Master Baker
description: Plans the night's bread.
agents: [Oven Tender]
handoffs:
  - label: Sell it
    agent: Shop Keeper
    prompt: The loaves are cool.
---
""",
)
