"""OpenCode's configuration: agents and their permissions beside the Markdown files."""

from __future__ import annotations

from graphkit.dialects.opencode import DIALECT as OPENCODE
from graphkit.model.dialects import Claim, Dialect, Starts

FILES = ("opencode.json", "opencode.jsonc")
MARK = r'"agents?"\s*:'

DIALECT = Dialect(
    name="opencode-config",
    title="OpenCode's `opencode.json`, beside its agents in Markdown",
    claims=tuple(
        Claim(name, text=mark, holds=tests)
        for name in FILES
        for mark, tests in (
            (MARK, {"agent.*": ""}),
            (MARK, {"agents.*": ""}),
            (MARK, {"command.*.agent": ""}),
            (r'"default_agent"\s*:', {"default_agent": ""}),
            (r'"permission"\s*:', {"permission.task": ""}),
        )
    ),
    agents=("agent.*", "agents.*"),
    starts=(Starts("command.*.agent", "command"), Starts("default_agent", "instructions")),
    beside=".opencode",
    for_all=("permission", "permissions"),
    attributes={"disabled": ("disable",)},
    fields=OPENCODE.fields,
    externals=OPENCODE.externals,
    sources=("https://opencode.ai/docs/agents/#json", *OPENCODE.sources[1:]),
    example_path="opencode.json",
    example="""\
{
  "default_agent": "lock-master",
  "command": {"open": {"template": "Open the gate.", "agent": "lock-keeper"}},
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
