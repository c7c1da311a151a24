"""Fields nobody told of: found where they name agents, left alone where an agent is called like a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.analysis.unmapped_fields import places_of, unmapped
from tests.unit.folders import load

if TYPE_CHECKING:
    from pathlib import Path

TEAM: dict[str, str | bytes] = {"code-reviewer": "x: 1", "tester": "x: 1", "python": "x: 1", "security": "x: 1"}


@pytest.mark.parametrize(
    ("front_matter", "paths"),
    [
        ("collaborates_with: [code-reviewer]", ["collaborates_with"]),
        ("collaborates_with: tester, python", ["collaborates_with"]),
        ("likes:\n  - agent: code-reviewer", ["likes"]),
        ("likes: {code-reviewer: why}", ["likes"]),
        ("teamwork:\n  asks: [code-reviewer]", ["teamwork.*"]),
        ("teamwork:\n  reviewed_by: [code-reviewer]", ["teamwork.reviewed_by"]),
        ("defers_to:\n  style: code-reviewer\n  speed: tester", ["defers_to.*"]),
        ("likes: [tester]", []),
        ("likes: [code-reviewer, x]", ["likes"]),
        ("likes: [code-reviewer, x, y]", []),
        ("collaborates_with: [code-reviewer.md]", ["collaborates_with"]),
        *(
            (f"can_delegate_to: ['{word}']", [])
            for word in ("true", "false", "yes", "no", "null", "all", "none", "user")
        ),
        ("tags: [code-reviewer]", []),
        ("categories: [python, security]", []),
        ("keywords: security", []),
        ("languages:\n  main: python", []),
        ("domain_focus: security", []),
        ("likes: [tester, x, y]", []),
        ("collaborates_with: [tester, x, y]", ["collaborates_with"]),
        ("can_delegate_to: [night-watch]", ["can_delegate_to"]),
        ("forwards_to: [night-watch]", ["forwards_to"]),
        ("may_call: [night-watch]", ["may_call"]),
        ("last_call: [night-watch]", []),
        ("can_hear: [night-watch]", []),
        ("invoke_agents: [night-watch]", ["invoke_agents"]),
        ("handoff_agents: Night Watch, Moon Counter", ["handoff_agents"]),
        ("can_delegate_to: {night-watch: at night}", ["can_delegate_to"]),
        ("rota:\n  hands_over_to: night-watch", ["rota.hands_over_to"]),
        ("consults_with: [user, the whole team of the day]", []),
        ("escalation_by: whoever is awake", []),
        ("day:\n  early:\n    bell:\n      mates: [code-reviewer]", ["day.early.bell.mates"]),
        ("watch_focus:\n  mates: [code-reviewer]\n  consults_with: [code-reviewer]", ["watch_focus.consults_with"]),
        ("watch_triggers:\n  to_code_reviewer: all is quiet", []),
        ("handoff_triggers:\n  to_code_reviewer: all is quiet", ["handoff_triggers"]),
        ("steps:\n  - file: ./code-reviewer.md", ["steps.*.file"]),
        ("steps:\n  - file: ./other/code-reviewer.md", []),
        ("rota:\n  night:\n    - wakes: code-reviewer\n    - wakes: tester", ["rota.night.*.wakes"]),
        ("coordination_protocols:\n  consults_with: [code-reviewer]", ["coordination_protocols.consults_with"]),
        ("coordination_protocols:\n  with_code_reviewer: daily\n  escalation_path: [tester]", []),
        ("notes: Ask the code-reviewer before you merge anything at all into the main branch of this project.", []),
        ("escalation_to: [code-reviewer]", []),
        ("workflow_integration:\n  asks: [code-reviewer]", []),
        ("tools: [code-reviewer]", []),
        ("collaborates_with: [author]", []),
    ],
)
def test_only_what_names_agents_is_found(tmp_path: Path, front_matter: str, paths: list[str]) -> None:
    """A name of one word counts only in a field that speaks of agents; tags and what is read never do."""
    graph = load(tmp_path, {"author": front_matter, **TEAM})
    assert [row.path for row in unmapped(graph).naming] == paths


def test_it_counts_agents_and_files(tmp_path: Path) -> None:
    """How many agents are named, in how many files, and where."""
    graph = load(tmp_path, {**TEAM, "a": "partners: [tester, python]", "b": "partners: [tester]"})
    (row,) = unmapped(graph).naming
    assert (row.targets, row.files, len(row.named)) == (["python", "tester"], 2, 3)
    assert {(one.span.line, one.span.column) for one in row.named} == {(2, 12), (2, 20)}


def test_names_between_commas_have_their_own_places(tmp_path: Path) -> None:
    """Behind the quotation mark where there is one."""
    graph = load(tmp_path, {**TEAM, "a": "partners: tester, python", "b": 'partners: "tester,  python"'})
    (row,) = unmapped(graph).naming
    assert sorted((one.agent, one.target, one.span.column) for one in row.named) == [
        ("a", "python", 19), ("a", "tester", 11), ("b", "python", 21), ("b", "tester", 12),
    ]  # fmt: skip


def test_the_path_of_a_file_may_begin_above_the_agents(tmp_path: Path) -> None:
    """In the folder that contains theirs."""
    team: dict[str, str | bytes] = {f"crew/agents/{name}": "role: x" for name in TEAM}
    graph = load(tmp_path, {**team, "crew/agents/a": "escalation_to: []\nsteps:\n  - file: agents/code-reviewer.md"})
    assert [row.path for row in unmapped(graph).naming] == ["steps.*.file"]


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("escalate_to", "escalates_to"),
        ("escalations_to", "escalation_to"),
        ("delegate_to", "delegates_to"),
        ("parallel_compatable", "parallel_compatible"),
        ("specialisation_level", "specialization_level"),
        ("escalationTo", "escalation_to"),
        ("escalation_to", None),
        ("coordination_protocols", None),
        ("description", None),
        ("expected_output", None),
        ("h" * 90, None),
    ],
)
def test_a_near_miss_is_told(tmp_path: Path, field: str, meant: str | None) -> None:
    """With the field that was meant; known fields and others are left alone."""
    graph = load(tmp_path, {"a": f"{field}: b", "b": "x: 1"})
    assert [row.meant for row in unmapped(graph).misspelt] == ([meant] if meant else [])


def test_a_key_with_a_dot_is_in_quotes(tmp_path: Path) -> None:
    """It is not the key within a key that a configuration would mean by the same path."""
    graph = load(tmp_path, {"a": "calls.for: [b]\nlikes:\n  calls.for: b\ncalls:\n  call: b", "b": "x: 1"})
    paths = [row.path for row in unmapped(graph).naming]
    assert paths == ['"calls.for"', "calls.call", 'likes."calls.for"']


def test_what_is_misspelt_has_one_name(tmp_path: Path) -> None:
    """A near miss that has a dot in itself is the same field for both questions."""
    graph = load(tmp_path, {"a": "escalation.to: [b]", "b": "x: 1"})
    assert [(row.path, row.meant) for row in unmapped(graph).misspelt] == [('"escalation.to"', "escalation_to")]


def test_the_places_that_name_an_agent(tmp_path: Path) -> None:
    """Also in a field that may be no relation, if the name has several words and is not that of a file."""
    team = {
        **TEAM,
        "tester": "likes: [code-reviewer, x, y]\nreads: [code-reviewer.md, x, y]",
        "python": "likes: [tester, x, y]",
    }
    graph = load(tmp_path, team)
    assert [(place.line, place.column) for place in places_of(graph, "code-reviewer")] == [(2, 9)]
    assert places_of(graph, "tester") == []
