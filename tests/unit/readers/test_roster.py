"""Several agents in one file: their names, their places, and the connections beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import check
from tests.unit.folders import edges, load, write

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = """
graph:
  nodes:
    - id: Lead Writer
      type: agent
    - id: Critic
      type: agent
    - type: nameless
  edges:
    - from: Lead Writer
      to: Critic
    - {from: Critic, to: Printer}
    - from: Reader
      to: Critic
    - {from: Stranger, to: Other}
    - {from: Critic, to: none}
    - {from: Critic}
"""


def test_agents_stand_where_their_names_do(tmp_path: Path) -> None:
    """Findings about an agent point at its own entry, and its group is the roster."""
    graph = load(tmp_path, {"team.yaml": GRAPH})
    assert {agent: str(found.span).rpartition("/")[2] for agent, found in graph.agents.items()} == {
        "critic": "team.yaml:6:11",
        "lead-writer": "team.yaml:4:11",
    }
    assert {agent.group for agent in graph.agents.values()} == {"team"}


def test_connections_are_edges_with_places(tmp_path: Path) -> None:
    """Names with spaces resolve; one unknown end is a ghost, and two unknown ends are a problem."""
    graph = load(tmp_path, {"team.yaml": GRAPH})
    assert edges(graph, "handoff") == [("Reader", "critic"), ("critic", "Printer"), ("lead-writer", "critic")]
    assert [(e.references[0].agent, e.references[0].span.line) for e in graph.edges] == [
        ("critic", 13),
        ("critic", 12),
        ("lead-writer", 11),
    ]
    (problem,) = graph.problems
    assert "`Stranger` with `Other`" in problem.message
    assert (problem.rule, problem.span.line, problem.span.column) == ("wrong-type", 15, 28)


def test_an_unknown_end_is_a_missing_target(tmp_path: Path) -> None:
    """At either end of a connection."""
    found = [one.message for one in check(write(tmp_path, {"team.yaml": GRAPH})).live if one.code == "GK101"]
    assert any("`Printer`" in message for message in found)
    assert any("`Reader`" in message for message in found)


def test_each_roster_is_a_world_of_its_own(tmp_path: Path) -> None:
    """Every team may have a `root`: names are not shared between files, and twins are no duplicates."""
    team = "agents:\n  root:\n    model: m\n    sub_agents: [helper]\n"
    report = check(write(tmp_path, {"one.yaml": f"{team}  helper:\n    model: m\n", "two.yaml": team}))
    assert [edge.resolved for edge in report.graph.edges] == [True, False]
    assert {one.code for one in report.live} == {"GK101"}


def test_an_empty_entry_is_an_agent(tmp_path: Path) -> None:
    """`helper:` without anything is defined all the same."""
    graph = load(tmp_path, {"one.yaml": "agents:\n  root:\n    model: m\n    sub_agents: [helper]\n  helper:\n"})
    assert edges(graph, "delegation") == [("root", "helper")]
    assert list(graph.agents) == ["helper", "root"]


def test_a_list_of_agents(tmp_path: Path) -> None:
    """Entries of a list have their names inside; one that is no mapping is none."""
    files: dict[str, str | bytes] = {
        "swarm.yml": "swarm:\n  agents:\n    - name: a\n      delegates_to: [b]\n    - name: b\n    - 5\n"
    }
    graph = load(tmp_path, files)
    assert edges(graph, "delegation") == [("a", "b")]


def test_tasks_bind_the_agents_of_their_folder(tmp_path: Path) -> None:
    """The agent of a task's context hands off to the agent of the task; a task without an agent binds nobody."""
    agents = "a:\n  role: First\n  goal: x\nb:\n  role: Second\n  goal: x\n"
    tasks = (
        "t1:\n  expected_output: x\n  agent: a\n"
        "t2:\n  expected_output: x\n  agent: Second\n  context: [t1, t3, t4]\n"
        "t3:\n  expected_output: x\n"
    )
    graph = load(tmp_path, {"c/agents.yaml": agents, "c/tasks.yaml": tasks, "d/agents.yaml": agents})
    (edge,) = graph.edges
    assert (graph.label(edge.source), graph.label(edge.target), edge.resolved) == ("a", "b", True)
    assert {graph.agents[end].root.rpartition("/")[2] for end in (edge.source, edge.target)} == {"c"}
    assert str(edge.references[0].span).endswith("tasks.yaml:6:10")


