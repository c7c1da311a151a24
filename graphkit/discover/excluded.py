"""Which files the configuration leaves out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from graphkit.config.globs import Globs

if TYPE_CHECKING:
    from collections.abc import Sequence


class Excluded:
    """The patterns of `exclude`, as in a .gitignore that is in the folder of the configuration."""

    def __init__(self, patterns: Sequence[str], base: str) -> None:
        self._base = os.path.abspath(base)
        self._globs = Globs(patterns)

    def holds(self, path: str, folder: bool) -> bool:
        """Return whether a path is left out; what lies outside of the folder of the configuration is not."""
        if not self._globs:
            return False
        full = os.path.abspath(path)
        if not full.startswith(self._base.rstrip(os.sep) + os.sep):
            return False
        inner = os.path.relpath(full, self._base).replace(os.sep, "/")
        return self._globs.excludes(inner, folder=folder)
