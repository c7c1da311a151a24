"""Python code: agents that LangGraph, OpenAI Agents, CrewAI, Google ADK and others define in files of code."""

from __future__ import annotations

from graphkit.model.code import DIALECT as NAME
from graphkit.model.code import END, START
from graphkit.model.dialects import Claim, Dialect

PAGES = {
    "LangGraph": "https://docs.langchain.com/oss/python/langgraph/graph-api",
    "OpenAI Agents SDK": "https://openai.github.io/openai-agents-python/handoffs/",
    "Google ADK": "https://google.github.io/adk-docs/agents/multi-agents/",
    "CrewAI": "https://docs.crewai.com/en/concepts/agents",
    "Agno": "https://docs.agno.com/concepts/teams/overview",
    "AutoGen AgentChat": "https://microsoft.github.io/autogen/stable/user-guide/agentchat-user-guide/swarm.html",
}
"""The page of each framework about its agents; what graphkit reads of it is in `graphkit/model/frameworks.py`."""

DIALECT = Dialect(
    name=NAME,
    title=f"Agents in Python code, where it is asked for: {', '.join(PAGES)}",
    claims=(Claim("*.py"),),
    agents=("*",),
    externals=frozenset({START, END}),
    sources=tuple(PAGES.values()),
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
