"""The entries of front matter that no relation and no attribute reads, and what their keys may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.analysis.unread_fields import KeyMeaning, is_dotted, step, unread
from tests.unit.folders import load

if TYPE_CHECKING:
    from pathlib import Path


def meanings(folder: Path, front_matter: str) -> dict[str, KeyMeaning]:
    """Return the meaning of each unread field of an agent by its key."""
    graph = load(folder, {"a": f"escalation_from: []\n{front_matter}"})
    return {field.key.text: field.meaning for field in unread(graph)}


def paths(folder: Path, front_matter: str) -> list[str]:
    """Return the paths of the unread fields of an agent."""
    graph = load(folder, {"a": f"escalation_from: []\n{front_matter}"})
    return [field.meaning.path for field in unread(graph)]


def test_what_is_read_is_left_out(tmp_path: Path) -> None:
    """Names, relations and tools; in a field of phrases the keys that say something else are left."""
    assert paths(tmp_path / "1", "name: a\ndescription: x\ntools: [Read]\nescalation_to: [b]\nmotto: y") == ["motto"]
    assert paths(tmp_path / "2", "Escalation-To: [b]\nMy-Motto: y") == ["my_motto"]
    assert paths(tmp_path / "3", "coordination_protocols:\n  with_b: daily\n  mood: good") == [
        "coordination_protocols.*"
    ]  # below a key that speaks of agents


def test_fields_are_found_at_any_depth(tmp_path: Path) -> None:
    """Also in lists of mappings, where the keys that have the name belong to the list."""
    text = "rota:\n  night:\n    - agent: b\n      mood: x\n    - name: c\n  day: [d]"
    assert paths(tmp_path, text) == ["rota", "rota.night", "rota.night.*.mood", "rota.day"]


def test_nesting_has_a_bound(tmp_path: Path) -> None:
    """Eight levels are looked at."""
    text = "".join(f"{'  ' * depth}k{depth}:\n" for depth in range(12)) + "  " * 12 + "end: x"
    assert paths(tmp_path, text) == [".".join(f"k{depth}" for depth in range(last + 1)) for last in range(8)]


def test_a_key_that_is_a_text_is_no_field(tmp_path: Path) -> None:
    """Sixty characters are, one more are not."""
    assert paths(tmp_path / "1", f"{'h' * 60}: x") == ["h" * 60]
    assert paths(tmp_path / "2", f"{'h' * 61}: x") == []


@pytest.mark.parametrize(
    ("key", "topic", "speaks", "declares"),
    [
        ("keywords", True, False, False),
        ("related_topics", True, True, False),
        ("team_mates", False, True, False),
        ("can_delegate_to", False, True, True),
        ("delegates", False, True, False),
        ("handoff_agents", False, True, True),
        ("handoff_tags", False, True, False),
        ("escalation_path", False, True, False),
        ("consults_with_tools", False, True, False),
        ("path_to", True, False, False),
        ("mood", False, False, False),
    ],
)
def test_what_a_key_may_mean(tmp_path: Path, key: str, topic: bool, speaks: bool, declares: bool) -> None:
    """By its words alone: a topic, something about agents, or something that they do with each other."""
    (meaning,) = meanings(tmp_path, f"{key}: x").values()
    assert (meaning.topic, meaning.speaks, meaning.declares) == (topic, speaks, declares)


def test_below_a_key_that_speaks_of_agents_any_key_is_one_field(tmp_path: Path) -> None:
    """`asks`, `tells` and so on of `teamwork`; one that speaks of agents itself keeps its name."""
    assert paths(tmp_path / "1", "teamwork:\n  asks: [b]\n  tells: [c]") == ["teamwork", "teamwork.*", "teamwork.*"]
    assert paths(tmp_path / "2", "teamwork:\n  reviewed_by: [b]") == ["teamwork", "teamwork.reviewed_by"]
    assert paths(tmp_path / "3", "day:\n  asks: [b]") == ["day", "day.asks"]
    assert paths(tmp_path / "4", "teamwork:\n  - asks: [b]") == ["teamwork", "teamwork.*.*"]


def test_below_a_topic_is_known(tmp_path: Path) -> None:
    """At any depth."""
    graph = load(tmp_path, {"a": "escalation_from: []\nkeywords:\n  one:\n    two: x\nmood: y"})
    assert [(field.key.text, field.below_topic) for field in unread(graph)] == [
        ("keywords", False), ("one", True), ("two", True), ("mood", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ("escalates_too: [b]", "escalates_too", "escalates_to"),
        ("handoff_too: [b]", "handoff_too", "handoff_to"),
        ("xscalation_to: [b]", "xscalation_to", ""),
        ("_escalation_to: [b]", "_escalation_to", ""),
        ("mood: [b]", "mood", ""),
        ("day:\n  escalation_too: [b]", "escalation_too", ""),
        ("coordination_protocols:\n  escalation_too: [b]", "escalation_too", "coordination_protocols.escalation_to"),
    ],
)
def test_a_key_that_is_nearly_a_field_that_is_read(tmp_path: Path, text: str, key: str, near: str) -> None:
    """With the same first letter, in the same place."""
    assert meanings(tmp_path, text)[key].near == near


def test_a_step_with_a_dot_is_in_quotes() -> None:
    """As in TOML, so that it does not look like two."""
    assert (step("My-Key"), step("a.b")) == ("my_key", '"a.b"')
    assert (is_dotted('"a.b"'), is_dotted("a.b")) == (True, False)
