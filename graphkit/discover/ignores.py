"""Which files .gitignore and `exclude` leave out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support.files import read_bytes, repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.config.globs import Globs

MOST = 1024 * 1024
"""A .gitignore with more bytes than this is not read."""


class Ignores:
    """The .gitignore files that count in a folder, from the repository's root down to it."""

    def __init__(self, files: tuple[tuple[str, Globs], ...] = ()) -> None:
        self._files = files

    def __bool__(self) -> bool:
        """Whether there is any pattern."""
        return bool(self._files)

    @classmethod
    def above(cls, base: str) -> Ignores:
        """Return those of the folders above a start, which is searched even if they leave it out itself."""
        top = repository(base)
        if top is None or top == base:
            return NO_IGNORES
        found = NO_IGNORES
        for folder in reversed(Path(base).parents):
            if folder.is_relative_to(top):
                found = found.with_file(os.fspath(folder))
        return NO_IGNORES if found.excludes(base) else found

    def with_file(self, folder: str) -> Ignores:
        """Return these with the .gitignore of a folder, if it has one that can be read; git goes on without it too."""
        try:
            lines = read_bytes(os.path.join(folder, ".gitignore"), MOST, follow=False)
        except OSError:
            return self
        globs = _globs(lines.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").split("\n"))
        return Ignores((*self._files, (folder.rstrip(os.sep) + os.sep, globs))) if globs else self

    def ignored(self, path: str, *, folder: bool) -> bool:
        """Return whether a path is left out by itself; the innermost .gitignore that says anything decides."""
        for base, globs in reversed(self._files):
            verdict = globs.verdict(path[len(base) :].replace(os.sep, "/"), folder=folder)
            if verdict is not None:
                return verdict
        return False

    def excludes(self, folder: str) -> bool:
        """Return whether a folder is left out, by itself or with one above it."""
        return any(
            self._about(os.fspath(place)).ignored(os.fspath(place), folder=True)
            for place in (Path(folder), *Path(folder).parents)
        )

    def _about(self, path: str) -> Ignores:
        return Ignores(tuple(one for one in self._files if path.startswith(one[0])))


def _globs(patterns: Sequence[str]) -> Globs | None:
    """Return what matches the patterns, None where there are none."""
    if not patterns:
        return None
    from graphkit.config.globs import Globs

    return Globs(patterns) or None


NO_IGNORES = Ignores()


class Excluded:
    """The patterns of `exclude`, as in a .gitignore that is in the folder of the configuration."""

    def __init__(self, patterns: Sequence[str], base: str) -> None:
        self._base = os.path.abspath(base)
        self._globs = _globs(patterns)

    def __bool__(self) -> bool:
        """Whether there is any pattern."""
        return self._globs is not None

    def holds(self, path: str, folder: bool) -> bool:
        """Return whether a path is left out; what lies outside of the folder of the configuration is not."""
        if self._globs is None:
            return False
        full = os.path.abspath(path)
        if not full.startswith(self._base.rstrip(os.sep) + os.sep):
            return False
        inner = os.path.relpath(full, self._base).replace(os.sep, "/")
        return self._globs.excludes(inner, folder=folder)
