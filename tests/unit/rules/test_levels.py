"""GK401 to GK404: escalation and the order of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config import Config
from graphkit.rules import check
from tests.unit.graphs import graph
from tests.unit.rules.files import findings, place, related

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.graph import AgentGraph


def told(built: AgentGraph, code: str) -> list[str]:
    """Return the agents that one rule names, in the order of its findings."""
    return [" ".join(finding.agents) for finding in check(built, Config()) if finding.code == code]


def test_only_a_lower_level_is_down() -> None:
    """Same level and unknown levels are left alone, and so are relations without rank."""
    built = graph(
        {"a": "staff", "b": "staff", "c": "senior", "d": None, "e": "wizard"},
        [("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"), ("d", "c"), ("b", "c", "handoff")],
    )
    assert told(built, "GK401") == ["a c"]


def test_both_levels_are_shown(tmp_path: Path) -> None:
    """The finding points at the escalation and shows where the two levels stand."""
    files = {
        "lead": "specialization_level: staff\nescalation_to: tester",
        "tester": "name: tester\nspecialization_level: senior",
    }
    (finding,) = findings(tmp_path, files, "GK401")
    assert place(finding) == ("lead.md", 3, 16)
    assert related(finding) == [("lead.md", 2), ("tester.md", 3)]
    assert finding.message == "`lead` (staff) escalates to `tester`, which is of a lower level (senior)"


def test_the_highest_level_in_use_may_be_an_end() -> None:
    """A team whose highest level is `staff` has its last word there; without levels nothing is known."""
    assert told(graph({"a": "senior", "b": "staff"}, [("a", "b")]), "GK402") == []
    assert told(graph({"a": "senior", "b": "staff", "c": "principal"}, [("a", "b")]), "GK402") == ["b"]
    assert told(graph({"a": "senior", "b": None, "c": "principal"}, [("a", "b")]), "GK402") == []


def test_whoever_names_somebody_is_no_dead_end() -> None:
    """A missing agent or a phrase counts as somebody; oneself does not, and nobody need ask."""
    levels = {"a": "senior", "b": "staff", "c": "principal"}
    assert told(graph(levels, [("a", "b"), ("b", "ghost")], ghosts=("ghost",)), "GK402") == []
    assert told(graph(levels, [("a", "b"), ("b", "c", "workflow", "escalates")]), "GK402") == []
    assert told(graph(levels, [("a", "b"), ("b", "b")]), "GK402") == ["b"]
    assert told(graph(levels, [("b", "b")]), "GK402") == []


def test_a_dead_end_points_at_the_empty_field(tmp_path: Path) -> None:
    """If the field is there, that is the place; who escalates stands beside; a wildcard is somebody."""
    files = {
        "tester": "specialization_level: senior\nescalation_to: lead",
        "writer": "specialization_level: senior\nescalation_to: lead",
        "lead": "specialization_level: staff\nescalation_to: []",
        "boss": "specialization_level: principal",
    }
    (finding,) = findings(tmp_path, files, "GK402")
    assert place(finding) == ("lead.md", 3, 1)
    assert related(finding) == [("tester.md", 3), ("writer.md", 3)]
    assert finding.message == "`lead` (staff) receives escalations from 2 agents, and escalates to no agent"
    files["lead"] = "specialization_level: staff\nescalation_to: any_agent"
    assert findings(tmp_path, files, "GK402") == []


def test_an_unknown_level_is_told_once(tmp_path: Path) -> None:
    """The finding points at the level; a near one is offered, else the known ones."""
    files = {
        "lead": "specialization_level: staf\nescalation_to: boss",
        "boss": "specialization_level: wizard",
        "poet": "specialization_level: ''",
    }
    boss, lead = findings(tmp_path, files, "GK404")
    assert place(lead) == ("lead.md", 2, 23)
    assert lead.hint == "Did you mean `staff`?"
    assert boss.hint == "Write one of `specialist`, `senior`, `staff`, `principal`."
