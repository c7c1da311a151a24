"""ChatDev: a graph of nodes and edges in a YAML file."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, EdgeList

MARK = r"(?m)^graph:[ \t]*(?:[{&#].*)?$"

DIALECT = Dialect(
    name="chatdev",
    title="ChatDev graphs, YAML",
    claims=(
        Claim("*.yaml", text=MARK, holds={"graph.nodes": ""}),
        Claim("*.yml", text=MARK, holds={"graph.nodes": ""}),
    ),
    agents=("graph.nodes.*",),
    edges=(EdgeList("graph.edges.*", "handoff", source="from", target="to"),),
    attributes={"name": ("id",), "alias": (), "tools_allowed": ()},
    example_path="yaml_instance/newspaper.yaml",
    example="""\
graph:
  id: newspaper
  nodes:
    - id: Night Editor
      type: agent
    - id: Type Setter
      type: agent
  edges:
    - from: Night Editor
      to: Type Setter
""",
)
