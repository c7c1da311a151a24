"""`graphkit history` in small repositories."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

import graphkit
from tests.functional.conftest import SOUND, Run, Write
from tests.functional.test_selection import git
from tests.unit import repositories
from tests.unit.repositories import commit


@pytest.fixture
def repository(write: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Make a repository of four commits: a team arrives, breaks, is mended, and another folder changes."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_DATE", "2026-03-04T05:06:07Z")
    states = (
        ("arrive", SOUND),
        ("break", {"agents/dev": "escalation_to: [lead, nomore]\nparallel_compatible: [tester]\n"}),
        ("mend", {"agents/dev": SOUND["agents/dev"]}),
        ("elsewhere", {"docs/x.txt": "x"}),
    )
    for number, (message, files) in enumerate(states):
        write(files)
        if not number:
            git("init", "-q", "-b", "main")
        git("add", "-A")
        git("commit", "-q", "-m", message)
        git("tag", message)
    return write


def test_a_row_for_each_commit(repository: Write, run: Run) -> None:
    """Commits that touched the agents, the oldest first; a state that was there before is not analysed again."""
    result = run("history", "-v")
    assert result.stderr == "3 commits, 2 different states analysed, each once\n"
    lines = [line[:12] + line[21:] for line in result.stdout.splitlines()]
    assert result.stdout.splitlines()[2].startswith("  Along the first parents")
    assert lines[6:] == snapshot(
        [
            "  2026-03-04       3        0      1           2         1  100% escalation, 100% parallel       0         0     0  arrive",
            "  2026-03-04       3        1      1           2         1  100% escalation, 100% parallel       1         0     0  break",
            "  2026-03-04       3        0      1           2         1  100% escalation, 100% parallel       0         0     0  mend",
        ]
    )
    page = run("history", "agents", "--format", "markdown").stdout
    assert page.startswith("# History\n")


def test_since(repository: Write, run: Run) -> None:
    """Only what came after a revision; nothing at all is an error, and so is an unknown one."""
    points = json.loads(run("history", "agents", "--since", "arrive", "--format", "json").stdout)["history"]["points"]
    assert [point["subject"] for point in points] == ["break", "mend"]
    assert [point["numbers"]["missing"] for point in points] == [1, 0]
    result = run("history", "agents", "--since", "mend")
    assert (result.exit_code, result.stderr) == snapshot(
        (2, "graphkit: error: no commit after `mend` touched agents. Name the folder with the agents.\n")
    )
    assert "git knows no revision `v9`" in run("history", "--since", "v9").stderr


def test_the_work_tree_is_left_alone(repository: Write, run: Run, tmp_path: Path) -> None:
    """What is not committed stays, and is not counted."""
    repository({"agents/new": "escalation_to: [lead]\n"})
    points = json.loads(run("history", "--format", "json").stdout)["history"]["points"]
    assert [point["numbers"]["agents"] for point in points] == [3, 3, 3]
    assert (tmp_path / "agents" / "new.md").is_file()


def test_a_folder_that_is_gone(repository: Write, run: Run) -> None:
    """Where there was no agent the row is empty, and the trend is drawn from the others."""
    git("rm", "-rq", "agents")
    git("commit", "-q", "-m", "gone")
    result = run("history", "agents", "--plot", "trend.png")
    assert result.stdout.splitlines()[-1].split()[2:] == [*"-" * 9, "gone"]
    assert Path("trend.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_repository(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Outside of a repository the message says so."""
    write(SOUND)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "is in no git work tree" in run("history").stderr
    git("init", "-q")
    assert "git knows no revision `HEAD`" in run("history").stderr


