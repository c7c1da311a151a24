"""Phrases that nearly name an agent, and keys that name none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.analysis.phrase_typos import phrase_typos
from tests.unit.folders import load

if TYPE_CHECKING:
    from pathlib import Path

TEAM: dict[str, str | bytes] = {"backend-staff": "role: x", "tester": "role: x", "mobile-ui": "role: x"}


@pytest.mark.parametrize(
    ("phrase", "name", "meant"),
    [
        ("reports_to_backend_staf", "backend_staf", "backend-staff"),
        ("reports_to_the_backend_staf_daily", "backend_staf", "backend-staff"),
        ("asks_for_help_from_mobil_ui", "mobil_ui", "mobile-ui"),
        ("reports_to_testr", "testr", "tester"),
        ("works_with_backendstaff", "backendstaff", "backend-staff"),
    ],
)
def test_a_phrase_that_nearly_names_an_agent(tmp_path: Path, phrase: str, name: str, meant: str) -> None:
    """Directly after a preposition, as a whole name but for one or two letters."""
    graph = load(tmp_path, {"dev": f"workflow_integration: [{phrase}]", **TEAM})
    assert [(typo.name, typo.meant) for typo in phrase_typos(graph)] == [(name, meant)]
    assert [typo.reference.text for typo in phrase_typos(graph)] == [phrase]


@pytest.mark.parametrize(
    "phrase",
    ["reports_to_testr_daily", "writes_testr", "reports_to_testers", "reports_to_backend_staff", "asks_with_dve", "aligns_with_goals"],
)  # fmt: skip
def test_free_text_is_no_typo(tmp_path: Path, phrase: str) -> None:
    """A single word counts only where nothing follows, a plural is another word, and the own name is never meant."""
    graph = load(tmp_path, {"dev": f"workflow_integration: [{phrase}]", **TEAM})
    assert list(phrase_typos(graph)) == []


@pytest.mark.parametrize(
    ("key", "name", "meant"),
    [
        ("escalation_triggers:\n  to_backend_staf", "backend_staf", "backend-staff"),
        ("coordination_protocols:\n  with_night_watch", "night_watch", None),
        ("escalation_triggers:\n  from_boss", "boss", None),
    ],
)
def test_a_key_that_names_no_agent(tmp_path: Path, key: str, name: str, meant: str | None) -> None:
    """With the one that may be meant."""
    graph = load(tmp_path, {"dev": f"{key}: daily", **TEAM})
    assert [(typo.name, typo.meant) for typo in phrase_typos(graph)] == [(name, meant)]


@pytest.mark.parametrize("key", ["coordination_protocols:\n  with_technical_teams", "coordination_protocols:\n  with_the_team", *(f"escalation_triggers:\n  to_{name}" for name in ("user", "all", "nobody", "customers", "engineers", "any_agent"))])  # fmt: skip
def test_a_key_may_speak_of_people_and_groups(tmp_path: Path, key: str) -> None:
    """These are no agents, and nothing is missing."""
    graph = load(tmp_path, {"dev": f"{key}: daily", **TEAM})
    assert list(phrase_typos(graph)) == []


def test_externals_of_the_settings_are_no_typos(tmp_path: Path) -> None:
    """They live elsewhere."""
    graph = load(tmp_path, {"dev": "coordination_protocols:\n  with_night_watch: daily", **TEAM})
    assert [typo.name for typo in phrase_typos(graph, frozenset({"night-watch"}))] == []


def test_a_name_that_may_be_two_agents_is_not_guessed(tmp_path: Path) -> None:
    """Neither is proposed."""
    team: dict[str, str | bytes] = {"dark-side": "role: x", "dark-size": "role: x"}
    graph = load(tmp_path, {"dev": "workflow_integration: [reports_to_dark_sice]", **team})
    assert list(phrase_typos(graph)) == []


def test_agents_of_another_tool_are_not_proposed(tmp_path: Path) -> None:
    """Which this tool does not read."""
    files: dict[str, str | bytes] = {
        ".claude/agents/dev": "name: dev\ndescription: x\nworkflow_integration: [reports_to_night_wach]",
        ".opencode/agent/night-watch": "description: x\nmode: subagent",
    }
    assert list(phrase_typos(load(tmp_path, files))) == []
    files[".claude/agents/night-watch"] = "name: night-watch\ndescription: x"
    assert [typo.name for typo in phrase_typos(load(tmp_path, files))] == ["night_wach"]
