"""Codex: one agent a TOML file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="codex",
    title="Codex agents, TOML",
    claims=(
        Claim(".codex/agents/**/*.toml", text=r"(?m)^[ \t]*(?:name|description|developer_instructions|model)\s*="),
        *(
            Claim(
                f"{folder}/**/*.toml",
                text=r"(?m)^[ \t]*developer_instructions\s*=",
                holds={"developer_instructions": ""},
            )
            for folder in ("agents", "agent", "subagents")
        ),
    ),
    externals=frozenset({"default", "worker", "explorer"}),
    sources=("https://developers.openai.com/codex/subagents",),
    description="required",
    example_path=".codex/agents/harbour-pilot.toml",
    example="""\
name = "harbour-pilot"
description = "Brings the ship in."
developer_instructions = "Mind the tide."
delegates_to = ["tug-crew"]
""",
)
