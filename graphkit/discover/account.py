"""What a search leaves alone, so that nothing is left out in silence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.discover import data
from graphkit.model.definitions import Reading, Skipped
from graphkit.model.discovery import Other, Place, Survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.discover.kinds import Verdict
    from graphkit.discover.tree import Folder, Tree
    from graphkit.discover.units import Found
    from graphkit.model.discovery import Copies, Unread
    from graphkit.model.spans import Source


class Account:
    """Gathers the files that are no agents, the folders that count second, copies, and what could not be read."""

    def __init__(self) -> None:
        self._left_out: dict[str, Reading] = {}
        self._second: set[Place] = set()
        self._third: set[Place] = set()
        self._copies: set[Copies] = set()
        self._unread: set[Unread] = set()
        self._others: dict[str, Other] = {}
        self._suffixes: Counter[str] = Counter()
        self._links: set[str] = set()
        self._files = 0
        self.above: list[Place] = []

    def add(self, tree: Tree, folders: Sequence[Folder], found: Found, read: frozenset[str], *, named: bool) -> None:
        """Note what lies below one start besides the files that are read; one that was `named` is about agents."""
        for reading in tree.left_out:
            self._left_out[_path(reading)] = reading
        self._second |= set(found.second)
        self._third |= set(found.third)
        self._copies |= set(found.copies)
        unread = list(data.unread(folders, read))
        self._unread |= set(data.counted(unread))
        for path in (folder.path(file.name) for folder, file in unread):
            self._left_out[path] = Reading(skipped=Skipped(path, "no dialect reads it", "data"))
        roots = {folder.shown: unit.root for unit in found.read for folder, _ in unit.files}
        for verdict in found.others:
            shown = verdict.folder.shown
            home = verdict.folder.position.home or roots.get(shown, folders[0].shown if named and found.read else "")
            self._others[verdict.path] = _other(verdict, home)
        self._suffixes += tree.suffixes
        self._links |= set(tree.links)
        self._files += tree.files

    def left_out(self) -> tuple[Reading, ...]:
        """Return what was not opened, and the files beside agents that are none."""
        of_homes = (one for one in self._others.values() if one.home)
        skipped = (Reading(skipped=Skipped(one.path, one.reason, one.kind)) for one in of_homes)
        return (*self._left_out.values(), *skipped)

    def survey(self, looked: tuple[str, ...], files: Sequence[Source], *, code_was_asked_for: bool) -> Survey:
        """Return all of it; `files` are those that are read."""
        roots = Counter(source.root for source in files)
        return Survey(
            places=tuple(Place(root, number) for root, number in sorted(roots.items())),
            second_rank=tuple(sorted(self._second)),
            third_rank=tuple(sorted(self._third)),
            copies=tuple(sorted(self._copies)),
            unread=tuple(sorted(self._unread)),
            others=tuple(sorted(self._others.values())),
            suffixes=tuple(sorted(self._suffixes.items(), key=lambda item: (-item[1], item[0]))),
            links=tuple(sorted(self._links)),
            files=self._files,
            looked=looked,
            above=next(iter(self.above), None),
            code_was_asked_for=code_was_asked_for,
        )


def _path(reading: Reading) -> str:
    return reading.skipped.path if reading.skipped else reading.problems[0].span.path


def _other(verdict: Verdict, home: str) -> Other:
    location = verdict.folder.place(verdict.file.name)
    return Other(verdict.path, location, verdict.kind, verdict.reason, home)
