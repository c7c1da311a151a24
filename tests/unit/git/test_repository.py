"""What git is asked, and what happens when it cannot answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.git import repository as git
from graphkit.git.moved_files import moved_files
from graphkit.support.errors import UsageError
from tests.functional.test_selection import git as run


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one commit, and go there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a b\n.md").write_text("x")
    run("init", "-q", "-b", "main")
    run("add", "-A")
    run("commit", "-q", "-m", "one")
    return tmp_path


def test_changed_files_are_relative_to_here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Odd names, new files and folders above are all given as they are seen from the working directory."""
    (repository / "sub" / "a b\n.md").write_text("y")
    (repository / "new.md").write_text("z")
    assert git.changed("HEAD") == {"sub/a b\n.md", "new.md"}
    monkeypatch.chdir(repository / "sub")
    assert git.changed("HEAD") == {"a b\n.md", "../new.md"}


@pytest.mark.parametrize("kind", ["clean", "process", "hook", "included"])
def test_no_command_of_a_repository_is_run(repository: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """A filter, or a hook, that an unpacked repository brings would run when its files are looked at or moved."""
    ran = repository / "ran"
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.abbrev")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "9")
    (repository / ".gitattributes").write_text("*.md filter=a.=b\n")
    if kind == "hook":
        hook = repository / ".git" / "hooks" / "post-index-change"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        hook.chmod(0o755)
    else:
        option = "process" if kind == "process" else "clean"
        where = repository / "more" if kind == "included" else repository / ".git" / "config"
        run("config", "--file", str(where), f"filter.a.=b.{option}", f"touch '{ran}'; cat")
        run("config", "--file", str(where), "filter.a.=b.required", "true")
        if kind == "included":
            run("config", "include.path", str(where))
    (repository / "sub" / "a b\n.md").write_text("y")
    assert "sub/a b\n.md" in git.changed("HEAD")
    moved_files("HEAD")
    assert git.moved("sub", "there")
    assert not ran.exists()


def test_states_are_equal_for_equal_files(repository: Path) -> None:
    """A commit that changes nothing below the paths has the same state."""
    (repository / "other.txt").write_text("x")
    run("add", "-A")
    run("commit", "-q", "-m", "two")
    first, second = git.commits(["."])
    assert (first.subject, second.subject) == ("one", "two")
    assert git.state(first.id, ["sub"]) == git.state(second.id, ["sub"])
    assert git.state(first.id, ["."]) != git.state(second.id, ["."])
    assert [commit.subject for commit in git.commits(["."], first.id)] == ["two"]


def test_git_that_fails(repository: Path) -> None:
    """What git says is passed on, with a remedy."""
    with pytest.raises(UsageError, match=r"git ls-tree failed: .*Run inside a repository"):
        git.state("no-such-commit", ["."])


def test_no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the program the message says so."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is not installed"):
        git.commits(["."])


@pytest.mark.parametrize(
    "text", ["1 month ago", "2.weeks.ago", "yesterday", "2026-01-31", "last monday", "31 Jan 2026"]
)
def test_dates(text: str) -> None:
    """What git understands as a date is one."""
    assert git.is_date(text)


@pytest.mark.parametrize("text", ["nowhere", "main", "v1.2.0", "1.2", "month", "may2", "last-monday", "", "dev ago x"])
def test_no_dates(text: str) -> None:
    """A misspelt branch is not taken for the present."""
    assert not git.is_date(text)


def test_a_date_is_the_last_commit_until_then(repository: Path) -> None:
    """Before the first commit there is none."""
    assert git.commit_before("2099-02-01") == git.run("rev-parse", "HEAD").decode().strip()
    assert git.commit_before("2020-02-01") is None


@pytest.mark.parametrize("name", ["LITERAL", "GLOB", "NOGLOB", "ICASE"])
def test_no_variable_changes_what_git_is_asked(repository: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What a path means is up to graphkit."""
    monkeypatch.setenv(f"GIT_{name}_PATHSPECS", "1")
    asked = git.ask("ls-files", "-z", "--", ":(top,glob)SUB/*", ":(top,glob)sub/*")
    assert asked.stdout == b"sub/a b\n.md\0"
