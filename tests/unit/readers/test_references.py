"""Every shape in which people name other agents, each name with its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.folders import edges, load

if TYPE_CHECKING:
    from pathlib import Path

TEAM = {"b": "role: x", "c": "role: x"}


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (" b", [("b", 2, 16)]),
        (" b, c", [("b", 2, 16), ("c", 2, 19)]),
        (' "b, c"', [("b", 2, 17), ("c", 2, 20)]),
        (" [b, c]", [("b", 2, 17), ("c", 2, 20)]),
        ("\n  - b\n  - c  # why", [("b", 3, 5), ("c", 4, 5)]),
        ("\n  - 'b'\n  - \"@c\"", [("b", 3, 5), ("@c", 4, 5)]),
        ("\n  - agent: b\n    when: late\n  - agent: c", [("b", 3, 12), ("c", 5, 12)]),
        ("\n  - b: for hard cases\n  - c: for the rest", [("b", 3, 5), ("c", 4, 5)]),
        ("\n  b: hard cases\n  c: the rest", [("b", 3, 3), ("c", 4, 3)]),
        (" b (on-call, nights), c", [("b (on-call, nights)", 2, 16), ("c", 2, 37)]),
        ("\n  - [b, c]", [("b", 3, 6), ("c", 3, 9)]),
        (" |\n  b\n  c", [("b", 3, 3), ("c", 4, 3)]),
        (" |\n  - b\n  - c\n", [("b", 3, 5), ("c", 4, 5)]),
        (" >-\n    b", [("b", 3, 5)]),
        (" >-\n  b,\n\n  c", [("b", 3, 3), ("c", 5, 3)]),
        (" b,\n   c", [("b", 2, 16), ("c", 3, 4)]),
        (' "b,\n   c"', [("b", 2, 17), ("c", 3, 4)]),
        (" |\n  b, c\n  b\n  # c", [("b", 3, 3), ("c", 3, 6), ("b", 4, 3)]),
        (' "b,\\nc"', [("b", 2, 17), ("c", 2, 21)]),
        (' "\\x62,\\n  c"', [("b", 2, 16), ("c", 2, 26)]),
        (" b,", [("b", 2, 16)]),
        (" 'b,' # why", [("b", 2, 17)]),
        ("\n  - b,\n  - c", [("b", 3, 5), ("c", 4, 5)]),
        (" >-\n  b,", [("b", 3, 3)]),
        (" {agent: b}", [("b", 2, 24)]),
        (" {agent: [b, c]}", [("b", 2, 25), ("c", 2, 28)]),
        ("\n  - agents: [b, c]\n    when: late", [("b", 3, 14), ("c", 3, 17)]),
        ("\n  - agent:\n    - b\n    when: late\n  - agent: c", [("b", 4, 7), ("c", 6, 12)]),
        ("\n  to_b: hard cases\n  to_c: the rest", [("to_b", 3, 3), ("to_c", 4, 3)]),
    ],
)
def test_a_relation_field_may_have_any_shape(tmp_path: Path, value: str, places: list[tuple[str, int, int]]) -> None:
    """Name, comma string, list, list of mappings, mapping, block: two names are two references."""
    graph = load(tmp_path, {"a": f"escalation_to:{value}", **TEAM})
    found = graph.agents["a"].references
    assert [(reference.text, reference.span.line, reference.span.column) for reference in found] == places
    assert edges(graph, "escalation") == [("a", reference) for reference in ("b", "c")[: len(places)]]


@pytest.mark.parametrize("value", ["", " []", " ~", " ''", " null", " {}"])
def test_an_empty_field_is_present_but_names_nobody(tmp_path: Path, value: str) -> None:
    """Presence alone can contradict another agent."""
    graph = load(tmp_path, {"a": f"escalation_from:{value}"})
    assert [key for key, _ in graph.agents["a"].declares.items()] == [("escalation", "in")]
    assert graph.edges == ()
    assert graph.problems == ()


@pytest.mark.parametrize(
    "value",
    [
        "5",
        "true",
        "[3.5]",
        "Ask somebody who knows a lot about it",
        "[[[b]]]",
        "[{when: late, why: x}]",
        "one → two",
        "b -> c",
        "b => c",
    ],
)
def test_what_cannot_be_a_name_is_a_wrong_type(tmp_path: Path, value: str) -> None:
    """It is reported where it stands, and makes neither edge nor ghost."""
    graph = load(tmp_path, {"a": f"escalation_to: {value}", **TEAM})
    assert [problem.rule for problem in graph.problems] == ["wrong-type"]
    assert graph.edges == ()


@pytest.mark.parametrize("name", ["all", "all_agents", '"*"', "any", "Any Agent"])
def test_a_wildcard_is_recorded_and_makes_no_edge(tmp_path: Path, name: str) -> None:
    """Everybody is nobody in particular."""
    graph = load(tmp_path, {"a": f"parallel_compatible: [{name}]", **TEAM})
    assert graph.agents["a"].wildcards == ("parallel",)
    assert graph.edges == ()
    assert not graph.ghosts


@pytest.mark.parametrize(
    "value", ["none", "None", "[none]", "N/A", "'-'", "nobody", "none (only the leads do)", "none  # for now", "—"]
)
def test_a_word_for_nobody_is_an_empty_field(tmp_path: Path, value: str) -> None:
    """Who writes `none` has not forgotten to define an agent of that name; the field is there all the same."""
    graph = load(tmp_path, {"a": f"escalation_from: {value}", **TEAM})
    assert [key for key, _ in graph.agents["a"].declares.items()] == [("escalation", "in")]
    assert (graph.edges, dict(graph.ghosts), graph.problems) == ((), {}, ())


def test_an_agent_may_be_called_like_a_word_for_nobody(tmp_path: Path) -> None:
    """A definition says more than a habit of writing."""
    assert edges(load(tmp_path, {"a": "escalation_to: none", "none": "role: x"}), "escalation") == [("a", "none")]


def test_the_field_may_be_hyphenated_or_capitalised(tmp_path: Path) -> None:
    """`Escalation-To` is `escalation_to`."""
    assert edges(load(tmp_path, {"a": "Escalation-To: b", **TEAM}), "escalation") == [("a", "b")]


def test_nested_fields_are_read(tmp_path: Path) -> None:
    """`coordination_protocols` holds relations of its own, and partners in its keys."""
    text = (
        "coordination_protocols:\n  escalation_path: {b: hard}\n  handoff_to: [c]\n"
        "  parallel_compatible: [b]\n  with_c:\n    patterns: [talk]\n"
    )
    graph = load(tmp_path, {"a": text, **TEAM})
    assert {edge.relation: (edge.source, edge.target, edge.label) for edge in graph.edges} == {
        "escalation": ("a", "b", None),
        "handoff": ("a", "c", None),
        "parallel": ("a", "b", None),
        "workflow": ("a", "c", "coordinates"),
    }


def test_escalation_triggers_are_workflow(tmp_path: Path) -> None:
    """Counted as escalation they would make false cycles; keys that are topics name nobody."""
    graph = load(tmp_path, {"a": "escalation_triggers:\n  to_b: hard\n  from_c: easy\n  keywords: [x]", **TEAM})
    assert [(edge.source, edge.target, edge.relation, edge.label) for edge in graph.edges] == [
        ("a", "b", "workflow", "escalates"),
        ("c", "a", "workflow", "escalates"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[receives_reports_from_b]", [("b", "a", "receives", False)]),
        ("[talks_with_b_often]", [("a", "b", "talks", True)]),
        ("{provides_plans_to_b: why}", [("a", "b", "provides", False)]),
        ("{provides_plans_to: [b, c]}", [("a", "b", "provides", False), ("a", "c", "provides", False)]),
        ("{receives_from: 'b (issues), c (bugs)'}", [("b", "a", "receives", False), ("c", "a", "receives", False)]),
        ("{next_agent: b}", [("a", "b", "next", False)]),
        ("{provides_plans_to: [gone-agent]}", [("a", "gone-agent", "provides", False)]),
        ("{provides_plans_to: gone-agent (later)}", [("a", "gone-agent", "provides", False)]),
        ("{provides_plans_to: [technical_teams]}", []),
        ("{supports_decisions: Executive summaries for b}", []),
        ("[ensures_quality, provides_plans_to_all_agents]", []),
        ("{hands_work_to_b: c}", [("a", "b", "hands", False)]),
    ],
)
def test_workflow_phrases(tmp_path: Path, text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    """The preposition gives the direction, the first word the verb; a phrase that names nobody is no mistake."""
    graph = load(tmp_path, {"a": f"workflow_integration: {text}", **TEAM})
    assert [(edge.source, edge.target, edge.label, edge.symmetric) for edge in graph.edges] == expected
    assert graph.problems == ()


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (" |\n  - gives_plans_to_b\n  - hears_from_c\n", [("gives_plans_to_b", 3, 5), ("hears_from_c", 4, 5)]),
        (" gives_plans_to_b, hears_from_c", [("gives_plans_to_b", 2, 23), ("hears_from_c", 2, 41)]),
        ("\n  - gives_plans_to_b, hears_from_c", [("gives_plans_to_b", 3, 5), ("hears_from_c", 3, 23)]),
        (" gives plans to b, c", [("gives plans to b, c", 2, 23)]),
    ],
)
def test_a_text_may_hold_several_phrases(tmp_path: Path, value: str, places: list[tuple[str, int, int]]) -> None:
    """One a line, or slugs between commas: none is lost, and each has its place."""
    graph = load(tmp_path, {"a": f"workflow_integration:{value}", **TEAM})
    found = graph.agents["a"].references
    assert [(reference.text, reference.span.line, reference.span.column) for reference in found] == places
    assert {agent for edge in graph.edges for agent in (edge.source, edge.target)} == {"a", "b", "c"}


def test_a_value_that_was_only_recovered_names_nobody(tmp_path: Path) -> None:
    """Half a line is no ground for an edge; the broken entry is reported instead."""
    graph = load(tmp_path, {"a": "escalation_to: b: when hard: c", **TEAM})
    assert graph.edges == ()
    assert [problem.rule for problem in graph.problems] == ["invalid-front-matter"]


def test_facts_about_an_agent(tmp_path: Path) -> None:
    """Level, description, expertise and tools, as written, from any of their places."""
    text = (
        "specialization_level: staff\ndescription: |\n  Two\n  lines\ndomain_expertise: [x, y]\ntool_access: read_only\n"
        "tool_restrictions: {allowed: [Read], forbidden: [Write, Edit]}"
    )
    agent = load(tmp_path, {"a": text}).agents["a"]
    assert agent.level is not None
    assert (agent.level.text, agent.description, agent.expertise) == ("staff", "Two\nlines", ("x", "y"))
    assert agent.tools.access is not None
    assert agent.tools.access.text == "read_only"
    assert [[tool.text for tool in tools] for tools in (agent.tools.allowed, agent.tools.forbidden)] == [
        ["Read"],
        ["Write", "Edit"],
    ]


@pytest.mark.parametrize(
    ("tools", "allowed"),
    [("Read, Write", ["Read", "Write"]), ("[Read]", ["Read"]), ("{read: true, write: false}", ["read"])],
)
def test_tools_may_be_a_string_a_list_or_switches(tmp_path: Path, tools: str, allowed: list[str]) -> None:
    """Each tool has its own spelling of the same thing."""
    agent = load(tmp_path, {"a": f"tools: {tools}"}).agents["a"]
    assert [tool.text for tool in agent.tools.allowed] == allowed
