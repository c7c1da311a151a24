"""Which files .gitignore leaves out."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.config.globs import Globs


class Ignores:
    """The .gitignore files that hold for a folder, from the repository's root down to it."""

    def __init__(self, base: Path) -> None:
        self._files: list[tuple[str, Globs]] = []
        top = os.path.abspath(base)
        repository = _repository(Path(top))
        if repository is not None:
            for folder in reversed([Path(top), *Path(top).parents]):
                if folder.is_relative_to(repository) and folder != Path(top):
                    self.enter(folder)
            if self.ignored(top, folder=True):  # named although ignored: then only what lies inside decides
                self._files.clear()

    def enter(self, folder: Path) -> None:
        """Take the .gitignore of a folder into account, if it has one that can be read; git goes on without it too."""
        path = folder / ".gitignore"
        try:
            if not path.is_file():
                return
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        self._files.append((os.path.abspath(folder) + os.sep, Globs(lines)))

    def ignored(self, path: str, folder: bool) -> bool:
        """Tell whether a path is left out; the innermost .gitignore that says anything decides."""
        if not self._files:
            return False
        full = os.path.abspath(path)
        verdict = False
        for base, patterns in self._files:
            if full.startswith(base):
                include = patterns.verdict(full[len(base) :].replace(os.sep, "/"), folder=folder)
                verdict = verdict if include is None else include
        return verdict


def _repository(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
