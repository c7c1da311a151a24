"""Writing edited files: each whole or not at all, only in the working tree, and never over another process's change."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.fixes.document import load_here
from graphkit.git import repository
from graphkit.support import files
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.fixes.changeset import Changeset


class Guard:
    """Which files may be edited: those of the working tree that git does not ignore; outside git those below here."""

    def __init__(self, *, include_ignored: bool = False) -> None:
        top = repository.top()
        self.top = Path(top or Path.cwd()).resolve()
        self.in_git = top is not None
        self._include_ignored = include_ignored

    def load(self, path: str) -> bytes | str:
        """Return the bytes of a file, or the reason why it must not be edited."""
        try:
            real = Path(path).resolve()
            inside = real.relative_to(self.top)
        except (OSError, RuntimeError):
            return "it cannot be opened"
        except ValueError:
            return f"it is outside {self.top}"
        if ".git" in inside.parts:
            return "it belongs to git"
        if self.in_git and not self._include_ignored and repository.ignored(str(real)):
            return "git ignores it (--include-ignored edits it all the same)"
        return load_here(str(real))


def write(changes: Changeset, *, tracked: bool = False) -> list[str]:
    """Write a changeset: contents first, then moves, then deletions. Return the paths that changed, as they were.

    A file that is not as it was read stops the run before the first write. With `tracked` files are moved by git where
    it tracks them. Raises UsageError, which says what was done and what was not.
    """
    steps = _steps(changes, tracked=tracked)
    stale = [path for path in changes.before if _now(path) != changes.before[path]]
    if stale:
        raise UsageError(f"{_some(stale)} changed while graphkit was running; nothing was written. Run it again.")
    for number, (path, step) in enumerate(steps):
        try:
            step()
        except OSError as error:
            done = f"done: {_some([name for name, _ in steps[:number]])}" if number else "nothing was written"
            rest = f"not done: {_some([name for name, _ in steps[number:]])}"
            raise UsageError(f"cannot change {path}: {error.strerror or error}; {done}; {rest}.") from error
    return [path for path, _ in steps]


def _steps(changes: Changeset, *, tracked: bool) -> list[tuple[str, Callable[[], None]]]:
    texts = [path for path in sorted(changes.after) if changes.after[path] != changes.before[path]]
    steps: list[tuple[str, Callable[[], None]]] = [
        (path, partial(_write, path, changes.before[path], changes.after[path]))
        for path in texts
        if path not in changes.deleted
    ]
    steps += [(path, partial(_move, path, target, tracked)) for path, target in sorted(changes.moved.items())]
    return steps + [(path, partial(os.unlink, path)) for path in sorted(changes.deleted)]


def _write(path: str, before: bytes, after: bytes) -> None:
    if _now(path) != before:
        raise OSError("it changed while graphkit was running")
    files.write_atomic(Path(os.path.realpath(path)), after)


def _move(path: str, target: str, tracked: bool) -> None:
    if os.path.lexists(target) and not Path(path).samefile(target):
        raise FileExistsError(f"{target} exists")
    if not (tracked and repository.moved(path, target)):
        Path(path).rename(target)


def _now(path: str) -> bytes | None:
    try:
        return files.read_bytes(os.path.realpath(path))
    except OSError:
        return None


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:20]) + (f" and {len(paths) - 20} more" if len(paths) > 20 else "")
