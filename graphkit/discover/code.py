"""Python code that is asked for: by `--dialect python`, `code` in the configuration, or a `langgraph.json`."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from graphkit.discover.ignores import Excluded
from graphkit.model.code import DIALECT, MANIFEST
from graphkit.support.files import read_bytes, remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.discover.tree import File, Folder

LARGEST = 2 * 1024 * 1024
_MANIFEST_BYTES = 1024 * 1024


class AskedCode:
    """The files of Python code that a run reads; without any of the three ways none is even opened."""

    def __init__(self, patterns: Sequence[str], base: str, excluded: Excluded) -> None:
        self._wanted = Excluded(patterns, base)
        self._excluded = excluded

    def units(
        self, folders: Sequence[Folder], dialect: str
    ) -> Iterator[tuple[str, int, tuple[tuple[Folder, File], ...]]]:
        """Yield the folders with such files: the path, how soon they count, and the files."""
        named = set(_in_manifests(folders))
        if dialect != DIALECT and not named and not self._wanted:
            return
        for folder in folders:
            files = tuple((folder, file) for file in folder.code if self._is_asked(folder, file, dialect, named))
            if files:
                yield folder.shown, folder.position.rank, files

    def _is_asked(self, folder: Folder, file: File, dialect: str, named: set[str]) -> bool:
        place = folder.place(file.name)
        if self._excluded.holds(place, False) or (folder.ignores and folder.ignores.ignored(place, folder=False)):
            return False
        if folder.path(file.name) in named or self._wanted.holds(place, False):
            return True
        return dialect == DIALECT and imports_framework(place)


@remembered
def imports_framework(location: str) -> bool:
    """Tell by the bytes of a file whether it imports a framework: what does not is never parsed."""
    from graphkit.model import frameworks

    try:
        return frameworks.import_pattern().search(read_bytes(location, LARGEST)) is not None
    except (OSError, ValueError):
        return False


def _in_manifests(folders: Iterable[Folder]) -> Iterator[str]:
    """Yield the files that the `graphs` of each `langgraph.json` name: `"agent": "./src/graph.py:graph"`."""
    for folder in folders:
        if not any(file.name == MANIFEST for file in folder.data):
            continue
        import json

        try:
            content = json.loads(read_bytes(folder.place(MANIFEST), _MANIFEST_BYTES))
        except (OSError, ValueError, RecursionError):
            continue
        graphs = content.get("graphs") if isinstance(content, dict) else None
        for entry in graphs.values() if isinstance(graphs, dict) else ():
            written = entry.get("path") if isinstance(entry, dict) else entry
            if isinstance(written, str):
                path = written.rpartition(":")[0] if ".py:" in written else written
                yield posixpath.normpath(posixpath.join(folder.shown, path))
