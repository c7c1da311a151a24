"""CrewAI: the tasks, which say whose work goes to whom."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, EdgeList

_TEXT = r"""(?m)(?:^[ \t]+|[{,][ \t]*)["']?expected_output["']?[ \t]*:"""

DIALECT = Dialect(
    name="crewai-tasks",
    title="CrewAI tasks, tasks.yaml beside agents.yaml: the agent of a `context` hands off to that of the task",
    claims=(
        Claim("tasks.yaml", text=_TEXT, holds={"*": "expected_output"}),
        Claim("tasks.yml", text=_TEXT, holds={"*": "expected_output"}),
    ),
    edges=(EdgeList("*", "handoff", source="context", target="agent", through=True),),
    shared=True,
    example_path="config/tasks.yaml",
    example="""\
gather:
  description: Bring the honey in.
  expected_output: Forty jars.
  agent: beekeeper
sell:
  description: Sell it.
  expected_output: An empty table.
  agent: stall-holder
  context: [gather]
""",
)
