"""One walk over a tree: each folder once, .gitignore honoured, links last, with an end to what it will look at."""

from __future__ import annotations

import os
from collections import Counter, deque
from dataclasses import field
from operator import attrgetter
from pathlib import PurePath
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.discover import places
from graphkit.discover.ignores import NO_IGNORES, Ignores
from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Span
from graphkit.support.errors import UsageError
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from graphkit.discover.ignores import Excluded
    from graphkit.discover.position import Position

MARKDOWN = (".md", ".markdown", ".mdc")
_DATA = (*dialects.DATA, *dialects.DOCUMENTS)
_READ = (*MARKDOWN, *_DATA)


class File(NamedTuple):
    """A file that may hold agents: its name, where it truly is, and whether a link leads there."""

    name: str
    real: str
    is_link: bool = False


@dataclass(slots=True)
class Folder:
    """A folder that was walked: what comes before the names in it for people and in truth, and what lies in it."""

    shown: str
    location: str
    real: str
    position: Position
    ignores: Ignores
    markdown: list[File] = field(default_factory=list)
    data: list[File] = field(default_factory=list)
    code: list[File] = field(default_factory=list)

    def path(self, name: str) -> str:
        """Return the path of a file in it as people see it."""
        return name if self.shown == "." else f"{self.shown}/{name}"

    def place(self, name: str) -> str:
        """Return where a file in it is opened."""
        return f"{self.location.removesuffix(os.sep)}{os.sep}{name}"


