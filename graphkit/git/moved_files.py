"""Files that were moved or renamed between two states, as git pairs them: by the same or by similar content."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graphkit.git import repository
from graphkit.support.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RENAME_LIMIT = 2000
"""Files on each side up to which git compares contents; beyond it only equal files are paired."""


COMPARED = 200
"""Deleted files, and files that git does not track, up to which their contents are compared."""

SIMILAR = 0.6
"""The share of lines that two files have in common where one was renamed to the other."""

LARGEST = 1 << 20
"""Bytes of the largest file that is compared."""


def moved_files(old: str, new: str | None = None) -> dict[str, str]:
    """Return the new path of each file that was moved from a commit to another, or to the work tree.

    Paths are relative to the working directory. In the work tree a file that git does not track is paired by equal
    or similar content. Raises UsageError when git cannot tell.
    """
    top = repository.toplevel()
    here = Path.cwd().resolve()
    pairs = dict(_renames(old, new))
    return {_relative(top / before, here): _relative(top / after, here) for before, after in pairs.items()}


def origins(moved: Mapping[str, str], paths: Iterable[str]) -> list[str]:
    """Return where the files below some paths were before they were moved there: whole folders where these moved."""
    asked = [PurePosixPath(os.path.normpath(path)) for path in paths]
    found = set()
    for old, new in sorted(moved.items()):
        folder = next((path for path in asked if PurePosixPath(new).is_relative_to(path)), None)
        if folder is not None and not any(PurePosixPath(old).is_relative_to(path) for path in asked):
            rest = PurePosixPath(new).relative_to(folder).as_posix()
            found.add(old.removesuffix(f"/{rest}"))
    return sorted(found)


def _renames(old: str, new: str | None) -> Iterator[tuple[str, str]]:
    """Yield the pairs of paths, relative to the top of the repository."""
    options = ("--raw", "-z", "--no-abbrev", "--no-ext-diff", "--ignore-submodules", "-M", f"-l{RENAME_LIMIT}")
    fields = iter(repository.run("diff", *options, old, *([new] if new else []), "--").split(b"\0"))
    deleted: dict[str, str] = {}
    for head in fields:
        if not head:
            break
        _, _, blob, _, status = head.decode().split(" ")
        path = os.fsdecode(next(fields))
        if status.startswith(("R", "C")):
            yield path, os.fsdecode(next(fields))
        elif status == "D":
            deleted.setdefault(blob, path)
    if deleted and new is None:
        yield from _untracked(deleted)


def _untracked(deleted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the deleted files whose content, or nearly all of it, is now in a file that git does not track."""
    top = repository.toplevel()
    listed = repository.run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
    paths = [name for name in listed.split(b"\0") if name and b"\n" not in name and (top / os.fsdecode(name)).is_file()]
    if not paths:
        return
    hashes = repository.run("-C", os.fspath(top), "hash-object", "--stdin-paths", stdin=b"\n".join(paths) + b"\n")
    left = dict(deleted)
    others = []
    for blob, name in zip(hashes.decode().split(), paths, strict=True):
        if blob in left:
            yield left.pop(blob), os.fsdecode(name)
        else:
            others.append(os.fsdecode(name))
    if left and len(left) <= COMPARED and len(others) <= COMPARED:
        yield from _similar({path: blob for blob, path in left.items()}, others)


def _similar(deleted: Mapping[str, str], untracked: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each deleted file with the untracked one that has most of its lines, the most similar first.

    `deleted` are paths with their blobs. What is large is no definition, and is not compared.
    """
    top = repository.toplevel()
    rows = sorted(deleted.items())
    asked = "\n".join(blob for _, blob in rows).encode()
    sizes = repository.run("cat-file", "--batch-check=%(objectsize)", stdin=asked).splitlines()
    before = {
        path: repository.run("cat-file", "blob", blob).splitlines()
        for (path, blob), size in zip(rows, sizes, strict=True)
        if size.isdigit() and int(size) <= LARGEST
    }
    after = {path: _content(os.fspath(top / path)).splitlines() for path in untracked}
    rated = [
        (-ratio, one, other)
        for one, lines in before.items()
        for other, there in after.items()
        if PurePosixPath(one).suffix == PurePosixPath(other).suffix and (ratio := _likeness(lines, there)) >= SIMILAR
    ]
    taken: set[str] = set()
    for _, one, other in sorted(rated):
        if taken.isdisjoint((one, other)):
            taken |= {one, other}
            yield one, other


def _content(path: str) -> bytes:
    try:
        return read_bytes(path, LARGEST)
    except OSError:  # it is too large, or gone
        return b""


def _likeness(one: Sequence[bytes], other: Sequence[bytes]) -> float:
    """Return the share of the lines that two files have in common."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other)) if one and other else 0.0


def _relative(path: Path, here: Path) -> str:
    return Path(os.path.relpath(path, here)).as_posix()
