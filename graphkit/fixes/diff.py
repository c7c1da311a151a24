"""A unified diff of edits that are not written yet."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.fixes.changeset import Changeset


_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def unified(changes: Changeset) -> str:
    """Return the diff of all files, which `git apply` and `patch` understand.

    Files are compared as bytes, line by line, so that a change of a line end or a mark would show.
    """
    moved = {old: new for path, target in changes.moved.items() for old, new in _files(changes, path, target)}
    paths = sorted({*changes.after, *moved, *changes.deleted})
    return "".join(part for path in paths for part in _file(changes, path, moved.get(path)))


def _files(changes: Changeset, path: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield the files that move with a path, which may be a folder."""
    inside = [one for one in changes.before if one.startswith(f"{path}/")]
    yield from ((one, target + one[len(path) :]) for one in inside or [path])


def _file(changes: Changeset, path: str, target: str | None) -> Iterator[str]:
    old, new = changes.before.get(path, b""), changes.after.get(path, b"")
    if path in changes.deleted:
        yield f"diff --git a/{path} b/{path}\ndeleted file mode 100644\n"
        new = b""
    elif target is not None:
        yield f"diff --git a/{path} b/{target}\nsimilarity index 90%\nrename from {path}\nrename to {target}\n"
    if old == new:
        return
    after = "/dev/null" if path in changes.deleted else f"b/{target or path}"
    for line in difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", after, n=3, lineterm="\n"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    return [line.decode("utf-8", "surrogateescape") for line in _LINE.findall(data)]
