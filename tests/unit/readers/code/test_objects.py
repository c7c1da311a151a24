"""Agents that are objects: whom their arguments name, also later, in tools, and across files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from graphkit.dialects.python import PAGES
from graphkit.model.frameworks import FRAMEWORKS
from graphkit.readers.code import imports
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph

OPENAI = "from agents import Agent, handoff\n"
ADK = "from google.adk.agents import LlmAgent, LoopAgent, ParallelAgent, SequentialAgent, BaseAgent\n"


def load(tmp_path: Path, text: str, **others: str) -> AgentGraph:
    """Return the graph of one file of code that is named, with other files beside it."""
    files = {"team.py": text, **{f"{name}.py": other for name, other in others.items()}}
    return graphkit.load(write(tmp_path, files) / "team.py")


def edges(graph: AgentGraph) -> set[tuple[str, str, str]]:
    """Return all edges: relation, and the names of both ends."""
    return {(edge.relation, graph.label(edge.source), graph.label(edge.target)) for edge in graph.edges}


def test_handoffs_are_read_in_every_form(tmp_path: Path) -> None:
    """An agent, `handoff(agent)`, a list that is put together, and what is added later."""
    text = OPENAI + (
        "billing = Agent[dict](name='Billing')\nrefund = Agent(name='Refund', handoffs=[billing])\n"
        "more = [billing]\nmore.append(refund)\n"
        "triage = Agent('Triage', handoffs=[handoff(agent=refund), *more])\n"
        "billing.handoffs.append(triage)\nrefund.handoffs += [triage]\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {
        ("handoff", "Refund", "Billing"), ("handoff", "Triage", "Refund"), ("handoff", "Triage", "Billing"),
        ("handoff", "Billing", "Triage"), ("handoff", "Refund", "Triage"),
    }  # fmt: skip


def test_an_assignment_replaces_what_the_constructor_named(tmp_path: Path) -> None:
    """`a.handoffs = [c]`: the edge to `b` is in no program that runs."""
    text = OPENAI + "b = Agent(name='b')\nc = Agent(name='c')\na = Agent(name='a', handoffs=[b])\na.handoffs = [c]\n"
    assert edges(load(tmp_path, text)) == {("handoff", "a", "c")}


def test_an_agent_as_a_tool_is_delegation(tmp_path: Path) -> None:
    """Other tools are no agents, and nothing that is computed."""
    text = OPENAI + (
        "es = Agent(name='es')\n"
        "lead = Agent(name='lead', tools=[search, es.as_tool(tool_name='x', tool_description='y'), *others()])\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {("delegation", "lead", "es")}
    assert graph.computed == ()


def test_what_is_computed_is_listed(tmp_path: Path) -> None:
    """A call that the file does not define, in the middle of a list that is read."""
    text = (
        OPENAI
        + "a = Agent(name='a')\nb = Agent(name='b', handoffs=[a, load_more()])\nc = Agent(name='c', handoffs=pick(a))\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {("handoff", "b", "a")}
    assert [(place.span.line, place.span.column, place.agent) for place in graph.computed] == [
        (3, 34, "b"),
        (4, 30, "c"),
    ]


def test_a_factory_makes_an_agent_for_each_call(tmp_path: Path) -> None:
    """The name is that which a call gives; a name that is computed gives way to the variable."""
    text = OPENAI + (
        "def make(name, *to):\n    return Agent(name=name, handoffs=list(to))\n"
        "a = make('a')\nb = make('b', a)\nunnamed = Agent(name=input(), handoffs=[b])\n"
    )
    graph = load(tmp_path, text)
    assert sorted(graph.agents) == ["a", "b", "unnamed"]
    assert edges(graph) == {("handoff", "b", "a"), ("handoff", "unnamed", "b")}


def test_agents_of_other_files_are_read_with_it(tmp_path: Path) -> None:
    """Imports are followed, also through a package that hands a name on; namesakes keep the end of their path."""
    text = (
        OPENAI
        + "from staff import billing\nimport staff.desk as d\na = Agent(name='Helper', handoffs=[billing, d.desk])\n"
    )
    others = {
        "staff/__init__": "from .bills import billing as billing\n",
        "staff/bills": OPENAI + "billing = Agent(name='Helper')\n",
        "staff/desk": OPENAI + "desk = Agent(name='Desk')\n",
    }
    graph = load(tmp_path, text, **others)
    assert sorted(graph.agents) == ["desk", "helper@bills.py", "helper@team.py"]
    assert {(edge.source, edge.target) for edge in graph.edges} == {
        ("helper@team.py", "helper@bills.py"), ("helper@team.py", "desk"),
    }  # fmt: skip
    assert not [one for one in graphkit.check(tmp_path / "team.py").live if one.severity != "info"]


def test_a_local_package_called_agents_is_no_framework(tmp_path: Path) -> None:
    """`from agents import Agent` means the file of the repository where there is one."""
    graph = load(
        tmp_path, "from agents import Agent\nfrom agno.agent import Agent as Real\na = Agent(name='a')\nb = Real(name='b')\n",
        agents="class Agent: ...\n",
    )  # fmt: skip
    assert sorted(graph.agents) == ["b"]


def test_google_adk_is_read(tmp_path: Path) -> None:
    """Sub-agents, the order of a sequence, those that run at once, agents as tools, and derived classes."""
    text = ADK + (
        "from google.adk.tools.agent_tool import AgentTool\n"
        "a, b = LlmAgent(name='a'), LlmAgent(name='b')\nc = LlmAgent(name='c', tools=[AgentTool(agent=a), print])\n"
        "class Own(BaseAgent):\n"
        "    def __init__(self, name, first):\n        super().__init__(name=name, sub_agents=[first])\n"
        "own = Own('own', first=c)\n"
        "line = SequentialAgent(name='line', sub_agents=[a, b])\n"
        "both = ParallelAgent(name='both', sub_agents=[own, b])\n"
        "root_agent = LlmAgent(name='root', sub_agents=[line, both])\n"
    )
    assert edges(load(tmp_path, text)) == {
        ("delegation", "c", "a"), ("delegation", "own", "c"),
        ("delegation", "line", "a"), ("delegation", "line", "b"), ("workflow", "a", "b"),
        ("delegation", "both", "own"), ("delegation", "both", "b"), ("parallel", "b", "own"),
        ("delegation", "root", "line"), ("delegation", "root", "both"),
    }  # fmt: skip


def test_each_framework_has_a_page() -> None:
    """The docs name the page of every row of the table, and no other one."""
    assert [row.name for row in FRAMEWORKS] == list(PAGES)


def test_more_frameworks_are_rows_of_the_table(tmp_path: Path) -> None:
    """Agno's teams by object, AutoGen's handoffs by name; a name that no agent has is missing."""
    text = (
        "from agno.agent import Agent\nfrom agno.team import Team\n"
        "from autogen_agentchat.agents import AssistantAgent\n"
        "a = Agent(name='a')\nteam = Team(name='team', members=[a])\n"
        "x = AssistantAgent('x', handoffs=['y', 'gone'])\ny = AssistantAgent('y')\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {("delegation", "team", "a"), ("handoff", "x", "y"), ("handoff", "x", "gone")}
    assert [name for name, ghost in graph.ghosts.items() if not ghost.external] == ["gone"]


def test_conditional_agents_are_all_read(tmp_path: Path) -> None:
    """Each branch gives an edge; a branch that ends elsewhere does not."""
    text = OPENAI + (
        "import os\nif os.name == 'nt':\n    helper = Agent(name='win')\nelse:\n    helper = Agent(name='nix')\n"
        "desk = Agent(name='desk', handoffs=[helper])\n"
    )
    assert edges(load(tmp_path, text)) == {("handoff", "desk", "win"), ("handoff", "desk", "nix")}


def test_arguments_in_a_dict_are_read_and_unknown_ones_counted(tmp_path: Path) -> None:
    """`**{"handoffs": [a]}` is an edge; `**load()` may be one, and never one to the agent itself."""
    text = OPENAI + (
        "a = Agent(name='a')\nb = Agent(name='b', **{'handoffs': [a]})\nc = Agent(name='c', **load())\n"
        "def again(n):\n    return Agent(name='again', handoffs=[again(n - 1)])\nd = again(3)\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {("handoff", "b", "a"), ("handoff", "again", "again")}
    assert [place.span.line for place in graph.computed] == [4]


def test_calls_that_double_at_each_step_end_soon(tmp_path: Path) -> None:
    """Forty functions that call the next one twice: a tree of 2 ** 40 calls is not walked."""
    chain = "".join(f"def f{i}(a):\n    return f{i + 1}(a) or f{i + 1}(a)\n" for i in range(40))
    text = f"{OPENAI}{chain}def f40(a):\n    return Agent(name='z')\nx = Agent(name='x', handoffs=[f0(1)])\n"
    graph = load(tmp_path, text)
    assert sorted(graph.agents) == ["x", "z"]
    assert len(graph.computed) == 1


def test_a_copy_goes_by_the_name_of_its_agent_or_by_its_own(tmp_path: Path) -> None:
    """`clone` without a name is the same agent with more relations; with one it is another, which keeps the others."""
    text = OPENAI + (
        "a, b = Agent(name='a'), Agent(name='b')\nw = Agent(name='w', handoffs=[a])\n"
        "armed = w.clone(tools=[b.as_tool(tool_name='x', tool_description='y'), print])\n"
        "other = w.clone(name='other')\nfree = w.clone(name='free', handoffs=[])\n"
        "more = armed.clone(handoffs=[*w.handoffs, b])\nlast = Agent(name='last', handoffs=[armed, other])\n"
    )
    graph = load(tmp_path, text)
    assert sorted(graph.agents) == ["a", "b", "free", "last", "other", "w"]
    assert edges(graph) == {
        ("handoff", "w", "a"), ("delegation", "w", "b"), ("handoff", "other", "a"), ("handoff", "w", "b"),
        ("handoff", "last", "w"), ("handoff", "last", "other"),
    }  # fmt: skip
    assert graph.computed == ()


def test_the_copy_of_an_agent_that_is_not_known_is_counted(tmp_path: Path) -> None:
    """What it changes about relations is listed; other tools, and copies of other things, are not."""
    text = OPENAI + (
        "a = Agent(name='a')\ndef run(x, env):\n    x.clone(handoffs=[a])\n    x.clone(tools=[a.as_tool('n', 'd')])\n"
        "    env.clone(tools=['cc'])\n    x.clone()\nb = a.clone(name='b', handoffs=pick())\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == set()
    assert [(place.span.line, place.field, place.agent) for place in graph.computed] == [
        (4, "handoffs", ""), (5, "tools", ""), (8, "handoffs", "b"),
    ]  # fmt: skip


def test_a_copy_of_google_adk_takes_its_changes_from_a_dict(tmp_path: Path) -> None:
    """`clone(update={...})`; without `sub_agents` the copy has those of its original."""
    text = ADK + (
        "a, b = LlmAgent(name='a'), LlmAgent(name='b')\nlead = LlmAgent(name='lead', sub_agents=[a])\n"
        "two = lead.clone(update={'name': 'two'})\nthree = lead.clone({'name': 'three', 'sub_agents': [b]})\n"
    )
    assert edges(load(tmp_path, text)) == {
        ("delegation", "lead", "a"), ("delegation", "two", "a"), ("delegation", "three", "b"),
    }  # fmt: skip


def test_an_object_of_a_class_knows_what_it_was_given(tmp_path: Path) -> None:
    """The parameters of `__init__` are those of each call of the class; without any they are computed."""
    text = OPENAI + (
        "a, b = Agent(name='a'), Agent(name='b')\nclass Desk:\n    def __init__(self, helper, name='desk'):\n"
        "        self.helper = helper\n        self.lead = Agent(name=name, handoffs=[helper])\n"
        "    def grow(self, other):\n        self.lead.handoffs.append(other)\n"
        "class Other:\n    def __init__(self, helper):\n        self.lead = Agent(name='other', handoffs=[helper])\n"
        "d = Desk(a)\ne = Desk(helper=b, name='night')\ne.grow(a)\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {("handoff", "desk", "a"), ("handoff", "night", "b"), ("handoff", "night", "a")}
    assert [(place.span.line, place.agent) for place in graph.computed] == [(11, "other")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("from . import a, b as c", [("", "a", 1), ("", "b", 1)]),
        ("from .import a", [("", "a", 1)]),
        (
            "    from ..x.y import (  # both (see below)\n    d,  # one\n    e as f,\n)",
            [("x.y", "d", 2), ("x.y", "e", 2)],
        ),
        ("import os.path as p, sys; import re", [("os.path", "", 0), ("sys", "", 0)]),
        ("from q import \\\n    r", [("q", "r", 0)]),
        ("from q import *", [("q", "*", 0)]),
        ("important = from_here", []),
    ],
)
def test_imports_are_found_by_their_lines(written: str, found: list[tuple[str, str, int]]) -> None:
    """A file need not be parsed to know which others it may import."""
    assert [tuple(one) for one in imports.named_in(f"x = 1\n{written}\ny = 2\n")] == found


@pytest.mark.parametrize("text", ["from " + "." * 200_000, "from" + " " * 200_000 + "x", "from x import (\n" * 50_000])
def test_no_import_line_takes_long(text: str) -> None:
    """Dots, blanks and brackets without an end are looked at once: a test that hangs would say so."""
    assert list(imports.named_in(text)) == []


def test_a_function_of_another_file_makes_agents_of_what_it_is_given(tmp_path: Path) -> None:
    """The relations of the arguments are read, the name too; two files that give the same make one agent."""
    factory = OPENAI + (
        "def make(name, *to):\n    return Agent(name=name, handoffs=list(to))\n"
        "def desk(*, helper):\n    return Agent(name='desk', tools=[helper])\n"
    )
    text = OPENAI + (
        "from makers import (\n    make as build,  # a comment, with a comma\n    desk,\n)\nimport more\n"
        "a = Agent(name='a')\nb = build('b', a)\nd = desk(helper=a.as_tool(tool_name='x', tool_description='y'))\n"
    )
    graph = load(tmp_path, text, makers=factory, more="from makers import make\nb = make('b')\n")
    assert {"a", "b", "desk"} <= set(graph.agents)
    assert edges(graph) == {("handoff", "b", "a"), ("delegation", "desk", "a")}
