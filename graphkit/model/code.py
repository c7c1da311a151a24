"""Agents in Python code: what a file says of them that definitions alone cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.model.spans import Span

DIALECT = "python"
"""The dialect of definitions that are read from Python code."""

START, END = "__start__", "__end__"
"""The entry and the exit of a graph, which are no agents."""

MANIFEST = "langgraph.json"
"""The file that names the graphs of a project of LangGraph, and asks for the code in which they are."""


class CodeAgent(NamedTuple):
    """An agent by where it is defined: its root, the place of its name, and the name."""

    root: str
    span: Span
    name: str


CodeEnd: TypeAlias = "CodeAgent | str"
"""One end of an edge: an agent, or a name that no agent has."""


class CodeEdge(NamedTuple):
    """An edge that code declares; the reader has found out which agents it connects."""

    relation: str
    field: str
    source: CodeEnd
    target: CodeEnd
    text: str
    span: Span


class ComputedTarget(NamedTuple):
    """A place that names agents which are computed at run time: graphkit does not guess them.

    `agent` is the one from which the relation leads, as far as it is known; `root` the agents that may be meant.
    """

    span: Span
    relation: str
    field: str
    root: str
    agent: str = ""


class Described(NamedTuple):
    """An agent of which a file of data holds the rest: CrewAI's `config=self.agents_config["writer"]`."""

    agent: CodeAgent
    path: str
    name: str


class CodeFacts(NamedTuple):
    """What a file of code says besides its agents: edges, what is computed, and agents that it uses elsewhere.

    `described` are the agents that are those of a file of data.
    """

    edges: tuple[CodeEdge, ...] = ()
    computed: tuple[ComputedTarget, ...] = ()
    used: tuple[CodeAgent, ...] = ()
    described: tuple[Described, ...] = ()
