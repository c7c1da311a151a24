"""References by path: which file a text in a file means, and which texts are known at run time only."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path

from graphkit.support.patterns import pattern

_COMPUTED = pattern(r"\{\{|\{%|\$\{|\$\(|<%")
_ELSEWHERE = pattern(r"[a-z][a-z0-9+.-]+://|~|[a-z]:[\\/]|/", re.IGNORECASE)
_REVISION = pattern(r"(?<=\.md)@[\w./-]+$")
"""What makes a path one of another repository: `owner/name/agents/x.md@v1`."""
_HERE = pattern(r"\{\{[ \t]*recipe_dir[ \t]*\}\}/")
"""What stands for the folder of the file itself: Goose's `{{ recipe_dir }}/`."""


def is_computed(text: str) -> bool:
    """Return whether a text is a template: what it names is known at run time only."""
    return _COMPUTED.search(text) is not None


def lies_in(text: str, path: str, folder: str) -> bool:
    """Return whether the file that a text in a file names lies in a folder of that name, also in another repository."""
    below = _REVISION.sub("", text.strip())
    file = below if below != text.strip() else file_of(text, path)
    return bool(file) and Path(os.path.realpath(file)).parent.as_posix().endswith(f"/{folder}")


def file_of(text: str, path: str) -> str:
    """Return the path of the file that a text in a file names; empty for one that lies elsewhere, or is computed."""
    name = _HERE.sub("", text.strip(), count=1)
    if not name or is_computed(name) or _ELSEWHERE.match(name) or _REVISION.search(name):
        return ""
    folder, first = posixpath.dirname(path), name.partition("/")[0]
    above, dot_folder, _ = f"/{folder}/".partition(f"/{first}/")
    if len(first) > 2 and first.startswith(".") and dot_folder:  # `.github/agents/x.md` in a file below `.github`
        folder = above.removeprefix("/")
    return posixpath.normpath(posixpath.join(folder, name.replace("\\", "/")))
