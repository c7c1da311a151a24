"""Frameworks whose agents are defined in Python code: constructors, names, and where their relations are, as data.

A framework is one row of `FRAMEWORKS`, and its page is in `graphkit/dialects/python.py`: nothing else has to know it,
unless its relations are calls (LangGraph) or decorators (CrewAI).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from graphkit.support.records import dataclass


class Links(StrEnum):
    """Between which agents an argument makes edges."""

    EACH = "from the agent to each that is named"
    CHAIN = "from each that is named to the next one"
    PAIRS = "between all that are named"
    ALL = "from the agent to all others, if it is true"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a constructor that names agents: its keyword, the relation, and between whom the edges are.

    With `wrapped` only what `Framework.wrappers` turned into a tool counts: most tools are no agents.
    """

    keyword: str
    relation: str
    links: Links = Links.EACH
    wrapped: bool = False
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Constructor:
    """A class whose instances are agents: its names, the arguments that name the agent, and those with relations.

    `name` are keywords; the first that is given counts, `position` is the place of the name among the arguments.
    `alias` is the keyword of another name that it goes by.
    """

    classes: tuple[str, ...]
    arguments: tuple[Argument, ...] = ()
    name: tuple[str, ...] = ("name",)
    position: int | None = None
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework: the packages it is imported from, its constructors, and what wraps an agent.

    `wrappers` are functions or classes by the keyword of the agent in them (also their first argument); `methods` are
    methods of an agent that wrap it. `copies` are methods that give a copy of it with some arguments changed: those of
    the call, or else the entries of a dict, by its keyword. With `shadowed` a package of the repository by that name
    goes before it.
    """

    name: str
    packages: tuple[str, ...]
    constructors: tuple[Constructor, ...] = ()
    wrappers: tuple[tuple[str, str], ...] = ()
    methods: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    shadowed: bool = False


_SUB_AGENTS = Argument("sub_agents", "delegation")
_AGENT_TOOLS = Argument("tools", "delegation", wrapped=True)

FRAMEWORKS = (
    Framework(
        "LangGraph",
        ("langgraph", "langgraph_supervisor", "langgraph_swarm"),
    ),
    Framework(
        "OpenAI Agents SDK",
        ("agents",),
        (
            Constructor(
                ("Agent", "RealtimeAgent", "SandboxAgent"),
                (Argument("handoffs", "handoff"), _AGENT_TOOLS),
                position=0,
            ),
        ),
        wrappers=(("handoff", "agent"), ("realtime_handoff", "agent"), ("Handoff", "agent")),
        methods=("as_tool",),
        copies=(("clone", ""),),
        shadowed=True,
    ),
    Framework(
        "Google ADK",
        ("google.adk",),
        (
            Constructor(("Agent", "LlmAgent", "BaseAgent", "LangGraphAgent"), (_SUB_AGENTS, _AGENT_TOOLS)),
            Constructor(("SequentialAgent",), (_SUB_AGENTS, Argument("sub_agents", "workflow", Links.CHAIN))),
            Constructor(("LoopAgent",), (_SUB_AGENTS, Argument("sub_agents", "workflow", Links.CHAIN))),
            Constructor(("ParallelAgent",), (_SUB_AGENTS, Argument("sub_agents", "parallel", Links.PAIRS))),
        ),
        wrappers=(("AgentTool", "agent"),),
        copies=(("clone", "update"),),
    ),
    Framework(
        "CrewAI",
        ("crewai",),
        (
            Constructor(
                ("Agent", "LiteAgent"),
                (Argument("allow_delegation", "delegation", Links.ALL),),
                alias="role",
            ),
        ),
    ),
    Framework(
        "Agno",
        ("agno", "phi"),
        (
            Constructor(("Agent",), (Argument("team", "delegation"),)),
            Constructor(("Team",), (Argument("members", "delegation"),)),
        ),
    ),
    Framework(
        "AutoGen AgentChat",
        ("autogen_agentchat",),
        (
            Constructor(
                ("AssistantAgent", "UserProxyAgent", "SocietyOfMindAgent"),
                (Argument("handoffs", "handoff", by_name=True),),
                position=0,
            ),
        ),
        wrappers=(("Handoff", "target"),),
    ),
)


@cache
def import_pattern() -> re.Pattern[bytes]:
    """Return the pattern of an import of any framework in the bytes of a file: what has none is never parsed."""
    names: set[str] = set()
    for framework in FRAMEWORKS:
        for package in framework.packages:
            first, _, rest = package.partition(".")
            names.add(rf"{first}(?:\.{rest}\b|[ \t]+import\b)" if rest else rf"{first}\b")
    return re.compile(rf"^[ \t]*(?:from|import)[ \t]+(?:{'|'.join(sorted(names))})".encode(), re.MULTILINE)


def framework_of(dotted: str) -> Framework | None:
    """Return the framework that a dotted name (`langgraph.graph.StateGraph`) is imported from."""
    for framework in FRAMEWORKS:
        for package in framework.packages:
            if dotted == package or dotted.startswith(f"{package}."):
                return framework
    return None


def constructor_of(dotted: str) -> tuple[Framework, Constructor] | None:
    """Return the framework and the constructor that a dotted name means."""
    framework = framework_of(dotted)
    if framework is None:
        return None
    name = dotted.rpartition(".")[2]
    return next(((framework, one) for one in framework.constructors if name in one.classes), None)
