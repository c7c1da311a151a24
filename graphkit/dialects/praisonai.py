"""PraisonAI: agents, or roles, and the steps in which they work."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, EdgeList, Steps

_MARK = r"(?m)^(?:agents|roles):[ \t]*(?:[{&#].*)?$"
_AGENT = "role|goal|backstory|instructions|tasks"
_TESTS = (
    {"steps.*": "agent|route|parallel|loop|repeat", "agents.*": _AGENT},
    {"steps.*": "agent|route|parallel|loop|repeat", "roles.*": _AGENT},
    {"framework": "praisonai|crewai|autogen|ag2", "agents.*": "role|goal|backstory"},
    {"framework": "praisonai|crewai|autogen|ag2", "roles.*": _AGENT},
    {"topic": "", "roles.*": "role|goal|backstory"},
)

DIALECT = Dialect(
    name="praisonai",
    title="PraisonAI teams: `agents` or `roles`, and `steps` with `route` and `parallel`",
    claims=tuple(Claim(f"*.{suffix}", text=_MARK, holds=tests) for suffix in ("yaml", "yml") for tests in _TESTS),
    agents=("agents.*", "roles.*"),
    steps=(Steps("steps.*", "workflow", agent=("agent",), any_of=("route.*",), all_of=("parallel.*.agent",)),),
    edges=tuple(
        EdgeList(f"{above}.*.tasks.*", "handoff", source="context", target="", through=True)
        for above in ("roles", "agents")
    ),
    attributes={"alias": ("name",), "description": ("goal", "role")},
    sources=("https://docs.praison.ai/docs/features/yaml-workflows",),
    example_path="teams/cider.yaml",
    example="""\
framework: praisonai
agents:
  taster: {role: Taster, goal: Says which apples they are}
  presser: {role: Presser, goal: Presses the sweet ones}
  cook: {role: Cook, goal: Cooks the sour ones}
steps:
  - agent: taster
    action: "Taste {{input}}"
  - name: sort
    route:
      sweet: [presser]
      default: [cook]
""",
)
