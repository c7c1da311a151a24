"""What git is asked for, and how it is laid out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.git import repository, revisions
from graphkit.support.errors import UsageError
from tests.unit.repositories import commit, git


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the working directory."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def laid_out(revision: str, *paths: str) -> dict[str, str]:
    """Return the files of a revision below the working directory that it is laid out for."""
    found = {}
    with revisions.opened(revisions.resolve(revision), paths) as there:
        assert list(there) == [os.path.normpath(path) for path in paths]
        for file in sorted(Path().rglob("*")):
            if file.is_file():
                found[file.as_posix()] = file.read_text()
    return found


def test_only_the_paths_are_laid_out(here: Path) -> None:
    """Of a large repository nothing is read but the folder that was asked for, and the ignore files above it."""
    commit(here, {"agents/a.md": "one", "src/x.py": "no", ".gitignore": "*.tmp", "agents/b/c.md": "deep"})
    commit(here, {"agents/a.md": "two"})
    assert laid_out("HEAD~1", "agents") == {".gitignore": "*.tmp", "agents/a.md": "one", "agents/b/c.md": "deep"}
    assert set(laid_out("HEAD", ".")) == {".gitignore", "agents/a.md", "agents/b/c.md"}


def test_the_work_tree_is_not_touched(here: Path) -> None:
    """What is not committed stays as it is, and afterwards the working directory is the same as before."""
    commit(here, {"agents/a.md": "one"})
    (here / "agents/a.md").write_text("dirty")
    (here / "agents/new.md").write_text("new")
    assert laid_out("HEAD", "agents") == {"agents/a.md": "one"}
    assert Path.cwd() == here
    assert (here / "agents/a.md").read_text() == "dirty"
    assert git(here, "status", "--short") == "M agents/a.md\n?? agents/new.md"


def test_from_a_folder_inside(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to the working directory, also where that is not the root, or did not exist then."""
    commit(here, {"top.md": "x", "docs/agents/a.md": "one"})
    (here / "docs/later").mkdir()
    monkeypatch.chdir(here / "docs")
    assert laid_out("HEAD", "agents", "../top.md")["agents/a.md"] == "one"
    monkeypatch.chdir(here / "docs/later")
    assert laid_out("HEAD", "../agents") == {}


def test_a_path_that_did_not_exist(here: Path) -> None:
    """A folder that is new since is simply not there."""
    commit(here, {"x.md": "x"})
    (here / "agents").mkdir()
    assert laid_out("HEAD", "agents") == {}


def test_links_lead_to_what_they_led_to(here: Path) -> None:
    """A link inside the repository works, its target is fetched too; one that leads out is left out."""
    outside = here.parent / "secret.md"
    outside.write_text("secret")
    (here / "agents").mkdir()
    (here / "agents/link.md").symlink_to("../shared/real.md")
    (here / "agents/out.md").symlink_to("../../secret.md")
    (here / "agents/absolute.md").symlink_to(outside)
    commit(here, {"shared/real.md": "real", "shared/other.md": "no"})
    assert laid_out("HEAD", "agents") == {"agents/link.md": "real", "shared/real.md": "real"}


def test_submodules_are_left_out(here: Path) -> None:
    """Another repository inside this one is not part of it."""
    commit(here, {"agents/a.md": "one"})
    git(here, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},agents/module")
    git(here, "commit", "-q", "-m", "module")
    assert laid_out("HEAD", "agents") == {"agents/a.md": "one"}


def test_names_of_revisions(here: Path) -> None:
    """A revision is shown as it was asked for, with its hash where that says more."""
    full = commit(here, {"a.md": "x"})
    assert str(revisions.resolve("main")) == f"main ({full[:7]})"
    assert str(revisions.resolve(full[:9])) == full[:7]


def test_where_a_branch_left(here: Path) -> None:
    """What has happened on the other branch since is not part of the change."""
    fork = commit(here, {"a.md": "x"})
    git(here, "switch", "-q", "-c", "topic")
    commit(here, {"b.md": "x"})
    git(here, "switch", "-q", "main")
    commit(here, {"c.md": "x"})
    git(here, "switch", "-q", "topic")
    assert revisions.fork_point("main").commit == fork


@pytest.mark.parametrize("name", ["nowhere", "-h", "--output=x", "main:a.md", ""])
def test_an_unknown_revision(here: Path, name: str) -> None:
    """A name that git does not know, or that is no commit, or that looks like an option, is one sentence."""
    commit(here, {"a.md": "x"})
    with pytest.raises(UsageError, match=r"git knows no revision .* `git branch --all` and `git log"):
        revisions.resolve(name)


def test_no_repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of any repository there is another way, and it is named."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    with pytest.raises(UsageError, match=r"is in no git work tree .*compare two folders"):
        revisions.resolve("HEAD")


