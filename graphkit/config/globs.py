"""Globs as in a .gitignore."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec


def matcher(globs: Iterable[str]) -> GitIgnoreSpec:
    """Return what tells which paths the globs mean; one that is none, such as `!` or `[z-a]`, means no path."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(filter(is_glob, globs))


def is_glob(text: str) -> bool:
    """Tell whether a text is a glob; an empty line and a comment are fine."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([text])
    except (ValueError, re.error):
        return False
    return True
