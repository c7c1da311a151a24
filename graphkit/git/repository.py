"""What git knows: which files differ from a commit, which commits touched some paths; and how it is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIELDS = "%H%x00%cs%x00%s"
_ALWAYS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off", "-c", "log.showSignature=false")


class Commit(NamedTuple):
    """One commit: its full id, its day (YYYY-MM-DD) and its first line."""

    id: str
    day: str
    subject: str


def changed(commit: str) -> frozenset[str]:
    """Return the files that differ from a commit, new ones included, relative to the working directory.

    `commit` is an id. Raises UsageError when git cannot tell.
    """
    top = Path(os.fsdecode(_run("rev-parse", "--show-toplevel")).rstrip("\r\n"))
    listed = _run("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules", commit, "--")
    fresh = _run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
    here = Path.cwd().resolve()
    names = (os.fsdecode(name) for name in (listed + fresh).split(b"\0") if name)
    return frozenset(Path(os.path.relpath(top / name, here)).as_posix() for name in names)


def commits(paths: Sequence[str], since: str | None = None) -> list[Commit]:
    """Return the commits up to HEAD that touched the paths, the oldest first, along the first parents.

    `since` is the id of a commit; only those after it are returned. Raises UsageError when git cannot tell.
    """
    span = f"{since}..HEAD" if since else "HEAD"
    output = _run("log", "--first-parent", "--reverse", "-z", f"--format={_FIELDS}", span, "--", *paths)
    fields = output.decode("utf-8", "replace").split("\0")
    return [Commit(*fields[start : start + 3]) for start in range(0, len(fields) - 2, 3)]


def is_cut_off(since: str | None = None) -> bool:
    """Tell whether the commits up to HEAD (only those after `since`) begin where a shallow clone ends.

    The first one there seems to add every file, and what came before it is not known. Raises UsageError as above.
    """
    if _run("rev-parse", "--is-shallow-repository").strip() != b"true":
        return False
    ends = Path(os.fsdecode(_run("rev-parse", "--git-path", "shallow")).rstrip("\r\n")).read_bytes().split()
    return not set(ends).isdisjoint(_run("rev-list", "--first-parent", f"{since}..HEAD" if since else "HEAD").split())


def state(commit: str, paths: Sequence[str]) -> str:
    """Return a short digest of all that lies below the paths in a commit: equal for equal files."""
    return sha256(_run("ls-tree", "-r", "-z", commit, "--", *paths)).hexdigest()[:12]


def top() -> str | None:
    """Return the top folder of the working tree that holds the working directory; None outside git, or without it."""
    if shutil.which("git") is None:
        return None
    answer = ask("rev-parse", "--show-toplevel")
    return os.fsdecode(answer.stdout).rstrip("\r\n") if answer.returncode == 0 else None


def ignored(path: str) -> bool:
    """Tell whether git ignores a file that it does not track."""
    return ask("check-ignore", "--quiet", "--", path).returncode == 0


def moved(path: str, target: str) -> bool:
    """Move a file or folder in the working tree and in the index; tell whether git tracks it and did so."""
    return ask("mv", "--", path, target).returncode == 0


def program() -> str:
    """Return where git is. Raises UsageError when it is not installed."""
    found = shutil.which("git")
    if found is None:
        raise UsageError("git is not installed, so no revision can be read. Install it, or compare two folders.")
    return found


def ask(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Return what git answers, a refusal too. Raises UsageError when it is not installed."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    environment["GIT_LITERAL_PATHSPECS"] = "0"
    return subprocess.run(  # noqa: S603 - no shell; `--end-of-options` stands before the revision that a user names
        [program(), *_ALWAYS, *arguments], capture_output=True, check=False, env=environment
    )


def cause(answer: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of what git said of a refusal."""
    return answer.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")


def _run(*arguments: str) -> bytes:
    answer = ask(*arguments)
    if answer.returncode:
        raise UsageError(f"git {arguments[0]} failed: {cause(answer)}. Run inside a repository that has commits.")
    return answer.stdout
