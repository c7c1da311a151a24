"""Which definition a name means, seen from where it is used."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from graphkit.analysis.phrases import Vocabulary
from graphkit.dialects import worlds
from graphkit.model.names import canonical, last_verdict, matches, spelled, without_remark, words
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graphkit.link.mentions import Names as Mentions
    from graphkit.model.definitions import Definition

_Key = TypeVar("_Key")
Meaning: TypeAlias = "str | tuple[str, ...] | None"
"""The id that a name means, those that it may mean where several are equally near, or None for no agent."""

_SUFFIX = pattern(r"(?:\.agent|\.chatmode)?\.md$", re.IGNORECASE)
_DECORATION = re.compile(r"^(?:to|from|with)[_-]|(?:\.agent|\.chatmode)?\.md$|^.*/(?=[^/]+\.md$)", re.IGNORECASE)
_SEPARATOR = pattern(r"[/:]")


class Names:
    """Which definitions a name means, seen from each of the roots."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        roots: dict[str, list[Definition]] = {}
        by_world: dict[str, list[Definition]] = {}
        for definition in definitions:
            _append(roots, definition.root, definition)
            _append(by_world, worlds.world(definition), definition)
        self._all = _Index(definitions)
        self._worlds = {
            world: self._all if len(by_world) == 1 else _Index(inside) for world, inside in by_world.items()
        }
        self._roots: dict[str, _Index] = {}
        for root, inside in roots.items():
            world = worlds.world(inside[0])
            self._roots[root] = self._worlds[world] if inside == by_world[world] else _Index(inside)
        self._files: dict[str, str] = {}
        for definition in definitions:
            self._files.setdefault(definition.path, definition.id)
        self._plugins = _Index([definition for definition in definitions if definition.plugin])
        self._seen: dict[tuple[str, str], Seen] = {}
        self._namesakes: dict[int, Namesakes] = {}
        self.vocabulary = Vocabulary(self._all.canonical)

    def seen_from(self, root: str, world: str) -> Seen:
        """Return what names mean in a root: in itself, in its world, then in what its tool loads besides."""
        seen = self._seen.get((root, world))
        if seen is None:
            near = [self._roots.get(root), *map(self._worlds.get, (world, *worlds.above(world)))]
            if world:
                near.append(self._plugins)
            indexes = dict.fromkeys(index for index in near if index is not None)
            seen = self._seen[root, world] = Seen(tuple(indexes), self._all, self._namesakes)
        return seen

    def in_file(self, path: str) -> str | None:
        """Return the id of the agent that a file defines, the first of several; None where it defines none."""
        return self._files.get(path)

    def mentions(self, others: Iterable[tuple[str, ...]] = ()) -> Mentions:
        """Return all aliases in the form in which prose is searched for them; `others` name skills and commands."""
        from graphkit.link.mentions import Names as Mentions

        return Mentions(self._all.words, others)


