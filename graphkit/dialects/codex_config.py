"""Codex' configuration: roles beside the files of the agents."""

from __future__ import annotations

from graphkit.dialects.codex import DIALECT as CODEX
from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name="codex-config",
    title="Codex' `.codex/config.toml`, beside its agents",
    claims=(
        Claim(
            ".codex/config.toml",
            text=r"(?m)^\s*\[agents\.",
            holds={"agents.*": "description|config_file|developer_instructions|nickname_candidates"},
        ),
    ),
    agents=("agents.*",),
    attributes={"alias": ("config_file",)},
    beside=".codex",
    externals=CODEX.externals,
    sources=CODEX.sources,
    example_path=".codex/config.toml",
    example="""\
[agents]
max_threads = 2

[agents.dock-hand]
description = "Ties the ship up."
config_file = "agents/dock-hand.toml"
delegates_to = ["crane-driver"]
""",
)
