"""The definitions as they were in a git revision, laid out in a temporary folder; the work tree is not touched."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.git import repository
from graphkit.model.code import MANIFEST
from graphkit.support import children
from graphkit.support.errors import UsageError
from graphkit.support.files import MAX_BYTES
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_LINK = "120000"
_SUBMODULE = "160000"
_READ = (".md", ".markdown", ".mdc", *dialects.DATA, ".js", ".mjs", ".ts", ".gitignore")
"""What the names of files end in that a run may read: definitions, manifests, callers, and what leaves them out."""


class Revision(NamedTuple):
    """A commit: as it was asked for, and its full hash."""

    name: str
    commit: str

    def __str__(self) -> str:
        """Write both, as people know them: `main (1a2b3c4)`."""
        return self.commit[:7] if self.commit.startswith(self.name) else f"{self.name} ({self.commit[:7]})"


def resolve(name: str) -> Revision:
    """Return the commit that a name, a tag, a hash or a date (`1 month ago`, `2026-01-31`) means.

    A date means the last commit until then, along the first parents of HEAD. Raises UsageError, with what to do, when
    there is none.
    """
    top = _top()
    answer = repository.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if answer.returncode == 0:
        return Revision(name, answer.stdout.decode().strip())
    if not repository.is_date(name):
        raise UsageError(f"git knows no revision `{name}` in {top}, and it is no date. {advice()}")
    commit = repository.commit_before(name)
    if commit is None:
        raise UsageError(f"there is no commit at `{name}` or before: the history in {top} is younger. {advice()}")
    return Revision(name, commit)


def fork_point(name: str, other: str = "HEAD") -> Revision:
    """Return the commit at which `other` left a branch: what it has not caused itself does not count.

    Raises UsageError when there is none: in a shallow clone it may not have been fetched.
    """
    start, end = resolve(name), resolve(other)
    answer = repository.ask("merge-base", start.commit, end.commit)
    if answer.returncode == 0:
        return Revision(name, answer.stdout.decode().split()[0])
    raise UsageError(f"`{name}` and `{other}` have no commit in common. {advice()}")


def advice() -> str:
    """Say what may be missing: history, a branch, or nothing but a letter."""
    if repository.ask("rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return "This is a shallow clone: fetch the history first (`fetch-depth: 0`, or `git fetch --unshallow`)."
    if repository.ask("symbolic-ref", "--quiet", "HEAD").returncode:
        return "HEAD is detached, as in CI, so local branches may be missing: name a remote one, like `origin/main`."
    return "`git branch --all` and `git log --oneline` show the names that exist."


def refuse_other_repositories(paths: Sequence[str]) -> None:
    """Raise UsageError for a path in a repository within this one, like a submodule: its past is kept there alone."""
    top = _top()
    for path in paths:
        full = Path(os.path.realpath(path))  # unlike `resolve`, also for a link that leads to itself
        for folder in (full, *full.parents):
            if not folder.is_relative_to(top) or folder == top:
                break
            if (folder / ".git").exists():
                raise UsageError(f"{path} lies in a repository of its own, which keeps its past: run in {folder}.")


@contextlib.contextmanager
def opened(
    revision: Revision, paths: Sequence[str], beside: Sequence[str] = (), *, code: bool = False
) -> Iterator[list[str]]:
    """Make a copy of the repository as of a revision the working directory, and yield the paths as they are in it.

    Only files that may be read are copied: what lies below the paths and `beside` them, with the .gitignore files
    above; Python code only where it is asked for, by `code`, a path or a `langgraph.json`. A path may be missing
    in it. What is below is shown by the same path as in the work tree. Raises UsageError for a path outside the
    repository, or in another one inside it.
    """
    refuse_other_repositories(paths)
    top, here = _top(), Path.cwd()
    wanted = [_inside(here / path, top) for path in paths]
    with children.ended_with_parent(), tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
        copy = Path(folder).resolve()
        (copy / ".git").mkdir()  # the search for .gitignore files and configurations ends here
        around = [_resolved(here / path) for path in beside]
        more = [_below(top, path) for path in around if path.is_relative_to(top)]
        _lay_out(revision, copy, top, [*wanted, *more], code=code)
        place = copy / here.resolve().relative_to(top)
        place.mkdir(parents=True, exist_ok=True)
        with contextlib.chdir(place):
            yield [os.path.relpath(copy / inner) for inner in wanted]


def _lay_out(revision: Revision, copy: Path, top: Path, paths: Sequence[PurePosixPath], *, code: bool) -> None:
    """Copy what lies below the paths, and what the links among it lead to."""
    done: set[PurePosixPath] = set()
    asked = set(paths) | {parent / ".gitignore" for path in paths for parent in path.parents}
    with contextlib.closing(_Blobs(top)) as blobs:
        while asked:
            done |= asked
            targets = [_put(copy, entry, blobs) for entry in _listed(revision, top, asked, code=code)]
            asked = {PurePosixPath(target) for target in targets if target is not None} - done


class _Entry(NamedTuple):
    mode: str
    blob: str
    path: str


def _listed(revision: Revision, top: Path, paths: Collection[PurePosixPath], *, code: bool) -> Iterator[_Entry]:
    names_code = any(path.suffix == ".py" for path in paths)  # what it imports may be anywhere
    asked = [] if names_code or PurePosixPath() in paths else sorted(os.fspath(path) for path in paths)
    rows = _must("-C", os.fspath(top), "ls-tree", "-r", "-z", "--full-tree", revision.commit, "--", *asked)
    has_code = names_code or f"{MANIFEST}\0".encode() in rows
    read = (*_READ, ".py") if code or has_code else _READ
    for row in filter(None, rows.split(b"\0")):
        head, _, name = row.partition(b"\t")
        mode, _, blob = head.decode().split(" ")[:3]
        path = os.fsdecode(name)
        if mode == _LINK or (mode != _SUBMODULE and path.lower().endswith(read)):
            yield _Entry(mode, blob, path)


def _put(copy: Path, entry: _Entry, blobs: _Blobs) -> str | None:
    """Write one file, never outside the copy; return where a link leads to, as a path of the repository.

    What is too large to be read is not copied either: a file without content has its size, and is reported like it.
    """
    file = copy / entry.path
    parent = os.path.realpath(file.parent)  # unlike Path.resolve it copes with links that lead to themselves
    if ".." in file.parts or not Path(parent).is_relative_to(copy) or file.is_symlink():
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    content = blobs.read(entry.blob)
    if entry.mode != _LINK:
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.touch()
            os.truncate(file, content)
        return None
    if not isinstance(content, bytes) or b"\0" in content:
        return None
    target = Path(os.path.normpath(file.parent / os.fsdecode(content)))
    if not target.is_relative_to(copy):
        return None
    with contextlib.suppress(OSError):  # a system without links
        file.symlink_to(os.path.relpath(target, file.parent))
    return target.relative_to(copy).as_posix()


class _Blobs:
    """One `git cat-file --batch`, asked for one file after the other."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._start()

    def _start(self) -> None:
        self._process = repository.start(
            *("-C", os.fspath(self._top), "cat-file", "--batch"), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        """End it, also in the middle of an answer."""
        children.end(self._process)

    def read(self, blob: str) -> bytes | int:
        """Return the content of a file; of one that is too large only how many bytes it has."""
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:  # pragma: no cover  # both are pipes
            raise UsageError("git cannot be asked for a file.")
        asked.write(f"{blob}\n".encode())
        asked.flush()
        head = answered.readline().split()
        if len(head) != 3:
            raise UsageError(f"git cannot read the object {blob}: the clone is not complete. {advice()}")
        size = int(head[2])
        if size > MAX_BYTES:
            self.close()
            self._start()
            return size
        content = answered.read(size)
        answered.read(1)
        return content


def _inside(path: Path, top: Path) -> PurePosixPath:
    full = _resolved(path)
    if not full.is_relative_to(top):
        raise UsageError(f"{path} lies outside the repository {top}, so git has no older state of it.")
    return _below(top, full)


def _resolved(path: Path) -> Path:
    return Path(os.path.normpath(Path(os.path.realpath(path.parent), path.name)))


def _below(top: Path, path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(top).as_posix())


def _top() -> Path:
    answer = repository.ask("rev-parse", "--show-toplevel")
    if answer.returncode:
        cause = repository.cause(answer)
        raise UsageError(f"{Path.cwd()} is in no git work tree ({cause}). Run inside one, or compare two folders.")
    return Path(os.fsdecode(answer.stdout.rstrip(b"\r\n"))).resolve()


def _must(*arguments: str) -> bytes:
    answer = repository.ask(*arguments)
    if answer.returncode:
        raise UsageError(f"git cannot read the repository: {repository.cause(answer)}. {advice()}")
    return answer.stdout
