"""Teams in the files of frameworks: who delegates to whom, in which order agents work, and what is no agent."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import graphkit
from tests.unit.folders import write

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph


def load(tmp_path: Path, files: dict[str, str]) -> AgentGraph:
    """Return the graph of some files."""
    return graphkit.load(write(tmp_path, {**files}))


def edges(graph: AgentGraph) -> set[tuple[str, str, str]]:
    """Return all edges: relation, source and target."""
    return {(edge.relation, edge.source, edge.target) for edge in graph.edges}


def problems(graph: AgentGraph) -> list[str]:
    """Return what is wrong with the files as such."""
    return [problem.message for problem in graph.problems]


NEMO = """\
functions:
  clock: {_type: current_datetime}
  weigher: {_type: chat_completion, system_prompt: Weigh it.}
  taster: {_type: react_agent, tool_names: [clock]}
  both: {_type: parallel_executor, tool_list: [weigher, clock, taster]}
  clerk: {_type: tool_calling_agent, tool_names: [clock]}
  judge: {_type: self_evaluating_agent, wrapped_agent: clerk}
workflow:
  _type: sequential_executor
  tool_list: [both, clock, judge]
"""


def test_nemo_functions_work_in_the_order_of_their_executor(tmp_path: Path) -> None:
    """An executor starts what it lists, one after the other or all at once; other functions are passed over."""
    graph = load(tmp_path, {"flow.yml": NEMO})
    assert set(graph.agents) == {"weigher", "taster", "both", "clerk", "judge", "workflow"}
    assert edges(graph) == {
        ("delegation", "workflow", "both"), ("delegation", "workflow", "judge"), ("workflow", "both", "judge"),
        ("delegation", "both", "weigher"), ("delegation", "both", "taster"), ("parallel", "taster", "weigher"),
        ("delegation", "judge", "clerk"),
    }  # fmt: skip
    assert problems(graph) == []


def test_a_nemo_file_may_be_called_config_in_an_agents_folder(tmp_path: Path) -> None:
    """The folder alone makes no agent of `config.json`; what the file says does."""
    files = {"agents/mill/config.yml": NEMO, "agents/mill/config.json": '{"name": "mill", "model": "x"}'}
    assert {agent.path.rpartition("/")[2] for agent in load(tmp_path, files).agents.values()} == {"config.yml"}


PRAISON = """\
framework: praisonai
roles:
  diver:
    role: Diver
    goal: Pearls
    tasks:
      dive: {description: Go down., expected_output: shells}
      rest: {description: Sleep., expected_output: breath, context: [dive]}
  jeweller:
    role: Jeweller
    goal: Necklaces
    tasks:
      thread: {description: Thread them., expected_output: a necklace, context: [dive, polish]}
"""


def test_praisonai_tasks_hand_off_to_the_role_that_needs_their_output(tmp_path: Path) -> None:
    """The agent of a task is the role in which it stands; a task that is defined nowhere is missing."""
    graph = load(tmp_path, {"team.yaml": PRAISON})
    assert edges(graph) == {("handoff", "diver", "jeweller")}
    assert problems(graph) == ["`context` of `thread` names the task `polish`, which is not defined here"]


def test_praisonai_steps_route_and_run_at_once(tmp_path: Path) -> None:
    """Of a route one acts, of `parallel` all do; the next step follows each of them."""
    text = (
        "agents:\n  a: {role: A, goal: g}\n  b: {role: B, goal: g}\n  c: {role: C, goal: g}\n  d: {role: D, goal: g}\n"
        "steps:\n  - agent: a\n  - name: split\n    parallel:\n      - agent: b\n      - agent: c\n"
        "  - name: sort\n    route:\n      good: [d]\n      default: [a]\n"
    )
    assert edges(load(tmp_path, {"team.yaml": text})) == {
        ("workflow", "a", "b"), ("workflow", "a", "c"), ("parallel", "b", "c"),
        ("workflow", "b", "d"), ("workflow", "b", "a"), ("workflow", "c", "d"), ("workflow", "c", "a"),
    }  # fmt: skip


MICROSOFT = """\
kind: Workflow
trigger:
  kind: OnConversationStart
  id: lending_desk
  actions:
    - kind: InvokeAzureAgent
      id: greet
      agent: {name: Greeter}
    - kind: ConditionGroup
      id: wants
      conditions:
        - condition: =Local.Lost
          actions:
            - kind: InvokeAzureAgent
              id: search
              agent: {name: Finder}
            - kind: EndConversation
              id: stop
    - kind: InvokeAzureAgent
      id: stamp
      agent: {name: Stamper}
    - kind: InvokeAzureAgent
      id: other
      agent: {name: =Env.OtherAgent}
