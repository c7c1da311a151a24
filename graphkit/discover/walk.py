"""The search itself: folders are walked once each, whatever links lead to them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict, deque
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphkit import dialects
from graphkit.dialects import worlds
from graphkit.discover.ignores import Ignores
from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Source, Span

if TYPE_CHECKING:
    from graphkit.discover.excluded import Excluded

SUFFIXES = (".md", ".markdown", ".mdc")
ROOT_NAMES = frozenset({"agents", "agent", "chatmodes"})
CACHE = ".graphkit_cache"
"""Where a check keeps its answers, when told to."""

NEVER = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", CACHE})


class _Place(NamedTuple):
    """A folder under search: what comes before the names in it, for people and in truth, and its agents root.

    `taken` are the files of all folders that can see each other, each by where it truly is with its index in the list.
    """

    shown: str
    real: str
    root: str
    taken: dict[str, int]


class Walk:
    """One search over all paths, so that a file or folder that is reached twice counts once."""

    def __init__(self, excluded: Excluded, dialect: str = dialects.AUTO, *, merge: bool = False) -> None:
        self._excluded = excluded
        self._dialect = dialect
        self._merge = merge
        self.files: list[Source] = []
        self.left_out: list[Reading] = []
        self.others: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._taken: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def file(self, path: Path) -> None:
        """Take a file that was named."""
        root = _root(path.parent, path.parent)
        source = Source(_shown(path), str(path), root, named=True)
        self._take(source, os.path.realpath(path), self._of(root), is_link=path.is_symlink())

    def _of(self, root: str) -> dict[str, int]:
        return self._taken["" if self._merge else worlds.tool(root)]

    def _take(self, source: Source, real: str, taken: dict[str, int], *, is_link: bool) -> None:
        """Take a file once for all folders that can see each other; where links lead to it, at its own place."""
        at = taken.setdefault(real, len(self.files))
        if at == len(self.files):
            self.files.append(source)
        elif not (is_link or self.files[at].named):
            self.files[at] = source

    def folder(self, base: Path) -> None:
        """Search a folder and all below it; where links lead to a folder it is searched at its own place."""
        ignores = Ignores(base)
        pending, linked = [base], deque[Path]()
        while pending or linked:
            folder = pending.pop() if pending else linked.popleft()
            real = os.path.realpath(folder)
            if real in self._seen:  # a symbolic link that leads back, or a path that was given twice
                continue
            self._seen.add(real)
            try:
                entries = sorted(os.scandir(folder), key=attrgetter("name"))
            except OSError as error:
                self._unreadable(folder, error)
                continue
            ignores.enter(folder)
            shown = _shown(folder)
            root = _root(folder, base)
            place = _Place("" if shown == "." else f"{shown}/", os.path.join(real, ""), root, self._of(root))
            for entry in entries:
                if self._entry(entry, place, ignores):
                    (linked if entry.is_symlink() else pending).append(Path(entry.path))

    def _entry(self, entry: os.DirEntry[str], place: _Place, ignores: Ignores) -> bool:
        """Take a file; tell whether the entry is a folder to be searched."""
        is_folder = _is_folder(entry)
        if is_folder and entry.name in NEVER:
            return False
        markdown = entry.name.lower().endswith(SUFFIXES)
        if not is_folder and not markdown and not dialects.may_hold_agents(entry.path, self._dialect):
            self.others[os.path.splitext(entry.name)[1].lower()] += 1
            return False
        path = place.shown + entry.name
        if ignores.ignored(entry.path, is_folder):
            if is_folder or markdown:
                self.left_out.append(Reading(skipped=Skipped(path, "ignored by .gitignore")))
            return False
        if self._excluded.holds(entry.path, is_folder):
            self.left_out.append(Reading(skipped=Skipped(path, "excluded by the configuration")))
            return False
        if not is_folder:
            is_link = entry.is_symlink()
            real = os.path.realpath(entry.path) if is_link else place.real + entry.name
            self._take(Source(path, entry.path, place.root), real, place.taken, is_link=is_link)
        return is_folder

    def _unreadable(self, folder: Path, error: OSError) -> None:
        message = f"this folder cannot be read: {error.strerror or error}"
        hint = "Check its permissions, or leave it out of the search."
        problem = Problem("unreadable-file", message, Span(_shown(folder), 1, 1), hint)
        self.left_out.append(Reading(problems=(problem,)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself; that it cannot be read is told when it is opened
        return False


def _root(folder: Path, base: Path) -> str:
    """Return the nearest folder upwards that is called `agents` or the like; else the folder that was asked for."""
    full = Path(os.path.abspath(folder))
    for place in (full, *full.parents):
        if place.name in ROOT_NAMES:
            return _shown(place)
    return _shown(base)


def _shown(path: Path) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return Path(os.path.abspath(path)).as_posix()
