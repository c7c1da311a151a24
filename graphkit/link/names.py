"""Which definition a name means, seen from where it is used."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from graphkit import scopes
from graphkit.algorithms.phrases import Vocabulary
from graphkit.model.names import bare, canonical, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.algorithms.mentions import Names as Mentions
    from graphkit.model.definitions import Definition
    from graphkit.scopes import Place

_Key = TypeVar("_Key")
_Spelling: TypeAlias = tuple[str, ...]
_EXACT, _NEAR, _WORDS = "exact", "canonical", "words"
_DECORATION = re.compile(r"^(?:to|from|with)[_-]|(?:\.agent|\.chatmode)?\.md$|^.*/(?=[^/]+\.md$)", re.IGNORECASE)
_QUALIFIED = re.compile(r"([^/:\s]+)[/:]([^/:]+)$")


class Names:
    """Which definition a name means, seen from where it is used."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._canonical: dict[str, list[Definition]] = {}
        self._words: set[tuple[str, ...]] = set()
        self._of_root: dict[tuple[str, _Spelling], list[Definition]] = {}
        self._of_world: dict[tuple[str, _Spelling], list[Definition]] = {}
        for definition in definitions:
            world = scopes.world(definition)
            for alias in definition.aliases:
                near = canonical(alias)
                _append(self._canonical, near, definition)
                self._words.add(words(alias))
                for spelling in ((_EXACT, bare(alias)), (_NEAR, near), (_WORDS, *words(alias))):
                    _append(self._of_root, (definition.root, spelling), definition)
                    _append(self._of_world, (world, spelling), definition)
        self._namesakes: dict[int, _Namesakes] = {}
        self.vocabulary = Vocabulary(self._canonical)

    def by_name(self, text: str, user: Place) -> str | None:
        """Return the id that a name stands for: exact first, then in canonical form, never a guess.

        A qualified name (`plugin/agent`, `plugin:agent`) means the agent of that name below a folder of that name.
        """
        name = bare(text)
        found = self._visible(user, (_EXACT, name), (_NEAR, canonical(name)))
        if found:
            return self._nearest(found, user)
        if qualified := _QUALIFIED.match(name):
            folder, inner = canonical(qualified[1]), canonical(qualified[2])
            found = [agent for agent in self._canonical.get(inner, ()) if folder in _folders(agent)]
            if found:
                return _Namesakes(found).nearest(user)
        shorter = _DECORATION.sub("", name)  # the file's name, or a key such as `to_backend_staff`
        return self.by_name(shorter, user) if shorter and shorter != name else None

    def mentions(self) -> Mentions:
        """Return all aliases in the form in which prose is searched for them."""
        from graphkit.algorithms.mentions import Names as Mentions

        return Mentions(self._words)

    def by_words(self, alias: tuple[str, ...], user: Place) -> str | None:
        """Return the id that an alias of the vocabulary stands for, None if it names nobody of this world."""
        found = self._visible(user, (_WORDS, *alias))
        return self._nearest(found, user) if found else None

    def _visible(self, user: Place, *spellings: _Spelling) -> list[Definition]:
        """Return whom the first of some spellings means: in the user's own root first, then in its world."""
        for index, where in ((self._of_root, user.root), (self._of_world, user.world)):
            for spelling in spellings:
                if found := index.get((where, spelling)):
                    return found
        return []

    def _nearest(self, candidates: list[Definition], user: Place) -> str:
        if len(candidates) == 1:
            return candidates[0].id
        namesakes = self._namesakes.get(id(candidates))
        if namesakes is None:
            namesakes = self._namesakes[id(candidates)] = _Namesakes(candidates)
        return namesakes.nearest(user)


class _Namesakes:
    """Definitions of one name, by each of the folders above them: the nearest is found without looking at all."""

    def __init__(self, candidates: Sequence[Definition]) -> None:
        self._by_path: dict[str, Definition] = {}
        self._by_folder: dict[str, Definition] = {}
        for candidate in sorted(candidates, key=lambda candidate: candidate.path):  # stable: then as they came
            self._by_path.setdefault(candidate.path, candidate)
            for folder in PurePosixPath(candidate.path).parents:
                self._by_folder.setdefault(str(folder), candidate)

    def nearest(self, user: Place) -> str:
        """Return the id of the one in the same file, in the same folder, or below the closest common folder."""
        found = self._by_path.get(user.path)
        if found is None:
            folders = (self._by_folder.get(str(folder)) for folder in PurePosixPath(user.path).parents)
            found = next((there for there in folders if there is not None), None)
        return (found or next(iter(self._by_path.values()))).id


def _folders(definition: Definition) -> set[str]:
    return {canonical(folder) for folder in PurePosixPath(definition.path).parts[:-1]}


def _append(index: dict[_Key, list[Definition]], key: _Key, value: Definition) -> None:
    entry = index.setdefault(key, [])
    if not entry or entry[-1] is not value:  # two aliases of one definition come one after the other
        entry.append(value)
