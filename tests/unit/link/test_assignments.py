"""The agents of tasks: each must be defined beside its task."""

from __future__ import annotations

from dataclasses import replace

from graphkit.config import Config
from graphkit.link.assignments import unassigned, without_source
from graphkit.link.names import Names
from graphkit.model.definitions import Definition, Link, Problem
from graphkit.model.spans import Span
from tests.unit.link.made import connection, definition

PLAIN = Config()
TEAM = [definition("team/mason.yaml"), definition("team/painter.yaml"), definition("other/mayor.yaml")]


def problems(
    *links: Link, reported: frozenset[Span] = frozenset(), config: Config = PLAIN, team: list[Definition] = TEAM
) -> list[Problem]:  # fmt: skip
    """Return the problems of tasks in `team/flow.yaml`."""
    return unassigned(links, reported, Names(team), team, config)


def task(agent: str, line: int = 2, **more: object) -> Link:
    """Return the agent of a task."""
    return connection(None, agent, line, **{"field": "agent", **more})


def test_an_agent_that_no_file_beside_the_task_defines_is_a_problem() -> None:
    """At the name, with the agent that may be meant, else with what to do."""
    near, far = problems(task("mayson"), task("quartermaster", 7))
    assert near == Problem(
        "missing-target",
        "`agent` names `mayson`, but no agent beside this task is called so",
        Span("team/flow.yaml", 2, 25, 6),
        "Did you mean `mason`?",
    )
    assert far.message == "`agent` names `quartermaster`, but no agent beside this task is called so"
    assert far.hint == "Define `quartermaster` in the file of the agents, or correct the name."


def test_only_agents_of_the_same_root_are_proposed() -> None:
    """`mayor` is near, and elsewhere."""
    (problem,) = problems(task("mayorr"))
    assert problem.hint == "Define `mayorr` in the file of the agents, or correct the name."
    (problem,) = problems(task("mayorr", root="other"))
    assert problem.hint == "Did you mean `mayor`?"


def test_what_is_defined_or_comes_with_the_tool_is_no_problem() -> None:
    """In any spelling; nor is an external, a word for no one, or what is reported at an edge already."""
    assert problems(task("Mason"), task("none"), task("N/A"), task("human")) == []
    assert problems(task("gone"), config=replace(Config(), externals=frozenset({"gone"}))) == []
    assert problems(task("gone"), reported=frozenset({Span("team/flow.yaml", 2, 25, 4)})) == []
    assert len(problems(task("gone"), reported=frozenset({Span("team/flow.yaml", 3, 25, 4)}))) == 1


def test_one_good_task_does_not_end_the_search() -> None:
    """Each task is looked at."""
    found = problems(connection("mason", "gone"), task("none"), task("mason", 3), task("gone", 4), task("lost", 5))
    assert [problem.span.line for problem in found] == [4, 5]


def test_a_connection_between_two_tasks_is_reported_once() -> None:
    """By the agent of the task alone, at the same place."""
    at_task, elsewhere = (Problem("wrong-type", "x", Span("team/flow.yaml", line, 25, 4)) for line in (2, 9))
    assert without_source([task("gone"), connection("a", "b", 9)], [at_task, elsewhere]) == [elsewhere]
