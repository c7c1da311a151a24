"""OpenCode's configuration: agents and their permissions beside the Markdown files."""

from __future__ import annotations

from graphkit.dialects.opencode import DIALECT as OPENCODE
from graphkit.model.dialects import Claim, Dialect

FILES = ("opencode.json", "opencode.jsonc")
MARK = r'"agents?"\s*:'

DIALECT = Dialect(
    name="opencode-config",
    title="OpenCode's `opencode.json`, beside its agents in Markdown",
    claims=tuple(Claim(name, text=MARK, holds={f"{key}.*": ""}) for name in FILES for key in ("agent", "agents")),
    agents=("agent.*", "agents.*"),
    beside=".opencode",
    attributes={"disabled": ("disable",)},
    fields=OPENCODE.fields,
    externals=OPENCODE.externals,
    sources=("https://opencode.ai/docs/agents/#json", *OPENCODE.sources[1:]),
    example_path="opencode.json",
    example="""\
{
  "agent": {
    "lock-master": {
      "description": "Lets the boats through.",
      "permission": {"task": {"*": "deny", "lock-keeper": "allow"}}
    },
    "lock-keeper": {"description": "Turns the wheel.", "mode": "subagent"}
  }
}
""",
)
