"""A team that stays open does again only what a change has touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit import pipeline, rules
from graphkit.config import Config
from graphkit.workspace.team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report

TEXT = "---\nname: {}\ndescription: Works.\nescalation_to: [{}]\n---\n{}\n"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[AgentGraph]:
    """Return the graphs that the rules were applied to."""
    found: list[AgentGraph] = []
    check = rules.check

    def noted(graph: AgentGraph, config: Config) -> list[Finding]:
        found.append(graph)
        return check(graph, config)

    monkeypatch.setattr(rules, "check", noted)
    return found


def test_what_changes_nothing_in_the_graph_is_not_judged_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: list[AgentGraph]
) -> None:
    """Another body, with the same fields on the same lines; another target is judged, and so is another file."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "agents"
    folder.mkdir()
    team = Team(Config)

    def report_of(name: str, target: str, body: str) -> list[str]:
        (folder / f"{name}.md").write_text(TEXT.format(name, target, body), encoding="utf-8")
        return [finding.code for finding in team.report().live]

    before = [report_of("ash", "elm", "One."), report_of("elm", "ash", "Two.")]
    assert [len(checked), "GK101" in before[0], "GK101" in before[1]] == [2, True, False]
    assert report_of("elm", "ash", "Two, and more.") == before[1]
    assert len(checked) == 2
    assert "GK101" in report_of("elm", "gone", "Two, and more.")
    assert len(checked) == 3


def test_one_run_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server answers several requests in threads, and all of them keep what they learnt in one place."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "ash.md").write_text(TEXT.format("ash", "elm", ""), encoding="utf-8")
    team, free = Team(Config), []
    run = pipeline.run

    def tried(*given: object, **named: object) -> Report:
        free.append(team._one_at_a_time.acquire(blocking=False))
        return run(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "run", tried)
    team.report()
    assert free == [False]
    assert team._one_at_a_time.acquire(blocking=False)