class Tree:
    """All folders below some starts. What is not entered is reported, in `left_out` and `links`."""

    def __init__(self, excluded: Excluded, most: int, *, follow_links: bool) -> None:
        self._excluded = excluded
        self._most = most
        self._follow = follow_links
        self.left_out: list[Reading] = []
        self.links: list[str] = []
        self.suffixes: Counter[str] = Counter()
        self.files = 0
        self._entries = 0
        self._seen: dict[str, Folder] = {}

    def walk(self, shown: str, position: Position, inside: str) -> list[Folder]:
        """Return the folders below a start that were not walked before; links out of `inside` are not followed."""
        base = os.path.abspath(shown)
        ignores = Ignores.above(base)
        start = Folder(shown, base, os.path.realpath(base), position, ignores)
        found: list[Folder] = []
        pending, linked = [start], deque[Folder]()
        while pending or linked:
            is_link = not pending
            folder = pending.pop() if pending else linked.popleft()
            if is_link and not self._may_follow(folder, inside):
                continue
            if folder.real in self._seen:  # a link that leads back, or a path that was given twice
                if is_link:
                    self._rehome(folder)
                continue
            self._seen[folder.real] = folder
            if self._enter(folder, pending, linked, is_start=folder is start, inside=inside):
                found.append(folder)
        return found

    def _enter(
        self, folder: Folder, pending: list[Folder], linked: deque[Folder], *, is_start: bool, inside: str
    ) -> bool:
        """List a folder: its files are noted, the folders in it are to be walked."""
        try:
            with os.scandir(folder.location) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            self.left_out.append(_unreadable(folder.shown, error))
            return False
        self._count(len(entries), folder)
        names = {entry.name for entry in entries}
        if ".git" in names and not is_start and _is_worktree(folder.location):
            return False
        if any(name.lower() == "skill.md" for name in names):
            folder.position = folder.position._replace(is_skill=True)
        if ".gitignore" in names:
            folder.ignores = folder.ignores.with_file(folder.location)
        for entry in entries:
            if entry.is_symlink():
                self._link(entry, folder, linked, inside, is_start=is_start)
            elif entry.is_dir(follow_symlinks=False):
                below = self._below(entry, folder, is_start=is_start)
                if below is not None:
                    pending.append(below)
            elif not folder.position.only_homes:
                self._file(entry, folder, File(entry.name, f"{folder.real}{os.sep}{entry.name}"))
        return True

    def _count(self, entries: int, folder: Folder) -> None:
        self._entries += entries
        if self._entries > self._most:
            raise UsageError(
                f"more than {self._most:,} files and folders: the search ended in {folder.shown}. Name the folder that "
                "contains the agents, leave folders out by `exclude`, or raise `max-files` in the configuration."
            )

    def _file(self, entry: os.DirEntry[str], folder: Folder, file: File) -> None:
        self.files += 1
        name = entry.name.lower()
        if name.endswith(MARKDOWN):
            if self._is_left_out(entry.path, folder, file.name):
                return
            folder.markdown.append(file)
        elif name.endswith(_DATA):
            if not self._ignored(entry.path, folder, is_folder=False) and not self._excluded.holds(entry.path, False):
                folder.data.append(file)
            self.suffixes[name[name.rfind(".") :]] += 1
        else:
            if name.endswith(".py"):
                folder.code.append(file)
            dot = name.rfind(".")
            self.suffixes[name[dot:] if dot > 0 else ""] += 1

    def _link(
        self, entry: os.DirEntry[str], folder: Folder, linked: deque[Folder], inside: str, *, is_start: bool
    ) -> None:
        """Note a file that a link leads to; a folder is walked when all folders have been at their own place."""
        if _is_folder(entry):
            below = self._below(entry, folder, is_start=is_start)
            if below is not None:
                below.real = os.path.realpath(entry.path)
                linked.append(below)
            return
        if folder.position.only_homes or not entry.name.lower().endswith(_READ):
            return
        real = os.path.realpath(entry.path)
        if self._follow or _lies_in(real, inside):
            self._file(entry, folder, File(entry.name, real, is_link=True))
        else:
            self.links.append(folder.path(entry.name))

    def _below(self, entry: os.DirEntry[str], folder: Folder, *, is_start: bool) -> Folder | None:
        """Return a folder in a folder, with its position; None if it is not entered."""
        name = entry.name
        if name.lower() in places.NEVER:
            return None
        shown = folder.path(name)
        position = folder.position.below(name, shown)
        ignores = folder.ignores
        if folder.position.only_homes:
            if position.home != shown:
                return None
        elif self._ignored(entry.path, folder, is_folder=True):
            of_tool = is_start and position.home is None and position.is_tool_folder
            if not of_tool and not (folder.position.below_start and position.home == shown):
                self.left_out.append(Reading(skipped=Skipped(shown, "ignored by .gitignore")))
                return None
            position, ignores = position._replace(only_homes=of_tool), NO_IGNORES
        if self._excluded.holds(entry.path, True):
            self.left_out.append(Reading(skipped=Skipped(shown, "excluded by the configuration")))
            return None
        if is_start:
            position = position._replace(below_start=position.is_tool_folder)
        return Folder(shown, entry.path, f"{folder.real}{os.sep}{name}", position, ignores)

    def _is_left_out(self, path: str, folder: Folder, name: str) -> bool:
        reason = ""
        if self._ignored(path, folder, is_folder=False):
            reason = "ignored by .gitignore"
        elif self._excluded.holds(path, False):
            reason = "excluded by the configuration"
        if reason:
            self.left_out.append(Reading(skipped=Skipped(folder.path(name), reason)))
        return bool(reason)

    @staticmethod
    def _ignored(path: str, folder: Folder, *, is_folder: bool) -> bool:
        return bool(folder.ignores) and folder.ignores.ignored(path, folder=is_folder)

    def _may_follow(self, folder: Folder, inside: str) -> bool:
        if self._follow or _lies_in(folder.real, inside):
            return True
        self.links.append(folder.shown)
        return False

    def _rehome(self, link: Folder) -> None:
        """Let a folder stand where a tool looks for it, if a link from the tool's folder leads to it."""
        target = self._seen[link.real]
        if not link.position.tool or target.position.tool or link.position.home != link.shown:
            return
        for real, folder in self._seen.items():
            if real == link.real or real.startswith(link.real + os.sep):
                position, shown = link.position, link.shown
                for name in PurePath(real[len(link.real) :].lstrip(os.sep)).parts:
                    shown = f"{shown}/{name}"
                    position = position.below(name, shown)
                folder.shown, folder.position = shown, position


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself; that it cannot be read is reported when it is opened
        return False


def _lies_in(real: str, inside: str) -> bool:
    return real == inside or real.startswith(inside.rstrip(os.sep) + os.sep)


def _is_worktree(path: str) -> bool:
    """Return whether a folder is another work tree of some repository: the same agents once more."""
    git = f"{path}{os.sep}.git"
    try:
        descriptor = os.open(git, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        return b"/worktrees/" in os.read(descriptor, 4096)
    except OSError:  # a folder: a repository of its own
        return False
    finally:
        os.close(descriptor)


def _unreadable(shown: str, error: OSError) -> Reading:
    message = f"this folder cannot be read: {error.strerror or error}"
    hint = "Check its permissions, or leave it out of the search."
    return Reading(problems=(Problem("unreadable-file", message, Span(shown, 1, 1), hint),))
