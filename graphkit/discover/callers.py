"""Which files beside the agents may call them: commands, skills, prompts, instructions and workflow scripts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.discover.ignores import Excluded, Ignores
from graphkit.model.calls import CallerSource
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graphkit.model.spans import Source

HOMES = ("agents", "agent", "subagents", "sub-agents", "sub_agents", "subagent", "droids", "chatmodes")
"""What a folder of agents is called; whatever calls them lies beside it."""

FOLDERS = {
    **dict.fromkeys(("commands", "command"), "command"),
    **dict.fromkeys(("skills", "skill"), "skill"),
    **dict.fromkeys(("prompts", "prompt"), "prompt"),
    **dict.fromkeys(("rules", "instructions", "steering"), "instructions"),
    **dict.fromkeys(("workflows", "workflow"), "workflow"),
}
DOCUMENTS = {
    "claude.md": ".claude", "claude.local.md": ".claude", "gemini.md": ".gemini", "copilot-instructions.md": ".github",
    "agents.md": "",
}  # fmt: skip
"""Instructions of a whole project, in its root or in the folder of a tool, each with the folder of its own tool."""

NEVER = frozenset(
    (
        *(
            "archive",
            "archived",
            "archives",
            "examples",
            "example",
            "templates",
            "template",
            "fixtures",
            "tests",
            "test",
        ),
        *("__tests__", "evals", "docs", "samples", "deprecated", "benchmarks", "memory", "memories", "node_modules"),
        *("agents", "agent", "subagents", ".git"),
    )
)
"""Folders among commands and skills in which nothing is run."""

_NO_CALLERS = ("readme", "changelog", "validation", "migration", "contributing", "license", "index")
_MARKDOWN = (".md", ".mdc", ".markdown")
_SCRIPTS = (".js", ".mjs", ".ts")
_MOST = 20_000
"""Files that are looked at below one home."""


def find(
    sources: Sequence[Source], exclude: Sequence[str] = (), base: str = ".", kinds: Collection[str] = ()
) -> tuple[CallerSource, ...]:
    """Return the files that may call the agents of a run, each once, sorted by path; `kinds` says which to look for.

    They lie in the home of an agents folder (`.claude` of `.claude/agents`) and in the project around it; what
    .gitignore or the configuration leaves out is left out here too.
    """
    search = _Search(Excluded(exclude, base), kinds)
    first = {source.root: source for source in reversed(sources)}
    places = {root: Path(found) for root in sorted(first) if (found := _place(first[root])) is not None}
    for root, place in places.items():
        search.home(root, place)
    if "instructions" in kinds:
        for of_the_tool in (True, False):  # of several homes in one project that of the tool goes first
            for root, place in places.items():
                search.documents(root, place, of_the_tool=of_the_tool)
    return tuple(sorted(search.found))


def around(paths: Sequence[str]) -> list[str]:
    """Return where the callers of the agents in some folders would be, whether there is anything or not.

    For states of the past, of which only what is named is laid out.
    """
    found: dict[str, None] = {}
    for path in map(Path, paths):
        home = path.parent if path.name.lower() in HOMES else path
        places = [home, home.parent] if home.name.startswith(".") and len(home.name) > 1 else [home]
        found |= dict.fromkeys((home / name).as_posix() for name in FOLDERS)
        documents = ("CLAUDE.md", "AGENTS.md", "GEMINI.md", "copilot-instructions.md", ".claude-plugin")
        found |= dict.fromkeys((place / name).as_posix() for place in places for name in documents)
    return sorted(found)


def _place(source: Source) -> str | None:
    """Return where the root of a file is opened; None for one that no folder stands for."""
    tail = len(Path(source.path).parts) - len(Path(source.root).parts) if source.root != "." else None
    folder = Path(source.location).absolute()
    parents = folder.parents
    if tail is None:
        return str(Path.cwd())
    return str(parents[tail - 1]) if 0 < tail <= len(parents) else None


def _home(place: Path) -> Path:
    return place.parent if place.name.lower() in HOMES else place


class _Search:
    """One search over all homes, so that a file in two of them counts for the first."""

    def __init__(self, excluded: Excluded, kinds: Collection[str]) -> None:
        self._taken: set[str] = set()
        self._excluded = excluded
        self._kinds = kinds
        self.found: list[CallerSource] = []

    def home(self, root: str, place: Path) -> None:
        """Look around an agents folder, in its home."""
        for entry in _entries(_home(place)):
            kind = FOLDERS.get(entry.name.lower())
            if kind and kind in self._kinds and _is_folder(entry):
                self._folder(Path(entry.path), kind, root)

    def documents(self, root: str, place: Path, *, of_the_tool: bool) -> None:
        """Look for instructions in the home and in its project: only for those of its own tool, or for all."""
        home = _home(place)
        for folder in [home, home.parent] if home.name.startswith(".") and len(home.name) > 1 else [home]:
            ignores = Ignores.above(os.fspath(folder)).with_file(os.fspath(folder))
            for entry in _entries(folder):
                tool = DOCUMENTS.get(entry.name.lower())
                if tool is not None and (not of_the_tool or tool == home.name) and not _is_folder(entry):
                    shown = _shown(entry.path)
                    source = CallerSource(shown, entry.path, root, "instructions", shown)
                    self._take(source, os.path.realpath(entry.path), ignores)

    def _folder(self, top: Path, kind: str, root: str) -> None:
        pending = [_Folder(str(top), _shown(str(top)), os.path.realpath(top), (), None, Ignores.above(str(top)))]
        seen: set[str] = set()
        while pending and len(seen) < _MOST:
            folder = pending.pop()
            if folder.real in seen:
                continue
            seen.add(folder.real)
            entries = list(_entries(folder.path))
            names = {entry.name for entry in entries}
            if ".gitignore" in names:
                folder = folder._replace(ignores=folder.ignores.with_file(folder.path))
            if kind == "skill" and "SKILL.md" in names:
                folder = folder._replace(skill=folder.parts or (top.name,))
            for entry in entries:
                if _is_folder(entry):
                    if _is_searched(entry.name.lower(), kind) and not folder.ignores.ignored(entry.path, folder=True):
                        pending.append(folder.below(entry))
                elif name := _name(entry.name, kind, folder):
                    main = kind != "skill" or entry.name == "SKILL.md"
                    shown = f"{folder.shown}/{entry.name}"
                    source = CallerSource(shown, entry.path, root, kind, name, main)
                    self._take(source, folder.real_of(entry), folder.ignores)

    def _take(self, source: CallerSource, real: str, ignores: Ignores) -> None:
        if real in self._taken or ignores.ignored(source.location, folder=False):
            return
        if self._excluded.holds(source.location, False):
            return
        self._taken.add(real)
        self.found.append(source)


class _Folder(NamedTuple):
    """A folder under search: where it is opened, as people see it, where it truly is, its parts below the top.

    `skill` are the parts of the skill that it is of.
    """

    path: str
    shown: str
    real: str
    parts: tuple[str, ...]
    skill: tuple[str, ...] | None
    ignores: Ignores

    def below(self, entry: os.DirEntry[str]) -> _Folder:
        parts = (*self.parts, entry.name)
        return _Folder(entry.path, f"{self.shown}/{entry.name}", self.real_of(entry), parts, self.skill, self.ignores)

    def real_of(self, entry: os.DirEntry[str]) -> str:
        return os.path.realpath(entry.path) if entry.is_symlink() else f"{self.real}{os.sep}{entry.name}"


def _is_searched(folder: str, kind: str) -> bool:
    """Tell whether a folder among callers is searched; commands about agents may be in one that is called so."""
    return folder not in NEVER or (kind == "command" and folder in HOMES)


def _name(file: str, kind: str, folder: _Folder) -> str:
    """Return the name that a caller goes by, "" for a file that is none."""
    low = file.lower()
    if low.startswith(_NO_CALLERS):
        return ""
    if kind == "workflow":
        return _stem(file) if low.endswith(_SCRIPTS) and not low.endswith((".test.js", ".test.ts", ".d.ts")) else ""
    if not low.endswith(_MARKDOWN):
        return ""
    if kind == "skill":
        return ":".join(folder.skill or ())
    if kind == "instructions":
        return f"{folder.shown}/{file}"
    return ":".join((*folder.parts, _stem(file)))


def _stem(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    for suffix in (".prompt", ".command", ".workflow"):
        stem = stem.removesuffix(suffix)
    return stem


def _entries(folder: Path | str) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:  # a home without it, or one that nobody may enter: it calls nothing
        return ()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _shown(path: str) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return Path(os.path.abspath(path)).as_posix()
