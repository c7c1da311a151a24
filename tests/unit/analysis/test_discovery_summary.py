"""What a run says of its search: how many agents are where, and what it left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.discovery_summary import PLACES, agents_in, computed, counted, left_alone, lines, unread
from graphkit.model.code import ComputedTarget
from graphkit.model.discovery import Copies, Other, Place, Survey, Unread
from graphkit.model.spans import Span
from tests.unit.graphs import graph


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (1, "copy", "1 copy"), (2, "copy", "2 copies"), (1, "agent", "1 agent"), (0, "agent", "0 agents"),
        (1200, "more place", "1,200 more places"),
    ],
)  # fmt: skip
def test_numbers_and_their_nouns(number: int, noun: str, said: str) -> None:
    """In the plural but for one, with a comma for thousands."""
    assert counted(number, noun) == said


def test_agents_are_counted_by_place() -> None:
    """The fullest first, equal ones by name; of one place the number is not said twice."""
    assert agents_in([Place("agents", 3)]) == "3 agents in agents"
    assert agents_in([Place("b", 1), Place("a", 1), Place("c", 4)]) == "6 agents in 3 places: c 4, a 1, b 1"
    assert agents_in([Place("a", 1), Place("c", 4)]) == "5 agents in 2 places: c 4, a 1"
    assert agents_in([Place("agents", 3)], named=2) == "2 of 3 agents in agents"
    assert agents_in([]) == "0 agents"


def test_beyond_four_places_only_the_number_is_said() -> None:
    """Of places, each of a joined form counted."""
    four = [Place(f"{letter}/agents/{letter}", 1) for letter in "abcd"]
    assert agents_in(four).endswith("4 places: a/agents/a 1, b/agents/b 1, c/agents/c 1, d/agents/d 1")
    five = [*four, Place("z", 2)]
    assert agents_in(five).endswith("z 2, a/agents/a 1, b/agents/b 1, c/agents/c 1 and 1 more place")


def test_places_of_one_form_are_joined() -> None:
    """Three or more that differ in one part of the path, but not in the last one."""
    plugins = [Place(f"plugins/{name}/agents", number) for name, number in (("x", 1), ("y", 2), ("z", 3))]
    assert agents_in([*plugins, Place("agents", 9)]) == "15 agents in 4 places: agents 9, plugins/*/agents 6"
    assert agents_in(plugins[:2]) == "3 agents in 2 places: plugins/y/agents 2, plugins/x/agents 1"
    files = [Place(f"team/{name}", 1) for name in "abc"]
    assert agents_in(files) == "3 agents in 3 places: team/a 1, team/b 1, team/c 1"
    grid = [Place(f"{a}/{b}/agents", 1) for a in "pqr" for b in "xy"]
    assert agents_in(grid) == "6 agents in 6 places: */x/agents 3, */y/agents 3"


def test_nothing_is_said_of_nothing() -> None:
    """A search that left nothing alone has one line."""
    assert list(left_alone(Survey())) == []
    assert lines(Survey(places=(Place("agents", 2),))) == ["2 agents in agents"]
    assert lines(Survey(places=(Place("agents", 2),)), 1) == ["1 of 2 agents in agents"]


def test_other_files_are_counted_by_kind() -> None:
    """Documents are no news."""
    others = tuple(
        Other(f"{number}.md", "", kind, "x") for number, kind in enumerate(["command", "skill", "skill", "document"])
    )
    assert list(left_alone(Survey(others=others))) == ["not agents: 2 skills, 1 command"]


def test_copies_are_not_read_twice() -> None:
    """With the first, and how many more there are."""
    one = Copies("b/agents", "a/agents", 3)
    assert list(left_alone(Survey(copies=(one,)))) == ["3 copies not read twice: b/agents is a/agents"]
    assert list(left_alone(Survey(copies=(one, Copies("c/agents", "a/agents", 1))))) == [
        "4 copies not read twice: b/agents is a/agents, and 1 more like it"
    ]


def test_examples_are_named_and_not_checked() -> None:
    """With their numbers where there are several places."""
    toys, more = Place("examples/agents", 2), Place("docs/agents", 3)
    assert list(left_alone(Survey(second_rank=(toys,)))) == [
        "also 2 in examples/agents, not checked: name the folder to check them"
    ]
    assert list(left_alone(Survey(second_rank=(toys, more)))) == [
        "also 5 in docs/agents 3, examples/agents 2, not checked: name the folder to check them"
    ]


def test_data_files_that_no_dialect_reads_are_a_warning() -> None:
    """A folder a line."""
    survey = Survey(unread=(Unread("buoys", ".yml", 2), Unread("kites", ".json", 1)))
    assert (
        list(unread(survey))
        == list(left_alone(survey))
        == [
            "warning: 2 YAML files below buoys look like agents, but no dialect reads them (.yml)",
            "warning: 1 JSON file below kites looks like an agent, but no dialect reads it (.json)",
        ]
    )


def test_links_out_of_the_repository_are_not_followed() -> None:
    """Three are named, of others the number is said."""
    assert list(left_alone(Survey(links=("a",)))) == [
        "not followed: a leads out of the repository; --follow-links follows"
    ]
    assert list(left_alone(Survey(links=("a", "b", "c")))) == [
        "not followed: a, b, c lead out of the repository; --follow-links follows"
    ]
    assert list(left_alone(Survey(links=("a", "b", "c", "d", "e")))) == [
        "not followed: a, b, c and 2 more lead out of the repository; --follow-links follows"
    ]


def test_what_code_computes_is_counted_by_relation() -> None:
    """Beside what was read there; the first places are named."""
    team = graph(["a", "b", "c"], [("a", "b", "handoff"), ("c", "b", "handoff")])
    agents = {name: replace(one, dialect="python" if name == "a" else "") for name, one in team.agents.items()}
    places = [("handoff", line) for line in range(1, PLACES + 3)] + [("delegation", 9)]
    made = tuple(ComputedTarget(Span("a.py", line, 1), relation, "x", "agents") for relation, line in places)
    first = ", ".join(f"a.py:{line}:1" for line in range(1, PLACES + 1))
    assert list(computed(replace(team, agents=agents, computed=made))) == [
        "1 of 1 delegation is computed at run time and not in the graph: a.py:9:1",
        f"{PLACES + 2} of {PLACES + 3} handoffs are computed at run time and not in the graph: {first} and 2 more",
    ]
