"""Which of several definitions of one name is the nearest to a file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.definitions import Definition


class Namesakes:
    """Definitions of one name by each of the folders above them: the nearest is found without looking at all."""

    def __init__(self, candidates: Sequence[Definition]) -> None:
        self._candidates = candidates
        self._by_path: dict[str, list[Definition]] = {}
        self._by_folder: dict[str, list[Definition]] = {}
        self._depth: dict[str, int] = {}
        for candidate in candidates:
            self._by_path.setdefault(candidate.path, []).append(candidate)
            depth = candidate.path.count("/")
            for folder in map(str, PurePosixPath(candidate.path).parents):
                least = self._depth.get(folder, depth)
                if depth < least or folder not in self._by_folder:
                    self._by_folder[folder], self._depth[folder] = [candidate], depth
                elif depth == least:
                    self._by_folder[folder].append(candidate)

    def nearest(self, path: str) -> Sequence[Definition]:
        """Return those in the same file, else in the same folder, else below the closest common folder.

        In a folder comes before below it. More than one are equally near.
        """
        found = self._by_path.get(path)
        if found is None:
            folders = map(str, PurePosixPath(path).parents)
            found = next((self._by_folder[folder] for folder in folders if folder in self._by_folder), None)
        return found or self._candidates
