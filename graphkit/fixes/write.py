"""Writing edited files: each whole or not at all, only in the working tree, and never over somebody else's change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.fixes.document import load_here
from graphkit.git import repository
from graphkit.support import files
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def write(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Write the files, and return their paths. A file that is not as it was read stops the run before the first write.

    Raises UsageError, which says what was written and what was not.
    """
    paths = sorted(path for path in after if after[path] != before[path])
    changed = [path for path in paths if _now(path) != before[path]]
    if changed:
        raise UsageError(f"{_some(changed)} changed while graphkit was running; nothing was written. Run it again.")
    for number, path in enumerate(paths):
        try:
            if _now(path) != before[path]:
                raise OSError("it changed while graphkit was running")
            files.write_atomic(Path(os.path.realpath(path)), after[path])
        except OSError as error:
            done = f"written: {_some(paths[:number])}" if number else "nothing was written"
            rest = f"; not written: {_some(paths[number:])}" if number else ""
            raise UsageError(f"cannot write {path}: {error.strerror or error}; {done}{rest}.") from error
    return paths


def _now(path: str) -> bytes | None:
    try:
        return files.read_bytes(os.path.realpath(path))
    except OSError:
        return None


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:20]) + (f" and {len(paths) - 20} more" if len(paths) > 20 else "")
