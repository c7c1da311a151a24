"""Two commits made of real folders: every change is listed, as counted from the two reports apart."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from tests.integration.corpora import CORPORA, NINE, NINETEEN
from tests.unit.repositories import commit, git


def run(*arguments: str) -> Any:
    """Run the command and read its JSON."""
    result = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, Any]:
    """Commit the nine agents, then the nineteen in their place; return the repository and the report of each state."""
    folder = tmp_path_factory.mktemp("repository")
    reports = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for source in (NINE, NINETEEN):
            shutil.rmtree(folder / "agents", ignore_errors=True)
            shutil.copytree(CORPORA / source, folder / "agents")
            commit(folder, {})
            reports.append(run("report"))
    return folder, *reports


def test_every_change_is_listed(states: tuple[Path, Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Agents and edges that came and went are the differences of the sets that two separate runs gave."""
    folder, before, after = states
    monkeypatch.chdir(folder)
    told = run("diff", "HEAD~1", "HEAD")

    def agents(report: Any) -> set[str]:
        return {agent["id"] for agent in report["agents"]}

    def edges(rows: Any) -> set[tuple[str, str, str, str | None]]:
        return {(row["relation"], row["source"], row["target"], row["label"]) for row in rows}

    assert {agent["id"] for agent in told["agents"]["added"]} == agents(after) - agents(before)
    assert {agent["id"] for agent in told["agents"]["removed"]} == agents(before) - agents(after)
    assert edges(told["edges"]["added"]) == edges(after["edges"]) - edges(before["edges"])
    assert edges(told["edges"]["removed"]) == edges(before["edges"]) - edges(after["edges"])

    levels = [{agent["id"]: agent["level"] for agent in report["agents"]} for report in (before, after)]
    changed = {name for name in levels[0].keys() & levels[1].keys() if levels[0][name] != levels[1][name]}
    assert changed == {
        agent["id"] for agent in told["agents"]["changed"] if any(fact["name"] == "level" for fact in agent["facts"])
    }

    added, removed = told["findings"]["added"], told["findings"]["removed"]
    circles = len(told["cycles"]["new"]) - len(told["cycles"]["healed"])
    assert len(added) - len(removed) + circles == len(after["findings"]) - len(before["findings"])
    assert len(told["agents"]["added"]) == 10


def test_there_and_back(states: tuple[Path, Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The other way round every addition is a removal, and the work tree was not touched."""
    monkeypatch.chdir(states[0])
    there, back = run("diff", "HEAD~1..HEAD"), run("diff", "HEAD..HEAD~1")
    for part, came, went in (
        ("agents", "added", "removed"),
        ("edges", "added", "removed"),
        ("cycles", "new", "healed"),
    ):
        assert there[part][came] == back[part][went]
        assert there[part][went] == back[part][came]
    assert git(states[0], "status", "--short") == ""