class Seen:
    """Which definition a name means, seen from the files of one root: one of the own root first, then of its world."""

    def __init__(self, near: Sequence[_Index], everybody: _Index, namesakes: dict[int, Namesakes]) -> None:
        self._near = near
        self._everybody = everybody
        self._namesakes = namesakes
        self._known: dict[str, str | None] = {}
        self._several: dict[str, Sequence[Definition]] = {}

    def by_name(self, text: str, path: str) -> Meaning:
        """Return what a name in a file means: as it is written first, then in canonical form, never a guess.

        A remark behind it (`x (on-call)`, `x  # why`) and what a key or a file adds to a name (`to_x`, `x.md`) are
        dropped only where nothing is called so.
        """
        try:
            return self._known[text]
        except KeyError:
            found = self._several.get(text)
        if found is None:
            found = self._called(text)
            if len(found) < 2:
                meant = self._known[text] = found[0].id if found else None
                return meant
            self._several[text] = found
        return self._nearest(found, path)

    def by_words(self, alias: tuple[str, ...], path: str) -> Meaning:
        """Return what an alias of the vocabulary means, None if it is the name of no agent of this world."""
        for index in self._near:
            if found := index.words.get(alias):
                return self._nearest(found, path)
        return None

    def covered(self, pattern: str, later: Sequence[tuple[str, bool]]) -> tuple[list[Definition], bool]:
        """Return the agents that a pattern covers and that no later rule refuses, and whether it matches any at all."""
        wanted = canonical(pattern)
        found: dict[str, Definition] = {}
        matched = False
        for index in self._near[:2]:
            for names, definition in index.all_names:
                if any(matches(wanted, name) for name in names):
                    matched = True
                    if not any(last_verdict(later, name) is False for name in names):
                        found[definition.id] = definition
        return list(found.values()), matched

    def _called(self, text: str) -> Sequence[Definition]:
        """Return all that a name may mean; which of them is meant depends on the file."""
        name = spelled(text)
        shorter = without_remark(text)
        for spelling in dict.fromkeys((name, shorter, _DECORATION.sub("", shorter))):
            if spelling and (found := self._called_so(spelling)):
                return found
        return ()

    def _called_so(self, name: str) -> Sequence[Definition]:
        key = canonical(name)
        for index in self._near:
            if found := index.exact.get(name) or index.canonical.get(key):
                return found
        parts = [canonical(part) for part in _SEPARATOR.split(_SUFFIX.sub("", name)) if part.strip(". ")]
        return self._at(parts, by_folder=":" not in name) if len(parts) > 1 else ()

    def _at(self, parts: list[str], *, by_folder: bool) -> Sequence[Definition]:
        """Return the agents at a path below a folder, or in a plugin: `core/scout`, `plugin:core:scout`.

        A plugin without a manifest goes by the name of its folder.
        """
        for index in self._near:
            if found := index.paths.get("/".join(parts)):
                return found
        plugin, inner = parts[0], "/".join(parts[1:])
        named = self._everybody.canonical.get(inner, ()) or self._everybody.paths.get(inner, ())
        if found := [agent for agent in named if agent.plugin and canonical(agent.plugin) == plugin]:
            return found
        return [
            agent
            for agent in self._everybody.canonical.get(parts[-1], ())
            if (by_folder or not agent.plugin) and plugin in map(canonical, agent.path.split("/")[:-1])
        ]

    def _nearest(self, candidates: Sequence[Definition], path: str) -> Meaning:
        if len(candidates) == 1:
            return candidates[0].id
        namesakes = self._namesakes.get(id(candidates))
        if namesakes is None:
            namesakes = self._namesakes[id(candidates)] = Namesakes(candidates)
        nearest = namesakes.nearest(path)
        return nearest[0].id if len(nearest) == 1 else tuple(agent.id for agent in nearest)


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


class _Index:
    """Definitions by the names they go by, in each of the spellings that is asked for."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self._definitions = definitions

    @cached_property
    def exact(self) -> dict[str, list[Definition]]:
        """By the name as it is written, without the marks around it."""
        return self._by(spelled)

    @cached_property
    def canonical(self) -> dict[str, list[Definition]]:
        """By the form in which names are compared."""
        return self._by(canonical)

    @cached_property
    def words(self) -> dict[tuple[str, ...], list[Definition]]:
        """By the words of the name."""
        return self._by(words)

    @cached_property
    def paths(self) -> dict[str, list[Definition]]:
        """By each end of the path that has a folder in it: `core/scout`, `agents/core/scout`."""
        index: dict[str, list[Definition]] = {}
        for definition in self._definitions:
            parts = _path_of(definition)
            for start in range(len(parts) - 1):
                _append(index, "/".join(parts[start:]), definition)
        return index

    @cached_property
    def all_names(self) -> list[tuple[tuple[str, ...], Definition]]:
        """Each definition with its names in canonical form, and its path below the root of its agents."""
        return [
            (tuple(dict.fromkeys((*map(canonical, one.aliases), _path_below_root(one)))), one)
            for one in self._definitions
        ]

    def _by(self, spelling: Callable[[str], _Key]) -> dict[_Key, list[Definition]]:
        index: dict[_Key, list[Definition]] = {}
        for definition in self._definitions:
            for alias in definition.aliases:
                _append(index, spelling(alias), definition)
        return index


def _path_of(definition: Definition) -> list[str]:
    """Return the folders and the name of a definition's file in canonical form; an agent's own folder is its name."""
    folders = definition.path.split("/")[:-1]
    if folders and folders[-1] == definition.stem:
        folders.pop()
    return [canonical(part) or part for part in (*folders, definition.stem)]


def _path_below_root(definition: Definition) -> str:
    parts = _path_of(definition)
    above = 0 if definition.root == "." else definition.root.count("/") + 1
    return "/".join(parts[above:]) or parts[-1]


def _append(index: dict[_Key, list[Definition]], key: _Key, value: Definition) -> None:
    entry = index.get(key)
    if entry is None:
        index[key] = [value]
    elif entry[-1] is not value:  # two aliases of one definition come one after the other
        entry.append(value)
