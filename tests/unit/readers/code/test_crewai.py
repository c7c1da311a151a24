"""CrewAI in Python code: agents, tasks and their context, managers, and the steps of a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphkit
from tests.unit.folders import write
from tests.unit.readers.code.test_objects import edges, load

if TYPE_CHECKING:
    from pathlib import Path

CREW = """
from crewai import Agent, Crew, Process, Task
from crewai.project import CrewBase, agent, crew, task

@CrewBase
class Bakery:
    @agent
    def miller(self) -> Agent:
        return Agent(config=self.agents_config["miller"], allow_delegation=True)

    @agent
    def baker(self) -> Agent:
        return Agent(config=self.agents_config["baker"])

    @task
    def grind(self) -> Task:
        return Task(config=self.tasks_config["grind"], agent=self.miller())

    @task
    def bake(self) -> Task:
        return Task(description="x", agent=self.baker(), context=[self.grind(), self.made_up()])

    @crew
    def crew(self) -> Crew:
        boss = Agent(role="Boss", goal="g", backstory="b")
        return Crew(agents=self.agents, tasks=self.tasks, manager_agent=boss)
"""

FLOW = """
from crewai.flow.flow import Flow, listen, or_, router, start

class Orders(Flow[dict]):
    @start()
    def take(self): ...

    @router(take)
    def sort(self):
        return "big" if self.state.big else "small"

    @listen("big")
    def big_order(self): ...

    @listen(or_("small", big_order))
    def pack(self): ...

    @listen("a label that nobody gives")
    def idle(self): ...
"""


def test_tasks_and_managers_connect_agents(tmp_path: Path) -> None:
    """The agent of a context hands off to that of the task; a manager delegates to all agents of its crew."""
    graph = load(tmp_path, CREW)
    assert edges(graph) == {
        ("handoff", "miller", "baker"), ("delegation", "boss", "miller"), ("delegation", "boss", "baker"),
    }  # fmt: skip
    assert graph.agents["miller"].wildcards == ("delegation",)
    assert [(place.field, place.span.line) for place in graph.computed] == [("context", 21)]


def test_a_flow_is_a_graph_of_its_steps(tmp_path: Path) -> None:
    """A step listens to another one, or to what a router gives back; what no router gives is not guessed."""
    graph = load(tmp_path, FLOW)
    assert edges(graph) == {
        ("handoff", "__start__", "take"), ("handoff", "take", "sort"), ("handoff", "sort", "big_order"),
        ("handoff", "sort", "pack"), ("handoff", "big_order", "pack"),
    }  # fmt: skip
    assert [place.span.line for place in graph.computed] == [18]


YAML = "miller:\n  role: Miller\n  goal: Flour\n  backstory: b\nbaker:\n  role: Baker\n  goal: Bread\n  backstory: b\n"
TASKS = (
    "grind:\n  description: x\n  expected_output: flour\n  agent: miller\n"
    "sell:\n  description: x\n  expected_output: money\n  agent: baker\n  context: [grind]\n"
)


def test_an_agent_in_yaml_and_in_code_is_one(tmp_path: Path) -> None:
    """`self.agents_config["miller"]` is the entry of the file: one agent, with the relations of both."""
    files = {
        "src/bakery/crew.py": CREW.replace("def baker(self)", "def bread_maker(self)").replace(
            "self.baker()", "self.bread_maker()"
        ),
        "src/bakery/config/agents.yaml": YAML,
        "src/bakery/config/tasks.yaml": TASKS,
        "graphkit.toml": 'code = ["src/**/crew.py"]\n',
    }
    graph = graphkit.load(write(tmp_path, files), graphkit.load_config(tmp_path / "graphkit.toml"))
    assert {name: agent.path.rpartition("/")[2] for name, agent in graph.agents.items()} == {
        "miller": "agents.yaml", "baker": "agents.yaml", "boss": "crew.py",
    }  # fmt: skip
    assert edges(graph) == {
        ("handoff", "miller", "baker"), ("delegation", "boss", "miller"), ("delegation", "boss", "baker"),
    }  # fmt: skip
    assert graph.agents["miller"].wildcards == ("delegation",)
    assert "bread_maker" in graph.agents["baker"].aliases


def test_an_entry_that_the_file_lacks_stays_an_agent_of_the_code(tmp_path: Path) -> None:
    """Another file, or a key that is not there, makes no agent disappear."""
    crew = CREW.replace("class Bakery:", "class Bakery:\n    agents_config = 'other/agents.yaml'\n")
    files = {"crew.py": crew, "config/agents.yaml": YAML, "graphkit.toml": 'code = ["crew.py"]\n'}
    graph = graphkit.load(write(tmp_path, files), graphkit.load_config(tmp_path / "graphkit.toml"))
    assert sorted(agent.path.rpartition("/")[2] for agent in graph.agents.values()) == [
        "agents.yaml", "agents.yaml", "crew.py", "crew.py", "crew.py",
    ]  # fmt: skip
