"""Renamed files: what git knows about where the files of an agents folder went."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support.errors import UsageError
from graphkit.support.files import repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMITS = 1000
"""First parents that are looked at: renames of longer ago explain no reference of today."""

_NO_FILTERS = ("--no-ext-diff", "--no-textconv")


def renamed_files(folders: Sequence[str]) -> dict[str, str]:
    """Return the old path of each file that git knows was renamed, with its path of today.

    Paths are relative to the working directory. Renames that are not committed yet count; outside a repository, and
    without git, there are none.
    """
    if not folders or (repository(Path.cwd()) is None and "GIT_DIR" not in os.environ):
        return {}
    from graphkit.git.repository import ask  # running git is loaded only where there is a repository

    try:
        answer = ask("rev-parse", "--show-toplevel", "--verify", "--quiet", f"HEAD~{COMMITS}")
    except UsageError:  # git is not installed
        return {}
    root = os.fsdecode(answer.stdout).rstrip("\r\n")
    if not root:
        return {}
    bound = []
    if answer.returncode == 0:  # the oldest commit exists, and is named below the folder
        root, _, oldest = root.rpartition("\n")
        bound = ["--not", oldest]
    limits = ("-z", "-M", "--diff-filter=R", "--name-status", *_NO_FILTERS)
    steps = [*_pairs(ask("diff", "HEAD", *limits, "--", *folders).stdout)]
    steps += _pairs(ask("log", "--format=", *limits, "HEAD", *bound, "--", *folders).stdout)
    found: dict[str, str] = {}
    for old, new in steps:  # the latest first, so that a chain of renames leads to the path of today
        if old not in found:
            found[old] = found.get(new, new)
    here = Path.cwd().resolve()
    return {_from(root, old, here): _from(root, new, here) for old, new in found.items()}


def _pairs(output: bytes) -> Iterator[tuple[str, str]]:
    """Yield old and new path of each rename of a listing with NUL between its fields."""
    fields = [os.fsdecode(field) for field in output.split(b"\0")]
    place = 0
    while place + 2 < len(fields):
        if fields[place].lstrip("\n").startswith("R"):
            yield fields[place + 1], fields[place + 2]
            place += 3
        else:
            place += 1


def _from(root: str, path: str, here: Path) -> str:
    return Path(os.path.relpath(os.path.realpath(Path(root, path)), here)).as_posix()
