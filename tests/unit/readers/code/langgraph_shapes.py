"""Graphs of LangGraph, each with the edges that `get_graph()` of langgraph 1.2 gives for it when it is run."""

from __future__ import annotations

CHAINED = """
from typing import Literal, TypedDict
from langgraph.graph import StateGraph, START, END

class S(TypedDict):
    x: str

def plan(state): return state
def work(state): return state
def judge(state): return state
def fmt(state): return state
def route(state) -> Literal["work", "fmt"]:
    return "work"

STEPS = ["a1", "a2", "a3"]
b = StateGraph(S)
b.add_node(plan).add_node(work).add_node("judge", judge).add_node(fmt)
for s in STEPS:
    b.add_node(s, work)
b.add_edge("a1", "a2")
b.add_edge(["a2", "a1"], "a3")
b.add_edge("a3", END)
b.set_entry_point("plan")
b.add_conditional_edges("plan", route)
b.add_conditional_edges("work", lambda s: s["x"], {"again": "plan", "done": "judge", "stop": END})
b.add_conditional_edges("judge", lambda s: s["x"], ["a1", "fmt", END])
b.set_finish_point("fmt")
graph = b.compile()
"""

COMMANDS = """
from typing import Literal, TypedDict
from langgraph.graph import StateGraph, START, END
from langgraph.types import Command

class S(TypedDict):
    x: str

members = ["r", "c"]

def sup(state) -> Command[Literal["r", "c", "__end__"]]:
    return Command(goto="r")

def make(name):
    def node(state) -> Command[Literal["sup"]]:
        return Command(goto="sup")
    return node

def loose(state):
    return Command(goto=state["x"])

def build():
    g = StateGraph(S)
    g.add_node("sup", sup)
    for m in members:
        g.add_node(m, make(m))
    g.add_node("loose", loose, destinations=("sup", "team"))
    g.add_node("team", lambda s: s)
    g.add_edge(START, "sup")
    g.add_edge("r", "loose")
    g.add_edge("team", END)
    return g.compile()

graph = build()
"""

IN_A_CLASS = """
from enum import Enum
from typing import TypedDict
from langgraph.graph import StateGraph, START, END

class N(str, Enum):
    READ = "read"
    WRITE = "write"

class S(TypedDict):
    x: str

class Flow:
    def __init__(self):
        self.graph = StateGraph(S)
        self._nodes()
        self._edges(self.graph)

    def read(self, state): return state
    def write(self, state): return state
    def done(self, state): return state

    def _nodes(self):
        self.graph.add_node(N.READ.value, self.read)
        self.graph.add_node(N.WRITE.value, self.write)
        self.graph.add_node(self.done)

    def _edges(self, g):
        g.add_edge(START, N.READ.value)
        self._link(g, N.READ.value, N.WRITE.value)
        self._link(g, N.WRITE.value, "done")
        g.add_edge("done", END)

    def _link(self, g, a, b):
        g.add_edge(a, b)

graph = Flow().graph.compile()
"""

SUPERVISOR = """
from langgraph.prebuilt import create_react_agent
from langgraph_supervisor import create_supervisor

math = create_react_agent(model, tools=[], name="math_expert")
research = create_react_agent(model, tools=[], name="research_expert")
graph = create_supervisor([math, research], model=model).compile()
"""

SWARM = """
from langgraph.prebuilt import create_react_agent
from langgraph_swarm import create_handoff_tool, create_swarm

alice = create_react_agent(model, [create_handoff_tool(agent_name="Bob")], name="Alice")
bob = create_react_agent(model, [create_handoff_tool(agent_name="Alice", description="to Alice")], name="Bob")
graph = create_swarm([alice, bob], default_active_agent="Alice").compile()
"""

SEQUENCE = """
import os
from typing import Literal, TypedDict
from langgraph.graph import StateGraph, START, END

class S(TypedDict):
    x: str

Route = Literal["one", "three"]

def one(state): return state
def two(state): return state
def three(state): return state
def begin(state) -> Route: return "one"

b = StateGraph(S)
b.add_sequence([one, ("two", two)])
b.add_node("three", three)
b.add_conditional_edges(START, begin)
if os.environ.get("SURELY_NOT"):
    b.add_edge("two", "three")
else:
    b.add_edge("two", "three")
b.add_conditional_edges("three", lambda s: s["x"], ["one", END])
graph = b.compile()
"""

SHAPES = {
    "chained": (
        CHAINED,
        (
            "__start__>plan a1>a2 a1>a3 a2>a3 a3>__end__ fmt>__end__ judge>a1 judge>fmt judge>__end__ plan>work plan>fmt"
            " work>plan work>judge work>__end__"
        ),
    ),
    "commands": (
        COMMANDS,
        "__start__>sup sup>r sup>c sup>__end__ r>sup c>sup loose>sup loose>team r>loose team>__end__",
    ),
    "in a class": (IN_A_CLASS, "__start__>read read>write write>done done>__end__"),
    "supervisor": (
        SUPERVISOR,
        (
            "__start__>supervisor supervisor>math_expert supervisor>research_expert math_expert>supervisor"
            " research_expert>supervisor supervisor>__end__"
        ),
    ),
    "swarm": (SWARM, "__start__>Alice __start__>Bob Alice>Bob Bob>Alice"),
    "sequence": (SEQUENCE, "__start__>one __start__>three one>two two>three three>one three>__end__"),
}
