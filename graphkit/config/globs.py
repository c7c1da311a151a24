"""Globs as in a .gitignore."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathspec import GitIgnoreSpec

_WRONG = (ValueError, re.error)


def matcher(globs: Sequence[str]) -> GitIgnoreSpec:
    """Return what tells which paths the globs mean; one that is none, such as `!` or `[z-a]`, means no path."""
    try:
        return _compiled(globs)
    except _WRONG:
        return _compiled(list(filter(is_glob, globs)))


def is_glob(text: str) -> bool:
    """Tell whether a text is a glob; an empty line and a comment are fine."""
    try:
        _compiled([text])
    except _WRONG:
        return False
    return True


def _compiled(globs: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():  # Python's remarks on `[[:alpha:]]` are nothing to whoever wrote that
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(globs)
