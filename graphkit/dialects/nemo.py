"""NVIDIA NeMo Agent Toolkit: agents are functions, and have other functions as tools."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect
from graphkit.model.relations import Field

_MARK = r"(?m)^functions:[ \t]*(?:[{&#].*)?$"
_AGENT = r".*agent(?:_.*)?|.*_executor"

DIALECT = Dialect(
    name="nemo",
    title="NVIDIA NeMo Agent Toolkit: functions that are agents, and the workflow that starts them",
    claims=tuple(Claim(f"*.{suffix}", text=_MARK, holds={"functions.*._type": _AGENT}) for suffix in ("yaml", "yml")),
    agents=("workflow", "functions.*"),
    entry={"_type": _AGENT},
    fields={
        "delegation": tuple(
            Field(key, mixed=True)
            for key in ("tool_names", "tool_list", "branches", "augmented_fn", "inner_agent_name")
        )
    },
    attributes={"name": (), "alias": (), "tools_allowed": ()},
    sources=("https://docs.nvidia.com/nemo/agent-toolkit/latest/",),
    example_path="configs/library.yml",
    example="""\
functions:
  shelf_index: {_type: wiki_search}
  librarian:
    _type: tool_calling_agent
    description: Knows where the books are.
    tool_names: [shelf_index]
workflow:
  _type: react_agent
  tool_names: [librarian]
""",
)
