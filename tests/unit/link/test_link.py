"""Names become agents: exact, then canonical, the nearest first, never by guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.folders import edges, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "spelling",
    ["backend-staff", "Backend Staff", "backend_staff", '"@backend-staff"', "backend-staff (on-call)", "`backend-staff`", "Backend-Staff  # why", "backend-staff.md"],
)  # fmt: skip
def test_spellings_of_one_name_are_one_agent(tmp_path: Path, spelling: str) -> None:
    """Matching is exact, then canonical."""
    spelling = f"'{spelling}'" if spelling.startswith("`") else spelling
    assert edges(load(tmp_path, {"a": f"escalation_to: [{spelling}]" if "#" not in spelling else f"escalation_to: {spelling}", "backend-staff": "role: x"}), "escalation") == [("a", "backend-staff")]  # fmt: skip


def test_a_near_miss_is_a_ghost(tmp_path: Path) -> None:
    """Guessing would hide the very mistakes that are looked for."""
    graph = load(tmp_path, {"a": "escalation_to: backend-stafff", "backend-staff": "role: x"})
    assert list(graph.ghosts) == ["backend-stafff"]
    assert [edge.resolved for edge in graph.edges] == [False]


def test_the_file_name_is_an_alias(tmp_path: Path) -> None:
    """People write whichever of the two they remember."""
    graph = load(tmp_path, {"a": "escalation_to: [lead]\nescalation_from: [Big Boss]", "lead": "name: Big Boss"})
    assert edges(graph, "escalation") == [("a", "big-boss"), ("big-boss", "a")]


def test_both_sides_of_a_pair_are_one_edge_with_two_references(tmp_path: Path) -> None:
    """`escalation_to` here and `escalation_from` there say the same thing."""
    graph = load(
        tmp_path, {"a": "escalation_to: b\nparallel_compatible: b", "b": "escalation_from: a\nparallel_compatible: [a]"}
    )
    assert [(edge.relation, [ref.agent for ref in edge.references]) for edge in graph.edges] == [
        ("escalation", ["a", "b"]),
        ("parallel", ["a", "b"]),
    ]
    assert graph.counts() == {"escalation": 1, "parallel": 1}


def test_self_references_and_ghosts_are_edges_but_do_not_count(tmp_path: Path) -> None:
    """Nothing is lost, and nothing is counted that is not between two agents."""
    graph = load(tmp_path, {"a": "escalation_to: [a, gone, user]"})
    assert [(edge.target, edge.is_loop, edge.resolved) for edge in graph.edges] == [
        ("a", True, True),
        ("gone", False, False),
        ("user", False, False),
    ]
    assert graph.counts() == {}
    assert {ghost.id: ghost.external for ghost in graph.ghosts.values()} == {"gone": False, "user": True}
    assert [edge.target for edge in graph.loops()] == ["a"]
    assert [edge.target for edge in graph.dangling()] == ["gone", "user"]


def test_the_nearest_of_two_definitions_is_meant(tmp_path: Path) -> None:
    """Same folder first, then the closest common one; ids tell the twins apart."""
    graph = load(
        tmp_path,
        {
            "one/lead": "name: lead\ndescription: x", "two/lead": "name: lead\ndescription: x", "one/dev": "escalation_to: lead", "two/deep/dev2": "escalation_to: lead",
        },
    )  # fmt: skip
    assert edges(graph, "escalation") == [("dev", "lead@one/lead.md"), ("dev2", "lead@two/lead.md")]
    assert {agent.name for agent in graph.agents.values()} == {"lead", "dev", "dev2"}


def test_the_sibling_is_nearer_than_what_lies_below(tmp_path: Path) -> None:
    """A namesake in a folder further down does not come before one in the same folder, nor before one on the way up."""
    dev = {"team/lead": "role: x", "team/api/lead": "name: lead\ndescription: x", "team/ops": "escalation_to: lead", "team/web/dev": "escalation_to: lead"}  # fmt: skip
    assert edges(load(tmp_path, dev), "escalation") == [("dev", "lead@team/lead.md"), ("ops", "lead@team/lead.md")]


def test_twins_keep_their_own_references(tmp_path: Path) -> None:
    """An id that had to change changes in the references too."""
    graph = load(tmp_path, {"one/lead": "escalation_to: boss", "two/lead": "escalation_to: boss", "boss": "role: x"})
    assert edges(graph, "escalation") == [("lead@one/lead.md", "boss"), ("lead@two/lead.md", "boss")]
    assert [ref.agent for edge in graph.edges for ref in edge.references] == ["lead@one/lead.md", "lead@two/lead.md"]


@pytest.mark.parametrize(
    ("phrase", "target"),
    [
        ("provides_mobile_specific_specs_to_backend_staff", ["backend-staff"]),
        ("talks_with_backend_staff_and_mobile_ui", ["backend-staff", "mobile-ui"]),
        ("works with the mobile ui", ["mobile-ui"]),
        ("shares_mobile_ui_drafts_with_ui", ["ui"]),
        ("aligns_with_business_goals", []),
        ("mobile_ui_first", []),
        ("reports_to_dev", []),
    ],
)
def test_the_longest_whole_name_after_a_preposition_is_meant(tmp_path: Path, phrase: str, target: list[str]) -> None:
    """A word inside another name, a topic, or the speaker itself is nobody."""
    team: dict[str, str | bytes] = {"backend-staff": "role: x", "mobile-ui": "role: x", "ui": "role: x"}
    graph = load(tmp_path, {"dev": f"workflow_integration: [{phrase}]", **team})
    assert sorted({edge.other("dev") for edge in graph.edges}) == target


def test_networkx_gets_everything(tmp_path: Path) -> None:
    """Nodes carry what is known of an agent, edges their relation; ghosts are marked."""
    graph = load(
        tmp_path, {"a": "escalation_to: [b, gone]\nparallel_compatible: b", "b": "specialization_level: staff"}
    )
    whole = graph.to_networkx()
    assert {node: whole.nodes[node]["defined"] for node in whole} == {"a": True, "b": True, "gone": False}
    assert whole.nodes["b"]["level"] == "staff"
    assert sorted(data["relation"] for _, _, data in whole.edges(data=True)) == ["escalation", "escalation", "parallel"]
    assert sorted(graph.view("escalation").edges) == [("a", "b")]
    assert sorted(graph.view("parallel").edges) == [("a", "b"), ("b", "a")]


def test_levels_have_a_rank(tmp_path: Path) -> None:
    """Case does not matter; an unknown level has none."""
    levels = {"a": "Staff", "b": "specialist", "c": "wizard"}
    graph = load(tmp_path, {name: f"specialization_level: {level}" for name, level in levels.items()})
    assert [graph.rank(name) for name in ("a", "b", "c", "nobody")] == [2, 0, None, None]


def test_a_ghost_is_known_as_it_is_written(tmp_path: Path) -> None:
    """Edges and ghosts use one id; later spellings are the same ghost."""
    graph = load(tmp_path, {"a": "escalation_to: [Tech Lead]", "b": "escalation_to: [tech_lead]"})
    assert list(graph.ghosts) == ["Tech Lead"]
    assert {edge.target for edge in graph.edges} == {"Tech Lead"}


def test_labels_part_edges_and_the_same_label_joins_them(tmp_path: Path) -> None:
    """Edges of the same ends are sorted by label, and their references by place."""
    phrases = "workflow_integration: [reviews_with_b, asks_with_b, reviews_with_b]"
    graph = load(tmp_path, {"a": phrases, "b": "workflow_integration: [hands_over_to_a, reviews_for_a, asks_with_a]"})
    assert [
        (edge.source, edge.target, edge.label, edge.symmetric, len(edge.references)) for edge in graph.edges
    ] == [("a", "b", "asks", True, 2), ("a", "b", "reviews", True, 2), ("b", "a", "hands", False, 1), ("b", "a", "reviews", False, 1)]  # fmt: skip
    assert all(list(edge.references) == sorted(edge.references, key=lambda one: one.span) for edge in graph.edges)


def test_each_file_gets_the_nearest_of_several(tmp_path: Path) -> None:
    """Plainly named or by its plugin, and whoever asked for that name before."""
    leads = {f"{team}/{name}": "name: lead\ndescription: x" for team in ("one", "two") for name in ("lead", "x/lead")}
    users = {f"{team}/user-{team}": "escalation_to: lead\ndelegates_to: x/lead" for team in ("one", "two")}
    graph = load(tmp_path, {**leads, **users, "two/late": "escalation_to: lead\ndelegates_to: x/lead"})
    for relation, end in (("escalation", "lead.md"), ("delegation", "x/lead.md")):
        told = {source: graph.agents[target].path for source, target in edges(graph, relation)}
        assert told["user-one"].endswith(f"/one/{end}")
        assert told["user-two"].endswith(f"/two/{end}")
        assert told["late"].endswith(f"/two/{end}")