def test_a_broken_value_costs_no_other_item_of_a_list(tmp_path: Path) -> None:
    """The file as a whole is no YAML, but every node has its lines: only the one value is lost, and told."""
    broken = GRAPH.replace("id: Critic\n      type: agent", "id: Critic\n      type: agent\n      role: You say: hi")
    graph = load(tmp_path, {"team.yaml": broken})
    assert list(graph.agents) == ["critic", "lead-writer"]
    assert edges(graph, "handoff") == [("Reader", "critic"), ("critic", "Printer"), ("lead-writer", "critic")]
    assert [(problem.rule, problem.span.line) for problem in graph.problems] == [
        ("invalid-front-matter", 8),
        ("wrong-type", 16),
    ]


CREW = "mason: {role: Lays, goal: g, backstory: b}\npainter:\n  role: Paints\n  goal: g\n"


def findings(tmp_path: Path, tasks: str, agents: str = CREW) -> list[tuple[str, int, str]]:
    """Return code, line and the name in question of each finding about the tasks of a crew."""
    report = check(write(tmp_path, {"c/agents.yaml": agents, "c/tasks.yaml": tasks}))
    return [(one.code, one.span.line, one.message) for one in report.live if one.span.path.endswith("tasks.yaml")]


def test_a_crew_in_braces_is_read_like_any_other(tmp_path: Path) -> None:
    """Each entry on one line, agents and tasks alike."""
    tasks = "t: {expected_output: x, agent: mason}\nu: {expected_output: x, agent: painter, context: [t]}\n"
    graph = load(tmp_path, {"c/agents.yaml": CREW, "c/tasks.yaml": tasks})
    assert edges(graph, "handoff") == [("mason", "painter")]
    flow = "agents: {root: {model: m, sub_agents: [helper]}, helper: {model: m}}\n"
    assert edges(load(tmp_path / "other", {"team.yaml": flow}), "delegation") == [("root", "helper")]


def test_the_agent_of_a_task_must_exist(tmp_path: Path) -> None:
    """With or without a context, once for each task; the field is called by its name."""
    tasks = (
        "t:\n  expected_output: x\n  agent: masn\n"
        "u:\n  expected_output: x\n  agent: plumber\n  context: [t, w]\n"
        "v:\n  expected_output: x\n  agent: tiler\n  context: [w]\n"
        "w:\n  expected_output: x\n  agent: painter\n"
    )
    found = findings(tmp_path, tasks)
    assert [(code, line) for code, line, _ in found] == [("GK101", 3), ("GK101", 6), ("GK101", 10)]
    assert "`agent`" in found[0][2]
    assert "`masn`" in found[0][2]
    assert not any("`*`" in message for *_, message in found)


def test_a_context_must_name_a_task(tmp_path: Path) -> None:
    """A misspelt task hands nothing over; the field is `context`, and the near name is offered."""
    tasks = "lay_bricks:\n  expected_output: x\n  agent: mason\npaint:\n  expected_output: x\n  agent: painter\n  context: [lay_brick]\n"
    report = check(write(tmp_path, {"c/agents.yaml": CREW, "c/tasks.yaml": tasks}))
    (found,) = [one for one in report.live if one.code == "GK101"]
    assert (found.span.line, found.span.column) == (7, 13)
    assert "`context`" in found.message
    assert found.hint == "Did you mean `lay_bricks`?"


def test_outsiders_may_have_tasks(tmp_path: Path) -> None:
    """A human is no agent, and `none` is nobody on purpose."""
    tasks = "t:\n  expected_output: x\n  agent: human\nu:\n  expected_output: x\n  agent: none\n"
    assert findings(tmp_path, tasks) == []


def test_what_is_only_there_to_be_merged_is_no_agent(tmp_path: Path) -> None:
    """An entry that lacks what agents have, or has the name of a template; an agent that others merge is one."""
    agents = (
        "defaults: &d {llm: small}\nbase: &b {role: r, goal: g}\n"
        "mason: &m {<<: *d, role: Lays, goal: g}\npainter: {<<: [*m, *b], role: Paints}\n"
    )
    assert list(load(tmp_path, {"c/agents.yaml": agents}).agents) == ["mason", "painter"]


def test_force_handoff_is_a_handoff(tmp_path: Path) -> None:
    """A cagent team passes on to one agent whatever happens."""
    team = "agents:\n  root: {model: m, force_handoff: helper}\n  helper: {model: m, force_handoff: gone}\n"
    graph = load(tmp_path, {"team.yaml": team})
    assert edges(graph, "handoff") == [("helper", "gone"), ("root", "helper")]
