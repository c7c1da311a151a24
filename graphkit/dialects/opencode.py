"""OpenCode agents: permissions say whom an agent may call."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field, Shape

DIALECT = Dialect(
    name="opencode",
    title="OpenCode agents",
    claims=(
        Claim(".opencode/agent/**/*.md"),
        Claim(".opencode/agents/**/*.md"),
        Claim("opencode/agent/**/*.md"),
        Claim("opencode/agents/**/*.md"),
        Claim("*.md", holds={"mode": "primary|subagent|all"}),
    ),
    attributes={"disabled": ("disable",)},
    fields={
        "delegation": (
            Field("permission.task", shape=Shape.ALLOWED),
            Field("permissions.task", shape=Shape.ALLOWED),
            Field("permissions", shape=Shape.ALLOWED),
            Field("dependencies", prefix="subagent:"),
            Field("dependencies", prefix="agent:"),
        )
    },
    description="required",
    tools=frozenset(
        (
            "bash",
            "codesearch",
            "edit",
            "glob",
            "grep",
            "list",
            "lsp",
            "patch",
            "question",
            "read",
            "skill",
            "task",
            "todoread",
            "todowrite",
            "webfetch",
            "websearch",
            "write",
        )
    ),
    by_path=True,
    externals=frozenset({"build", "plan", "general", "explore", "scout", "compaction", "title", "summary"}),
    sources=("https://opencode.ai/docs/agents/", "https://opencode.ai/docs/permissions/"),
    example_path=".opencode/agent/librarian.md",
    example="""\
---
description: Finds the book and says where it stands.
mode: primary
permission:
  task: {"*": deny, shelf-runner: allow}
dependencies: ["subagent:book-binder", "context:shelves"]
---
""",
)
