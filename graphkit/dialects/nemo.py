"""NVIDIA NeMo Agent Toolkit: agents are functions, and have other functions as tools."""

from __future__ import annotations

from graphkit.model.dialects import Claim, Dialect, Steps
from graphkit.model.relations import Field

_MARK = r"(?m)^functions:[ \t]*(?:[{&#].*)?$"
_AGENT = r".*agent(?:_.*)?|.*_executor|chat_completion"
_PLACES = ("workflow", "functions.*")


def _in_order(relation: str, kind: str) -> Steps:
    return Steps("tool_list.*", relation, when={"_type": kind}, within=_PLACES, mixed=True)


DIALECT = Dialect(
    name="nemo",
    title="NVIDIA NeMo Agent Toolkit: functions that are agents, and the workflow that starts them",
    claims=tuple(Claim(f"*.{suffix}", text=_MARK, holds={"functions.*._type": _AGENT}) for suffix in ("yaml", "yml")),
    agents=_PLACES,
    entry={"_type": _AGENT},
    fields={
        "delegation": tuple(
            Field(key, mixed=True)
            for key in (
                *("tool_names", "tool_list", "branches", "augmented_fn", "inner_agent_name", "wrapped_agent"),
                "react_agent_fn",
            )
        )
    },
    steps=(_in_order("workflow", "sequential_executor"), _in_order("parallel", "parallel_executor")),
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
