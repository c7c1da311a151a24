"""Google ADK: agents in YAML, which name their sub-agents by the path of a file or as an object of Python."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, EdgeList, Steps
from graphkit.model.relations import Field, Shape

_SUFFIXES = ("yaml", "yml")
_CLASS = r"(?m)^agent_class:[ \t]*\S"
_ANY = r"(?m)^(?:agent_class|instruction|sub_agents):"


def _in_order(relation: str, kind: str) -> Steps:
    when = {"agent_class": rf"(?:.*\.)?(?:{kind})Agent"}
    return Steps("sub_agents.*", relation, agent=("code",), file=("config_path",), when=when)


DIALECT = Dialect(
    name="google-adk",
    title="Google ADK agents, YAML: `root_agent.yaml` and the files that it names",
    claims=(
        *(Claim(f"root_agent.{suffix}", text=_ANY, holds={"name": ""}) for suffix in _SUFFIXES),
        *(Claim(f"*.{suffix}", text=_CLASS, holds={"name": "", "agent_class": r"[\w.]*Agent"}) for suffix in _SUFFIXES),
        *(Claim(f"*.{suffix}", text=_ANY, holds={"name": ""}, followed=True) for suffix in _SUFFIXES),
    ),
    fields={
        "delegation": (
            Field("sub_agents.*.config_path", shape=Shape.PATHS),
            Field("sub_agents.*.code"),
            Field("nodes.*.sub_agents.*.config_path", shape=Shape.PATHS),
            Field("tools.*.args.agent.config_path", shape=Shape.PATHS),
            Field("tools.*.args.agent.code"),
        )
    },
    steps=(_in_order("workflow", "Sequential|Loop"), _in_order("parallel", "Parallel")),
    edges=(
        EdgeList(
            "edges.*",
            "handoff",
            source="source_node",
            target="target_node",
            nodes="nodes.*",
            files=("sub_agents.*.config_path",),
            bounds=frozenset({"START", "END"}),
        ),
    ),
    attributes={"tools_allowed": ()},
    externals=frozenset({"*.*"}),  # an object of Python: `team.researcher`
    sources=("https://google.github.io/adk-docs/agents/config/",),
    description="optional",
    example_path="harbour/root_agent.yaml",
    example="""\
agent_class: SequentialAgent
name: harbour
sub_agents:
  - config_path: crew/pilot.yaml
  - config_path: crew/mooring_gang.yaml
""",
)