"""


def test_microsoft_actions_run_one_after_the_other_until_the_end(tmp_path: Path) -> None:
    """What follows a branch that ends is reached past it only; an agent that is computed is no edge."""
    graph = load(tmp_path, {"flow.yaml": MICROSOFT})
    assert edges(graph) == {
        ("delegation", "lending-desk", "greeter"), ("delegation", "lending-desk", "finder"),
        ("delegation", "lending-desk", "stamper"), ("workflow", "greeter", "finder"), ("workflow", "greeter", "stamper"),
    }  # fmt: skip


def test_agent_spec_managers_flows_and_components_in_json(tmp_path: Path) -> None:
    """A manager delegates to its workers; a flow leads from agent to agent, through nodes that are none."""
    manager = {
        "component_type": "ManagerWorkers", "agentspec_version": "25.4.2", "name": "yard",
        "group_manager": {"component_type": "Agent", "name": "Boss"},
        "workers": [{"component_type": "Agent", "name": "Digger"}, {"component_type": "Agent", "name": "Carter"}],
    }  # fmt: skip
    names = ("start", "dig", "check", "cart", "end")
    kinds = ("StartNode", "AgentNode", "BranchingNode", "AgentNode", "EndNode")
    nodes = [
        {"component_type": kind, "id": name, "name": name}
        | ({"agent": {"component_type": "Agent", "name": name.title()}} if kind == "AgentNode" else {})
        for name, kind in zip(names, kinds, strict=True)
    ]
    flow = {
        "component_type": "Flow", "agentspec_version": "25.4.2", "name": "path",
        "start_node": {"$component_ref": "start"}, "nodes": [{"$component_ref": name} for name in names],
        "control_flow_connections": [
            {"from_node": {"$component_ref": a}, "to_node": {"$component_ref": b}}
            for a, b in pairwise(names)
        ],
        "$referenced_components": {node["id"]: node for node in nodes},
    }  # fmt: skip
    graph = load(tmp_path, {"yard.json": json.dumps(manager), "path.json": json.dumps(flow)})
    assert edges(graph) >= {
        ("delegation", "boss", "digger"), ("delegation", "boss", "carter"), ("workflow", "dig", "cart"),
    }  # fmt: skip
    assert {edge.source for edge in graph.edges} <= {"boss", "dig", "path"}


ENSEMBLE = """\
metadata: {{name: {name}, description: Works here.}}
mission: {{summary: x}}
{more}"""


def test_a_yaml_agent_without_protocols_is_a_target_all_the_same(tmp_path: Path) -> None:
    """`integrationProtocols` leads to the agents beside it, in both directions; a command with a mission is none."""
    protocols = (
        "integrationProtocols:\n  handoffTo: [{agent: rigger, deliverables: rope}]\n  handoffFrom:\n    - agent: grower\n"
        "delegationCriteria:\n  whenToDelegate: [{agent: lost-one, triggers: [x]}]\n"
    )
    files = {
        "agents/twister.yaml": ENSEMBLE.format(name="twister", more=protocols),
        "agents/rigger.yaml": ENSEMBLE.format(name="rigger", more=""),
        "agents/grower.yaml": ENSEMBLE.format(name="grower", more=""),
        "commands/twist.yaml": ENSEMBLE.format(name="twist", more=""),
    }
    graph = load(tmp_path, files)
    assert set(graph.agents) == {"twister", "rigger", "grower"}
    assert edges(graph) == {
        ("handoff", "twister", "rigger"), ("handoff", "grower", "twister"), ("delegation", "twister", "lost-one"),
    }  # fmt: skip
    assert list(graph.ghosts) == ["lost-one"]


def test_an_agent_in_markdown_and_yaml_is_one(tmp_path: Path) -> None:
    """Where one folder has both under one name, the relations of both count; another name is another agent."""
    more = "integrationProtocols:\n  handoffTo: [{agent: rigger}]\n"
    files = {
        "agents/twister.yaml": ENSEMBLE.format(name="twister", more=more),
        "agents/twister.md": "---\nname: twister\ndescription: Twists.\ntools: Read\nescalation_to: rigger\n---\n",
        "agents/rigger.md": "---\nname: rigger\ndescription: Rigs.\ntools: Read\n---\n",
        "agents/hand.yaml": ENSEMBLE.format(name="left-hand", more=""),
        "agents/hand.md": "---\nname: hand\ndescription: Helps.\ntools: Read\n---\n",
    }
    graph = load(tmp_path, files)
    assert set(graph.agents) == {"twister", "rigger", "hand", "left-hand"}
    assert edges(graph) == {("handoff", "twister", "rigger"), ("escalation", "twister", "rigger")}


def test_openclaw_defaults_allow_for_those_who_say_nothing(tmp_path: Path) -> None:
    """The list of the defaults is for each agent without one of its own, but for the agent itself."""
    text = (
        '{agents: {defaults: {subagents: {allowAgents: ["oven", "till"]}}, list: [{id: "main", subagents: {model: "x"}},'
        ' {id: "oven"}, {id: "till", subagents: {allowAgents: ["till"]}}, {id: "guest", subagents: {allowAgents: []}}]},'
        ' tools: {agentToAgent: {allow: ["main", "guest"]}}}'
    )
    graph = load(tmp_path, {"openclaw.json": text})
    assert edges(graph) == {
        ("delegation", "main", "oven"), ("delegation", "main", "till"), ("delegation", "oven", "till"),
        ("delegation", "till", "till"), ("parallel", "guest", "main"),
    }  # fmt: skip
    assert [one for one in graphkit.check(tmp_path).live if one.severity != "info"] == []


WORKFLOW = "---\non: push\npermissions: read-all\n{more}---\nDo it.\n"


def test_agentic_workflows_import_agents_wherever_the_path_begins(tmp_path: Path) -> None:
    """From the root or from the folder, as a text or a mapping; a shared part is no agent, another repository a note."""
    imports = (
        "imports:\n  - ../agents/keeper.agent.md\n  - uses: .github/agents/warden.md\n  - shared/tools.md\n"
        "  - other/place/.github/agents/guest.agent.md@v1\n"
    )
    files = {
        ".github/workflows/count-workflow.md": WORKFLOW.format(more=imports),
        ".github/workflows/shared/tools.md": "---\ntools: {bash: true}\n---\n",
        ".github/workflows/alone.md": WORKFLOW.format(more=""),
        ".github/agents/keeper.agent.md": "---\nname: keeper\ndescription: Keeps.\n---\n",
        ".github/agents/warden.md": "---\nname: warden\ndescription: Wards.\n---\n",
    }
    graph = load(tmp_path, files)
    assert edges(graph) == {("workflow", "count-workflow", "keeper"), ("workflow", "count-workflow", "warden")}
    assert {"alone", "count-workflow"} <= set(graph.agents)
    assert [one.rule for one in graph.problems] == ["computed-target"]
    assert "guest.agent.md@v1" in problems(graph)[0]
    assert [one.code for one in graphkit.check(tmp_path).live if one.severity != "info"] == []
