"""Files that git says were moved or renamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.git.moved_files import moved_files, origins
from tests.unit.repositories import commit, git

LONG = "".join(f"line {number} of a text that stays\n" for number in range(20))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with two definitions, and go there."""
    commit(tmp_path, {"crew/mate": f"name: mate\n{LONG}", "crew/cook": "name: cook\nexpertise: [soup]\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_between_commits(repository: Path) -> None:
    """A file that was moved and changed a little is paired, relative to the working directory."""
    git(repository, "mv", "crew/mate.md", "crew/first-mate.md")
    first = git(repository, "rev-parse", "HEAD")
    second = commit(repository, {"crew/first-mate": f"name: first-mate\n{LONG}"})
    assert moved_files(first, second) == {"crew/mate.md": "crew/first-mate.md"}


def test_in_the_work_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that git does not track yet is paired by equal content; another one is not."""
    (repository / "ship").mkdir()
    (repository / "crew/mate.md").rename(repository / "ship/mate.md")
    (repository / "ship/boy.md").write_text("another text", encoding="utf-8")
    monkeypatch.chdir(repository / "ship")
    assert moved_files("HEAD") == {"../crew/mate.md": "mate.md"}


def test_a_new_file_is_no_move(repository: Path) -> None:
    """Without a deletion nothing was moved."""
    commit(repository, {"crew/boy": f"name: boy\n{LONG}"})
    assert moved_files("HEAD~1", "HEAD") == {}


def test_origins() -> None:
    """A folder that moved is named as a whole, a single file by itself; what moved within the paths is not named."""
    moved = {"a/x.md": "b/x.md", "a/sub/y.md": "b/sub/y.md", "c/old.md": "b/new.md", "b/p.md": "b/q.md", "e.md": "f.md"}
    assert origins(moved, ["b", "./b/sub"]) == ["a", "c/old.md"]