def test_a_shallow_clone(repository: Write, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the past was not fetched there is no history; commits that are all there are told as ever."""
    git("clone", "-q", "--depth", "2", tmp_path.as_uri(), "clone")
    monkeypatch.chdir("clone")
    result = run("history", "agents")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the history of agents is not all there. This is a shallow clone: fetch the history first" in result.stderr
    repository({"clone/agents/dev": "escalation_to: [lead]\n"})
    git("commit", "-q", "-a", "-m", "later")
    assert run("history", "agents", "--since", "HEAD~1").stdout.splitlines()[-1].split()[-1] == "later"
    git("fetch", "-q", "--unshallow")
    assert len(run("history", "agents").stdout.splitlines()) == 10


def test_a_repository_inside(write: Write, run: Run) -> None:
    """Agents in a submodule have their past there: no command may say that they are new, or were never touched."""
    write({f"sub/{path}": text for path, text in SOUND.items()})
    for place in ("sub", "."):
        git("-C", place, "init", "-q", "-b", "main")
        git("-C", place, "add", "-A")
        git("-C", place, "commit", "-q", "-m", "one")
    for asked in (
        ("history", "sub/agents"),
        ("check", "sub/agents", "--since", "HEAD"),
        ("diff", "HEAD", "--in", "sub/agents"),
        ("diff", "HEAD", "--in", "sub"),
    ):
        result = run(*asked)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "lies in a repository of its own, which keeps its past: run in " in result.stderr


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever waits sees how far it is; the bar is wiped when it is done, and a log never has one."""
    command = sys.modules["graphkit.cli.history"]
    assert command._progress() is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    draw = command._progress()
    assert draw is not None
    draw(1, 2)
    draw(2, 2)
    shown = capsys.readouterr().err
    assert "1/2 commits" in shown
    assert shown.endswith("\r\x1b[K")


def test_a_folder_without_agents(write: Write, run: Run) -> None:
    """Commits with files but no agent have an empty row."""
    write({"agents/README.md": "# Hello\n"})
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "readme")
    assert run("history").stdout.splitlines()[-1].split()[2:] == [*"-" * 7, "readme"]


def test_from_python(repository: Write) -> None:
    """The library tells how far it is."""
    steps: list[tuple[int, int]] = []
    found = graphkit.history("agents", progress=lambda done, of: steps.append((done, of)))
    assert [point.subject for point in found.points] == ["arrive", "break", "mend"]
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


def points(run: Run, *arguments: str) -> Any:
    """Return the points of a history."""
    return json.loads(run("history", *arguments, "--format", "json").stdout)["history"]["points"]


def test_merged_branches(write: Write, run: Run, tmp_path: Path) -> None:
    """A merge is one row, and with --all-commits each commit that it merges is another."""
    write({})
    commit(tmp_path, {"agents/a": "x: 1\n"})
    repositories.git(tmp_path, "checkout", "-q", "-b", "side")
    commit(tmp_path, {"agents/b": "escalation_to: [a]\n"})
    commit(tmp_path, {"agents/c": "escalation_to: [b]\n"})
    repositories.git(tmp_path, "checkout", "-q", "main")
    repositories.git(tmp_path, "merge", "-q", "--no-ff", "-m", "merged", "side")
    assert [point["numbers"]["agents"] for point in points(run, "agents")] == [1, 3]
    assert [point["numbers"]["agents"] for point in points(run, "agents", "--all-commits")] == [1, 2, 3, 3]


def test_since_a_date(repository: Write, run: Run) -> None:
    """A date is taken where a revision is; one before all commits leaves none out."""
    assert points(run, "agents", "--since", "2001-01-01") == points(run, "agents")


def test_a_moved_folder_says_where_it_was(write: Write, run: Run, tmp_path: Path) -> None:
    """The first commit moved the files: a note names the path where their earlier history is."""
    write({})
    commit(tmp_path, {"crew/a": "escalation_to: [b]\n", "crew/b": "expertise: [x]\n"})
    repositories.git(tmp_path, "mv", "crew", "ship")
    commit(tmp_path, {})
    assert "what was before: crew." in run("history", "ship").stdout
    assert len(points(run, "ship", "crew")) == 2
