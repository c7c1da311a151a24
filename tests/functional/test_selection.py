"""The selector language on the command line: `report --agents`, `render --except`, `check --agents`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.functional.conftest import BROKEN, SOUND, Run, Write


def git(*arguments: str) -> None:
    """Run git as somebody, whatever the machine's configuration says."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def test_only_keeps_what_touches_the_chosen(write: Write, run: Run) -> None:
    """The rules see the whole team; the findings shown are those of the chosen agents."""
    write(BROKEN)
    found = {
        name: {
            finding["code"]
            for finding in json.loads(run("check", "--agents", name, "--format", "json").stdout)["findings"]
        }
        for name in ("hermit", "tester", "architect")
    }
    assert found == snapshot(
        {"hermit": {"GK501"}, "tester": {"GK302", "GK404"}, "architect": {"GK201", "GK301", "GK401"}}
    )
    assert run("check", "--agents", "tester").exit_code == 0
    assert run("check", "--agents", "architect").exit_code == 1


def test_a_report_of_some(write: Write, run: Run) -> None:
    """The graph of the chosen agents alone; nobody becomes an orphan by it."""
    write(SOUND)
    result = run("report", "--agents", "level:senior", "--except", "tester", "--format", "json")
    report = json.loads(result.stdout)
    assert [agent["id"] for agent in report["agents"]] == ["dev"]
    assert (report["edges"], report["findings"], report["summary"]["files"]) == ([], [], 1)


def test_a_picture_of_some(write: Write, run: Run) -> None:
    """Only the chosen are drawn."""
    write(SOUND)
    picture = run("render", "--format", "mmd", "--agents", "+lead", "--except", "tester").stdout
    assert '"dev<br/>' in picture
    assert '"tester"' not in picture


def test_a_typing_error_is_pointed_at(write: Write, run: Run) -> None:
    """The selection is shown with a mark below the character."""
    write(SOUND)
    result = run("report", "--agents", "+lead level:seniour")
    assert result.exit_code == 2
    assert result.stderr == snapshot("""\
graphkit: error: There is no level `seniour`. Did you mean `senior`? (character 13 of the selection)
  +lead level:seniour
              ^^^^^^^
""")


def test_nobody_is_no_report(write: Write, run: Run) -> None:
    """An empty selection is an error for a report; a check of what did not change is clean."""
    write(SOUND)
    result = run("report", "--except", "*")
    assert (result.exit_code, result.stderr) == (
        2, "graphkit: error: the selection contains no agent. Widen --agents, or narrow --except.\n",
    )  # fmt: skip
    assert run("check", "--agents", "nobody*").exit_code == 0


@pytest.mark.parametrize("nothing", ["", "  "])
@pytest.mark.parametrize("command", [("check", "--agents"), ("report", "--agents")])
def test_a_selection_without_a_word_stops_the_run(
    write: Write, run: Run, command: tuple[str, str], nothing: str
) -> None:
    """A variable that is not set must not hide every finding."""
    write(BROKEN)
    result = run(*command, nothing, "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"] == "the selection is empty. Name agents, or leave the option out."


def test_what_changed_since_a_revision(write: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`changed:REV` are edited and new definitions, from whatever folder the command runs."""
    write(SOUND)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    assert run("check", "--agents", "changed:main").exit_code == 0
    write({"agents/dev": "escalation_to: [nomore]\n", "agents/new": "escalation_to: [lead]\n"})
    ids = [
        agent["id"]
        for agent in json.loads(run("report", "--agents", "changed:HEAD", "--format", "json").stdout)["agents"]
    ]
    assert ids == ["dev", "new"]
    monkeypatch.chdir(tmp_path / "agents")
    assert "GK101" in run("check", ".", "--agents", "changed:main").stdout
    result = run("check", ".", "--agents", "changed:mian")
    assert (result.exit_code, "git knows no revision `mian`" in result.stderr) == (2, True)


def test_changed_without_a_repository(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Outside of a repository, and without git, the message says what is missing."""
    write(SOUND)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "is in no git work tree" in run("check", "--agents", "changed:main").stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in run("check", "--agents", "changed:main").stderr


def test_a_bad_selection_is_told_in_json_too(write: Write, run: Run) -> None:
    """A program that asked for JSON gets the usual shape, with the error."""
    write(SOUND)
    for command in (["check", "--agents", "nobdy"], ["report", "--agents", "nobdy"], ["report", "--except", "*"]):
        result = run(*command, "--format", "json")
        assert result.exit_code == 2
        assert json.loads(result.stdout)["error"]
