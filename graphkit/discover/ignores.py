"""Which files .gitignore leaves out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignores:
    """The .gitignore files that hold for a folder, from the repository's root down to it."""

    def __init__(self, base: Path) -> None:
        self._specs: list[tuple[str, GitIgnoreSpec]] = []
        top = os.path.abspath(base)
        repository = _repository(Path(top))
        if repository is not None:
            for folder in reversed([Path(top), *Path(top).parents]):
                if folder.is_relative_to(repository) and folder != Path(top):
                    self.enter(folder)
            if self.ignored(top, folder=True):  # named although ignored: then only what lies inside decides
                self._specs.clear()

    def enter(self, folder: Path) -> None:
        """Take the .gitignore of a folder into account, if it has one."""
        path = folder / ".gitignore"
        if not path.is_file():
            return
        from pathspec import GitIgnoreSpec

        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        self._specs.append((os.path.abspath(folder) + os.sep, GitIgnoreSpec.from_lines(lines)))

    def ignored(self, path: str, folder: bool) -> bool:
        """Tell whether a path is left out; the innermost .gitignore that says anything decides."""
        if not self._specs:
            return False
        full = os.path.abspath(path)
        verdict = False
        for base, spec in self._specs:
            if full.startswith(base):
                inner = full[len(base) :].replace(os.sep, "/") + ("/" if folder else "")
                include = spec.check_file(inner).include
                verdict = verdict if include is None else include
        return verdict


def _repository(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
