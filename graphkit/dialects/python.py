"""Python code: agents that LangGraph, OpenAI Agents, CrewAI, Google ADK and others define in files of code."""

from __future__ import annotations

from graphkit.dialects.frameworks import FRAMEWORKS
from graphkit.model.code import DIALECT as NAME
from graphkit.model.code import END, START
from graphkit.model.dialects import Claim, Dialect

DIALECT = Dialect(
    name=NAME,
    title=f"Agents in Python code, where it is asked for: {', '.join(one.title for one in FRAMEWORKS)}",
    claims=(Claim("*.py"),),
    agents=("*",),
    externals=frozenset({START, END}),
    sources=tuple(one.url for one in FRAMEWORKS if one.url),
    example_path="mill.py",
    example="""\
from langgraph.graph import END, START, StateGraph


def miller(state): ...


def carter(state): ...


builder = StateGraph(dict)
builder.add_node(miller)
builder.add_node(carter)
builder.add_edge(START, "miller")
builder.add_edge("miller", "carter")
builder.add_edge("carter", END)
graph = builder.compile()
""",
)
