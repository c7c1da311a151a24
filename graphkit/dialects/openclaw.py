"""OpenClaw: the agents of `openclaw.json`, a file that holds tokens too."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, Steps
from graphkit.model.relations import Field

_MARK = r"""["']?list["']?[ \t]*:[ \t\r\n]*\["""

DIALECT = Dialect(
    name="openclaw",
    title="OpenClaw's `openclaw.json`: whom an agent may start, and which agents write to each other",
    claims=tuple(
        Claim(f"{name}.{suffix}", text=_MARK, holds={"agents.list.*.id": ""})
        for name in ("openclaw", "clawdbot", "moltbot")
        for suffix in ("json", "jsonc")
    ),
    agents=("agents.list.*",),
    for_all=("agents.defaults.*",),
    fields={"delegation": (Field("subagents.allowAgents", menu=True),)},
    steps=(Steps("tools.agentToAgent.allow.*", "parallel", unless={"tools.agentToAgent.enabled": "false"}),),
    attributes={"name": ("id",), "alias": (), "tools_allowed": ()},
    private=True,
    json5=True,
    sources=(
        "https://docs.openclaw.ai/gateway/config-tools/sessions-and-subagents",
        "https://docs.openclaw.ai/tools/subagents",
    ),
    started=True,
    example_path="openclaw.json",
    example="""\
{
  // the bakery
  agents: {
    list: [
      {id: "counter", subagents: {allowAgents: ["oven"]}},
      {id: "oven"},
      {id: "mill"},
    ],
  },
  tools: {agentToAgent: {enabled: true, allow: ["oven", "mill"]}},
}
""",
)
