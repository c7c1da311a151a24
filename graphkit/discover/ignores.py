"""Which files .gitignore leaves out."""

from __future__ import annotations

import fnmatch
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.config.globs import matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathspec import GitIgnoreSpec

_CHOICE = re.compile(r"\[[^\]]*\]")


class Ignores:
    """The .gitignore files that hold for a folder, from the repository's root down to it."""

    def __init__(self, base: Path) -> None:
        self._files: list[tuple[str, Patterns]] = []
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
        self._files.append((os.path.abspath(folder) + os.sep, Patterns(lines)))

    def ignored(self, path: str, folder: bool) -> bool:
        """Tell whether a path is left out; the innermost .gitignore that says anything decides."""
        if not self._files:
            return False
        full = os.path.abspath(path)
        verdict = False
        for base, patterns in self._files:
            if full.startswith(base):
                include = patterns.verdict(full[len(base) :].replace(os.sep, "/") + ("/" if folder else ""))
                verdict = verdict if include is None else include
        return verdict


class Patterns:
    """The patterns of one file. Most paths hold no word of any of them, which is told without loading pathspec."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._spec: GitIgnoreSpec | None = None
        self._word = _last_words(lines)

    def verdict(self, path: str) -> bool | None:
        """Return whether a path is left out, None if no pattern speaks of it."""
        if self._word is not None and not any(map(self._word.match, path.split("/"))):
            return None
        if self._spec is None:
            self._spec = matcher(self._lines)
        return self._spec.check_file(path).include


def _last_words(lines: Sequence[str]) -> re.Pattern[str] | None:
    """Return what a part of a path must match for any pattern to hold; None if that is hard to say."""
    patterns = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if any("\\" in pattern for pattern in patterns):
        return None
    words = {_CHOICE.sub("?", pattern.lstrip("!").strip("/ ").rpartition("/")[2]) for pattern in patterns}
    if "" in words:
        return None
    return re.compile("|".join(fnmatch.translate(word) for word in sorted(words)) or "(?!)")


def _repository(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
