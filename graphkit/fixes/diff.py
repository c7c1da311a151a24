"""A unified diff of edits that are not written yet."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def unified(before: Mapping[str, bytes], after: Mapping[str, bytes], moved: Mapping[str, str] | None = None) -> str:
    """Return the diff of all files, which `git apply` and `patch` understand; `moved` are files that change their path.

    Files are compared as bytes, line by line, so that a change of a line end or a mark would show.
    """
    paths = sorted({*after, *(moved or {})})
    return "".join(part for path in paths for part in _file(path, before, after, (moved or {}).get(path)))


def _file(path: str, before: Mapping[str, bytes], after: Mapping[str, bytes], target: str | None) -> Iterator[str]:
    old, new = before.get(path), after.get(path)
    if target is not None:
        yield f"diff --git a/{path} b/{target}\nrename from {path}\nrename to {target}\n"
    if old is None or new is None or old == new:
        return
    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{target or path}", n=3, lineterm="\n")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    return [line.decode("utf-8", "surrogateescape") for line in data.splitlines(keepends=True) if line]
