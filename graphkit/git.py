"""What git knows: which files differ from a revision, which commits touched a folder, and how it looked then."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from graphkit.errors import UsageError

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off", "--no-pager")
_FIELDS = "%H%x00%T%x00%cs%x00%s"


class Commit(NamedTuple):
    """One commit: its full id, the id of its tree, its day (YYYY-MM-DD) and its first line."""

    id: str
    tree: str
    day: str
    subject: str


class Blob(NamedTuple):
    """One file of a commit: the id of its content, and its path from the top of the repository."""

    id: str
    path: str


def changed(revision: str) -> frozenset[str]:
    """Return the files that differ from a revision, new ones included, relative to the working directory.

    Raises UsageError without git, outside a repository, and for a revision that does not exist.
    """
    top = root()
    commit = resolve(revision)
    listed = _run("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules", commit, "--")
    fresh = _run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
    here = Path.cwd()
    names = [name for name in (listed + fresh).decode("utf-8", "surrogateescape").split("\0") if name]
    return frozenset(Path(os.path.relpath(top / name, here)).as_posix() for name in names)


def root() -> Path:
    """Return the top folder of the repository. Raises UsageError outside of one."""
    return Path(os.fsdecode(_run("rev-parse", "--show-toplevel")).rstrip("\n"))


def resolve(revision: str) -> str:
    """Return the id of the commit that a revision names. Raises UsageError if there is none."""
    try:
        return _run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except UsageError as error:
        if revision_is_the_fault(error):
            message = f"git knows no revision `{revision}`. Name a branch, a tag or a commit that exists here."
            raise UsageError(message) from error
        raise


def revision_is_the_fault(error: UsageError) -> bool:
    """Tell whether git ran, and said nothing but no."""
    return str(error).startswith("git rev-parse failed")


def commits(since: str | None, folders: list[str]) -> list[Commit]:
    """Return the commits that touched the folders (from the top of the repository), the oldest first.

    Along the first parents of HEAD, after `since` if given. Raises UsageError as `changed` does.
    """
    span = f"{resolve(since)}..HEAD" if since else "HEAD"
    resolve("HEAD")
    output = _run(
        "log", "--first-parent", "--reverse", "-z", f"--format={_FIELDS}", span, "--", *map(_literal, folders)
    )
    fields = output.decode("utf-8", "replace").split("\0")
    return [Commit(*fields[start : start + 4]) for start in range(0, len(fields) - 3, 4)]


def files(commit: str, folders: list[str]) -> tuple[Blob, ...]:
    """Return the regular files below some folders as they were in a commit, sorted by path."""
    output = _run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)
    found = []
    for line in output.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        if path and head.startswith("100"):
            found.append(Blob(head.split()[2], path))
    return tuple(sorted(found, key=lambda blob: blob.path))


def contents(ids: list[str]) -> dict[str, bytes]:
    """Return the content of blobs by id, read in one go."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    output = _run("cat-file", "--batch", feed="\n".join(wanted).encode() + b"\n")
    found: dict[str, bytes] = {}
    place = 0
    for blob in wanted:
        end = output.index(b"\n", place)
        size = int(output[place:end].split()[2])
        found[blob] = output[end + 1 : end + 1 + size]
        place = end + 1 + size + 1
    return found


def _literal(folder: str) -> str:
    return f":(top,literal){folder}" if folder else ":/"


def _run(*arguments: str, feed: bytes | None = None) -> bytes:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        result = subprocess.run(  # noqa: S603 - a fixed program, no shell, and revisions are resolved to ids first
            [*_GIT, *arguments], input=feed, capture_output=True, check=True, env=environment
        )
    except FileNotFoundError as error:
        raise UsageError("git is needed for this, and is not installed.") from error
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode("utf-8", "replace").strip().splitlines()
        if any("not a git repository" in line for line in told):
            raise UsageError("this needs the history of the files, and this is no git repository.") from error
        why = f": {told[0]}" if told else ""
        raise UsageError(f"git {arguments[0]} failed{why}. Is the revision here, and the repository whole?") from error
    return result.stdout