def test_no_git(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git the message says what to install."""
    monkeypatch.setenv("PATH", str(here))
    with pytest.raises(UsageError, match="git is not installed"):
        revisions.resolve("HEAD")


def test_a_shallow_clone(here: Path) -> None:
    """What was not fetched cannot be compared; CI needs one more line for it."""
    commit(here, {"a.md": "x"})
    git(here, "switch", "-q", "-c", "topic")
    commit(here, {"b.md": "x"})
    git(here, "clone", "-q", "--depth", "1", "-b", "topic", here.as_uri(), "clone")
    os.chdir(here / "clone")
    with pytest.raises(UsageError, match=r"no revision `HEAD~1` .* shallow clone: .*fetch-depth: 0"):
        revisions.resolve("HEAD~1")


def test_a_detached_head(here: Path) -> None:
    """CI checks out a commit, not a branch: then the local branch that everyone has is missing."""
    full = commit(here, {"a.md": "x"})
    git(here, "switch", "-q", "--detach")
    assert revisions.resolve("HEAD").commit == full
    with pytest.raises(UsageError, match=r"HEAD is detached, as in CI.*`origin/main`"):
        revisions.resolve("develop")


def test_histories_that_never_met(here: Path) -> None:
    """Two branches without a common commit have no point where one left the other."""
    commit(here, {"a.md": "x"})
    git(here, "switch", "-q", "--orphan", "other")
    commit(here, {"b.md": "x"})
    with pytest.raises(UsageError, match="`main` and `HEAD` have no commit in common"):
        revisions.fork_point("main")


def test_a_path_outside(here: Path) -> None:
    """Git has no older state of what it does not keep."""
    commit(here, {"a.md": "x"})
    with pytest.raises(UsageError, match="outside the repository"):
        laid_out("HEAD", "../elsewhere")


def test_an_object_that_is_missing(here: Path) -> None:
    """A clone that lacks a file says so instead of comparing without it."""
    commit(here, {"agents/a.md": "one"})
    blob = git(here, "rev-parse", "HEAD:agents/a.md")
    (here / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UsageError, match=f"cannot read the object {blob}"):
        laid_out("HEAD", "agents")


def test_a_broken_repository(here: Path) -> None:
    """A commit whose tree is missing is one sentence, too."""
    commit(here, {"agents/a.md": "one"})
    tree = git(here, "rev-parse", "HEAD^{tree}")
    (here / ".git/objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(UsageError, match="git cannot read the repository: "):
        laid_out("HEAD", "agents")


def test_code_is_laid_out_where_it_is_asked_for(here: Path) -> None:
    """A path to a file, or a `langgraph.json`, brings all Python code: what a file imports may be anywhere."""
    commit(here, {"agents/a.md": "one", "src/x.py": "import y", "lib/y.py": ""})
    assert set(laid_out("HEAD", "src/x.py")) == {"agents/a.md", "src/x.py", "lib/y.py"}
    assert set(laid_out("HEAD", ".")) == {"agents/a.md"}
    commit(here, {"langgraph.json": "{}"})
    assert set(laid_out("HEAD", ".")) == {"agents/a.md", "langgraph.json", "src/x.py", "lib/y.py"}


def test_what_is_too_large_is_not_copied(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its size, so that it is reported as in the work tree; what comes after it is read."""
    monkeypatch.setattr(revisions, "MAX_BYTES", 100)
    commit(here, {"agents/a.md": "a" * 101, "agents/b.md": "b" * 100, "agents/c.md": "c"})
    with revisions.opened(revisions.resolve("HEAD"), ["agents"]):
        sizes = {file.name: file.stat().st_size for file in Path("agents").iterdir()}
        assert sizes == {"a.md": 101, "b.md": 100, "c.md": 1}
        assert Path("agents/c.md").read_text() == "c"
        assert Path("agents/a.md").read_bytes() == bytes(101)


@pytest.mark.parametrize("target", [b"x\0y", b"x" * 5000, b""])
def test_a_link_to_what_no_path_can_be_is_left_out(here: Path, target: bytes) -> None:
    """A tree of git can contain what no file system does."""
    commit(here, {"agents/a.md": "one"})
    (here / "target").write_bytes(target)
    blob = git(here, "hash-object", "-w", "target")
    git(here, "update-index", "--add", "--cacheinfo", f"120000,{blob},agents/link.md")
    git(here, "commit", "-q", "-m", "link")
    assert laid_out("HEAD", "agents") == {"agents/a.md": "one"}


def test_a_listing_without_an_end_is_a_sentence(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree of trees of trees is small in a repository, and names more files than there is memory."""
    monkeypatch.setattr(repository, "MOST_BYTES", 1000)
    commit(here, {f"agents/{number}.md": "x" for number in range(100)})
    with pytest.raises(UsageError, match=r"more than 1,000 bytes"):
        laid_out("HEAD", ".")
