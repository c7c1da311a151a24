"""LangGraph in Python code: the edges are those of the running program, and none that it computes is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import graphkit
from tests.unit.folders import write
from tests.unit.readers.code.langgraph_shapes import SHAPES

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph

HEAD = "from typing import Literal\nfrom langgraph.graph import StateGraph, START, END\nfrom langgraph.types import Command\n"


def load(tmp_path: Path, text: str, **others: str) -> AgentGraph:
    """Return the graph of one file of code that is named, with other files beside it."""
    files = {"graph.py": text, **{f"{name}.py": other for name, other in others.items()}}
    return graphkit.load(write(tmp_path, files) / "graph.py")


def edges(graph: AgentGraph, relation: str = "handoff") -> set[str]:
    """Return the edges of a relation by the names of their ends: `a>b`."""
    return {f"{graph.label(edge.source)}>{graph.label(edge.target)}" for edge in graph.of_relation(relation)}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_the_edges_are_those_of_the_running_program(tmp_path: Path, name: str) -> None:
    """All edges that `get_graph()` prints, and no other one."""
    text, expected = SHAPES[name]
    graph = load(tmp_path, text)
    assert edges(graph) == set(expected.split())
    assert graph.computed == ()
    assert graph.problems == ()


def test_what_the_program_computes_is_no_edge(tmp_path: Path) -> None:
    """A name that only the running program knows is counted with its place, and the rest is read."""
    text = HEAD + (
        "import os\n"
        "def ask(state):\n    return Command(goto=state['who'])\n"
        "g = StateGraph(dict)\ng.add_node('ask', ask)\ng.add_node('end', ask)\n"
        "g.add_edge(START, 'ask')\ng.add_edge('ask', os.environ['NEXT'])\ng.add_edge(f'{os.name}-x', 'end')\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {"__start__>ask"}
    assert [(one.span.line, one.field, one.agent) for one in graph.computed] == [
        (6, "Command", "ask"), (6, "Command", "end"), (11, "add_edge", "ask"), (12, "add_edge", ""),
    ]  # fmt: skip


def test_names_from_loops_lists_and_f_strings_are_read(tmp_path: Path) -> None:
    """What is written in the file counts, by whatever way it comes to the call."""
    text = HEAD + (
        "KINDS = ['red', 'blue']\nALL = [*KINDS, 'green']\n"
        "g = StateGraph(dict)\n"
        "for kind in ALL:\n    g.add_node(f'{kind}_team', lambda s: s)\n    g.add_edge(START, f'{kind}_team')\n"
        "targets = {k: f'{k}_team' for k in KINDS}\ntargets['stop'] = END\n"
        "g.add_conditional_edges('green_team', lambda s: s['x'], targets)\n"
    )
    assert edges(load(tmp_path, text)) == {
        "__start__>red_team", "__start__>blue_team", "__start__>green_team",
        "green_team>red_team", "green_team>blue_team", "green_team>__end__",
    }  # fmt: skip


def test_a_list_of_which_something_was_removed_is_not_known(tmp_path: Path) -> None:
    """No edge comes of what may be gone."""
    text = HEAD + (
        "names = ['a', 'b']\nnames.remove('b')\ng = StateGraph(dict)\ng.add_node('a', len)\ng.add_node('b', len)\n"
        "g.add_conditional_edges('a', len, names)\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == set()
    assert len(graph.computed) == 1


def test_an_assignment_hides_the_one_before(tmp_path: Path) -> None:
    """Only what may still be the value counts; a branch that returns does not go on."""
    text = HEAD + (
        "def pick(state):\n"
        "    goal = 'a'\n    goal = 'b'\n"
        "    if state['x']:\n        goal = 'c'\n"
        "    if state['y']:\n        goal = 'd'\n        return Command(goto=END)\n"
        "    return Command(goto=goal)\n"
        "g = StateGraph(dict)\ng.add_node(pick)\nfor n in 'a', 'b', 'c', 'd':\n    g.add_node(n, len)\n"
    )
    assert edges(load(tmp_path, text)) == {"pick>b", "pick>c", "pick>__end__"}


def test_two_calls_of_a_function_do_not_mix(tmp_path: Path) -> None:
    """The values of one call never meet those of another: `a>y` is in no program."""
    text = HEAD + (
        "def link(g, one, other):\n    g.add_edge(one, other)\n"
        "g = StateGraph(dict)\nfor n in ['a', 'b', 'x', 'y']:\n    g.add_node(n, len)\nlink(g, 'a', 'x')\nlink(g, 'b', 'y')\n"
    )
    assert edges(load(tmp_path, text)) == {"a>x", "b>y"}


def test_imports_are_followed(tmp_path: Path) -> None:
    """Names, functions and lists of other files of the repository count, by any form of import."""
    text = HEAD + (
        "import names\nfrom nodes import choose as decide\nfrom nodes import *\n"
        "g = StateGraph(dict)\ng.add_node(names.FIRST, decide)\ng.add_node('b', len)\ng.add_node('c', len)\n"
        "g.add_conditional_edges('b', lambda s: s, OPTIONS)\n"
    )
    others = {
        "names": "FIRST = 'a'\n",
        "nodes": "from langgraph.types import Command\nOPTIONS = ['a', 'c']\ndef choose(state):\n    return Command(goto=['b', 'c'])\n",
    }
    graph = load(tmp_path, text, **others)
    assert edges(graph) == {"a>b", "a>c", "b>a", "b>c"}


def test_a_node_that_the_graph_lacks_is_missing(tmp_path: Path) -> None:
    """GK101 with the place, and with the name that may be meant."""
    text = (
        HEAD
        + "g = StateGraph(dict)\ng.add_node('writer', len)\ng.add_node('editor', len)\ng.add_edge('writer', 'edtor')\n"
    )
    report = graphkit.check(write(tmp_path, {"graph.py": text}) / "graph.py")
    (finding,) = [one for one in report.live if one.code == "GK101"]
    assert "`edtor`" in finding.message
    assert (finding.span.line, finding.span.column) == (7, 22)
    assert "`editor`" in (finding.hint or "")


def test_an_entry_that_the_graph_lacks_is_missing(tmp_path: Path) -> None:
    """Neither end is a node: the place is reported all the same."""
    text = HEAD + "g = StateGraph(dict)\ng.add_node('writer', len)\ng.set_entry_point('writr')\n"
    report = graphkit.check(write(tmp_path, {"graph.py": text}) / "graph.py")
    assert [(one.code, one.span.line) for one in report.live if one.code == "GK101"] == [("GK101", 6)]


def test_no_node_is_missing_where_some_names_are_not_known(tmp_path: Path) -> None:
    """A node that is added under a computed name may be the one that is meant."""
    text = HEAD + (
        "import os\ng = StateGraph(dict)\ng.add_node('a', len)\ng.add_node(os.name, len)\ng.add_edge('a', 'posix')\n"
    )
    graph = load(tmp_path, text)
    assert not graph.ghosts
    assert [one.field for one in graph.computed] == ["add_node", "add_edge"]


def test_columns_count_characters(tmp_path: Path) -> None:
    """`ast` counts bytes; what stands after an accent has its place in characters all the same."""
    text = HEAD + "g = StateGraph(dict)\ng.add_node('é', len)\ng.add_node('b', len)\ng.add_edge('é', 'b')  # ü\n"
    (edge,) = load(tmp_path, text).of_relation("handoff")
    span = edge.references[0].span
    assert (span.line, span.column, span.width) == (7, 17, 3)


def test_two_graphs_of_one_file_do_not_see_each_other(tmp_path: Path) -> None:
    """Each graph is a world: the same name in both is no duplicate, and an edge leads to its own node."""
    text = HEAD + (
        "one = StateGraph(dict)\none.add_node('a', len)\none.add_node('b', len)\none.add_edge('a', 'b')\n"
        "two = StateGraph(dict)\ntwo.add_node('a', len)\ntwo.add_edge('a', 'b')\n"
    )
    report = graphkit.check(write(tmp_path, {"graph.py": text}) / "graph.py")
    assert [one.code for one in report.live if one.severity != "info"] == ["GK101"]


def test_a_graph_in_a_node_is_started_by_it(tmp_path: Path) -> None:
    """The node of a subgraph delegates to its entry, and a command to the parent leads on from the node."""
    text = HEAD + (
        "def leave(state):\n    return Command(goto='after', graph=Command.PARENT)\n"
        "inner = StateGraph(dict)\ninner.add_node('leave', leave)\ninner.add_edge(START, 'leave')\n"
        "outer = StateGraph(dict)\nouter.add_node('team', inner.compile())\nouter.add_node('after', len)\n"
        "outer.add_edge(START, 'team')\n"
    )
    graph = load(tmp_path, text)
    assert edges(graph) == {"__start__>leave", "__start__>team", "team>after"}
    assert edges(graph, "delegation") == {"team>leave"}


def test_aliases_and_star_imports_are_followed(tmp_path: Path) -> None:
    """A module, a class and a constant by another name; a star import of the framework takes none of them away."""
    text = (
        "import langgraph.graph as lg\nfrom langgraph.graph import StateGraph as SG\nfrom langgraph.graph import *\n"
        "from langgraph.types import Command as C\n"
        "def one(state):\n    def inner():\n        return C(goto='never')\n    return C(goto='b')\n"
        "g = SG(dict)\ng.add_node('a', one)\ng.add_node('b', len)\ng.add_edge(lg.START, 'a')\ng.add_edge('b', END)\n"
    )
    assert edges(load(tmp_path, text)) == {"__start__>a", "a>b", "b>__end__"}


def test_what_only_looks_like_a_graph_is_none(tmp_path: Path) -> None:
    """Classes of the repository and of other libraries with the same methods and names."""
    text = HEAD + (
        "import networkx\nclass Mine:\n    def add_node(self, name): ...\n    def add_edge(self, a, b): ...\n"
        "def StateGraph(x): return Mine()\n"
        "for g in (Mine(), networkx.DiGraph(), StateGraph(1)):\n    g.add_node('x')\n    g.add_edge('x', 'y')\n"
        "import langgraph.graph\nreal = langgraph.graph.StateGraph(dict)\nreal.add_node('only', len)\n"
    )
    graph = load(tmp_path, text)
    assert list(graph.agents) == ["only"]
    assert graph.edges == ()


def test_many_branches_are_read_in_time(tmp_path: Path) -> None:
    """A function with a thousand branches gives its three targets."""
    branches = "".join(f"    elif x == {i}: return 'n{i % 3}'\n" for i in range(1, 1000))
    text = HEAD + (
        f"def route(s):\n    x = s['x']\n    if x == 0: return 'n0'\n{branches}"
        "g = StateGraph(dict)\nfor i in ['n0', 'n1', 'n2']:\n    g.add_node(i, print)\ng.add_conditional_edges('n0', route)\n"
    )
    assert edges(load(tmp_path, text)) == {"n0>n0", "n0>n1", "n0>n2"}
