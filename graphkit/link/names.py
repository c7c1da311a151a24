"""Which definition a name means, seen from where it is used."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from graphkit.analysis.phrases import Vocabulary
from graphkit.dialects.worlds import world as world_of
from graphkit.model.names import bare, canonical, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graphkit.link.mentions import Names as Mentions
    from graphkit.model.definitions import Definition

_Key = TypeVar("_Key")
_DECORATION = re.compile(r"^(?:to|from|with)[_-]|(?:\.agent|\.chatmode)?\.md$|^.*/(?=[^/]+\.md$)", re.IGNORECASE)
_QUALIFIED = re.compile(r"([^/:\s]+)[/:]([^/:]+)$")


class Names:
    """Which definitions a name means, seen from each of the roots."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        roots: dict[str, list[Definition]] = {}
        worlds: dict[str, list[Definition]] = {}
        for definition in definitions:
            _append(roots, definition.root, definition)
            _append(worlds, world_of(definition), definition)
        self._all = _Index(definitions)
        self._worlds = {world: self._all if len(worlds) == 1 else _Index(inside) for world, inside in worlds.items()}
        self._roots: dict[str, _Index] = {}
        for root, inside in roots.items():
            world = world_of(inside[0])
            self._roots[root] = self._worlds[world] if inside == worlds[world] else _Index(inside)
        self._seen: dict[tuple[str, str], Seen] = {}
        self._namesakes: dict[int, _Namesakes] = {}
        self.vocabulary = Vocabulary(self._all.canonical)

    def seen_from(self, root: str, world: str) -> Seen:
        """Return what names mean in a root that can see the other roots of its world."""
        seen = self._seen.get((root, world))
        if seen is None:
            near = (self._roots.get(root), self._worlds.get(world))
            indexes = dict.fromkeys(index for index in near if index is not None)
            seen = self._seen[root, world] = Seen(tuple(indexes), self._all, self._namesakes)
        return seen

    def mentions(self, others: Iterable[tuple[str, ...]] = ()) -> Mentions:
        """Return all aliases in the form in which prose is searched for them; `others` name skills and commands."""
        from graphkit.link.mentions import Names as Mentions

        return Mentions(self._all.words, others)


class Seen:
    """Which definition a name means, seen from the files of one root: one of the own root first, then of its world."""

    def __init__(self, near: Sequence[_Index], everybody: _Index, namesakes: dict[int, _Namesakes]) -> None:
        self._near = near
        self._everybody = everybody
        self._namesakes = namesakes
        self._known: dict[str, str | None] = {}
        self._several: dict[str, Sequence[Definition]] = {}

    def by_name(self, text: str, path: str) -> str | None:
        """Return the id that a name in a file stands for: exact first, then in canonical form, never a guess.

        A qualified name (`plugin/agent`, `plugin:agent`) means the agent of that name below a folder of that name.
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

    def by_words(self, alias: tuple[str, ...], path: str) -> str | None:
        """Return the id that an alias of the vocabulary stands for, None if it names nobody of this world."""
        for index in self._near:
            if found := index.words.get(alias):
                return self._nearest(found, path)
        return None

    def _called(self, text: str) -> Sequence[Definition]:
        """Return all that bear a name; which of them is meant depends on the file."""
        name = bare(text)
        for index in self._near:
            if found := index.exact.get(name) or index.canonical.get(canonical(name)):
                return found
        if qualified := _QUALIFIED.match(name):
            folder, inner = canonical(qualified[1]), canonical(qualified[2])
            below = [agent for agent in self._everybody.canonical.get(inner, ()) if folder in _folders(agent)]
            if below:
                return below
        shorter = _DECORATION.sub("", name)  # the file's name, or a key such as `to_backend_staff`
        return self._called(shorter) if shorter and shorter != name else ()

    def _nearest(self, candidates: Sequence[Definition], path: str) -> str:
        if len(candidates) == 1:
            return candidates[0].id
        namesakes = self._namesakes.get(id(candidates))
        if namesakes is None:
            namesakes = self._namesakes[id(candidates)] = _Namesakes(candidates)
        return namesakes.nearest(path)


class _Index:
    """Definitions by the names they go by, in each of three spellings that is asked for."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self._definitions = definitions

    @cached_property
    def exact(self) -> dict[str, list[Definition]]:
        """By the name without what people write around it."""
        return self._by(bare)

    @cached_property
    def canonical(self) -> dict[str, list[Definition]]:
        """By the form in which names are compared."""
        return self._by(canonical)

    @cached_property
    def words(self) -> dict[tuple[str, ...], list[Definition]]:
        """By the words of the name."""
        return self._by(words)

    def _by(self, spelling: Callable[[str], _Key]) -> dict[_Key, list[Definition]]:
        index: dict[_Key, list[Definition]] = {}
        for definition in self._definitions:
            for alias in definition.aliases:
                _append(index, spelling(alias), definition)
        return index


class _Namesakes:
    """Definitions of one name, by each of the folders above them: the nearest is found without looking at all."""

    def __init__(self, candidates: Sequence[Definition]) -> None:
        self._by_path: dict[str, Definition] = {}
        self._by_folder: dict[str, Definition] = {}
        # In a folder comes before below it; stable: then as they came.
        for candidate in sorted(candidates, key=lambda candidate: (candidate.path.count("/"), candidate.path)):
            self._by_path.setdefault(candidate.path, candidate)
            for folder in PurePosixPath(candidate.path).parents:
                self._by_folder.setdefault(str(folder), candidate)

    def nearest(self, path: str) -> str:
        """Return the id of the one in the same file, in the same folder, or below the closest common folder."""
        found = self._by_path.get(path)
        if found is None:
            folders = (self._by_folder.get(str(folder)) for folder in PurePosixPath(path).parents)
            found = next((there for there in folders if there is not None), None)
        return (found or next(iter(self._by_path.values()))).id


def _folders(definition: Definition) -> set[str]:
    return {canonical(folder) for folder in PurePosixPath(definition.path).parts[:-1]}


def _append(index: dict[_Key, list[Definition]], key: _Key, value: Definition) -> None:
    entry = index.get(key)
    if entry is None:
        index[key] = [value]
    elif entry[-1] is not value:  # two aliases of one definition come one after the other
        entry.append(value)
