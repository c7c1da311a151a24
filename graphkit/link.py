"""Definitions become one graph: names are resolved, ghosts and duplicates kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from graphkit.algorithms.phrases import Vocabulary
from graphkit.model.graph import AgentGraph, Edge, Ghost
from graphkit.model.names import bare, canonical, words
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Reading, Reference

_Key = TypeVar("_Key")
_DECORATION = re.compile(r"^(?:to|from|with)[_-]|(?:\.agent|\.chatmode)?\.md$|^.*/(?=[^/]+\.md$)", re.IGNORECASE)


def link(readings: Sequence[Reading], config: Config) -> AgentGraph:
    """Return the graph of all definitions; nobody is left out, and every reference stands on some edge.

    A name that several definitions bear means the nearest one: same file, same folder, closest common folder.
    """
    definitions = _with_unique_ids([agent for reading in readings for agent in reading.definitions])
    names = _Names(definitions)
    edges = _Edges(config)
    for definition in definitions:
        for reference, targets in _resolved(definition, names):
            edges.add(reference, targets)
    return AgentGraph(
        agents={agent.id: agent for agent in sorted(definitions, key=lambda agent: agent.id)},
        ghosts=dict(sorted(edges.ghosts.items())),
        edges=edges.sorted(),
        relations={relation.name: relation for relation in config.relations},
        levels=config.levels,
        problems=tuple(sorted(problem for reading in readings for problem in reading.problems)),
        skipped=tuple(sorted(reading.skipped for reading in readings if reading.skipped)),
    )


class _Names:
    """Which definition a name means, seen from where it is used."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._exact: dict[str, list[Definition]] = {}
        self._canonical: dict[str, list[Definition]] = {}
        self._words: dict[tuple[str, ...], list[Definition]] = {}
        for definition in definitions:
            for alias in definition.aliases:
                _append(self._exact, bare(alias), definition)
                _append(self._canonical, canonical(alias), definition)
                _append(self._words, words(alias), definition)
        self._namesakes: dict[int, _Namesakes] = {}
        self.vocabulary = Vocabulary(self._canonical)

    def by_name(self, text: str, user: Definition) -> str | None:
        """Return the id that a name stands for: exact first, then in canonical form, never a guess."""
        name = bare(text)
        found = self._exact.get(name) or self._canonical.get(canonical(name))
        if found:
            return self._nearest(found, user)
        shorter = _DECORATION.sub("", name)  # the file's name, or a key such as `to_backend_staff`
        return self.by_name(shorter, user) if shorter and shorter != name else None

    def by_words(self, alias: tuple[str, ...], user: Definition) -> str:
        """Return the id that an alias of the vocabulary stands for."""
        return self._nearest(self._words[alias], user)

    def _nearest(self, candidates: list[Definition], user: Definition) -> str:
        if len(candidates) == 1:
            return candidates[0].id
        namesakes = self._namesakes.get(id(candidates))
        if namesakes is None:
            namesakes = self._namesakes[id(candidates)] = _Namesakes(candidates)
        return namesakes.nearest(user)


class _Edges:
    """Gathers references into edges: one for each relation, source, target and label."""

    def __init__(self, config: Config) -> None:
        self.ghosts: dict[str, Ghost] = {}
        self._spelling: dict[str, str] = {}
        self._externals = config.externals
        self._symmetric = {relation.name for relation in config.relations if relation.symmetric}
        self._found: dict[tuple[str, str, str, str], list[Reference]] = {}
        self._both_ways: set[tuple[str, str, str, str]] = set()

    def add(self, reference: Reference, other: str | None) -> None:
        end = other if other is not None else self._ghost(reference.text)
        source, target = (end, reference.agent) if reference.direction is Direction.IN else (reference.agent, end)
        symmetric = reference.direction is Direction.BOTH or reference.relation in self._symmetric
        if symmetric and target < source:
            source, target = target, source
        key = (reference.relation, source, target, reference.label or "")
        self._found.setdefault(key, []).append(reference)
        if symmetric:
            self._both_ways.add(key)

    def sorted(self) -> tuple[Edge, ...]:
        return tuple(
            Edge(
                source, target, relation, label or None, key in self._both_ways,
                source not in self.ghosts and target not in self.ghosts,
                tuple(references if len(references) == 1 else sorted(references, key=lambda reference: reference.span)),
            )
            for key, references in sorted(self._found.items())
            for relation, source, target, label in [key]
        )  # fmt: skip

    def _ghost(self, text: str) -> str:
        """Return the id of a ghost: its name as it is written first, whatever its later spellings."""
        key = canonical(text)
        name = self._spelling.setdefault(key, bare(text))
        if name not in self.ghosts:
            self.ghosts[name] = Ghost(name, name, key in self._externals)
        return name


def _resolved(definition: Definition, names: _Names) -> Iterator[tuple[Reference, str | None]]:
    """Yield each reference with the agent it means; None is a ghost. What names nobody and need not is left out."""
    own: frozenset[tuple[str, ...]] | None = None
    said: set[str] = set()
    for reference in definition.references:
        if reference.phrase:
            own = own or frozenset(map(words, definition.aliases))
            verb, mentions = names.vocabulary.mentions(_spoken(reference), own)
            for mention in mentions:
                said.add(f"{reference.field}.{reference.text}")
                label = reference.label or verb
                told = reference._replace(label=label, direction=mention.direction)
                yield told, names.by_words(mention.alias, definition)
        elif reference.field not in said:  # else the key has named the agent, and this is the reason why
            other = names.by_name(reference.text, definition)
            if other is not None or reference.firm:
                yield reference, other


def _spoken(reference: Reference) -> str:
    """Return a phrase that has a verb: the key `to_backend_staff` of a field with a verb lacks it."""
    return f"{reference.label}_{reference.text}" if reference.label else reference.text


def _with_unique_ids(definitions: list[Definition]) -> list[Definition]:
    by_id: dict[str, list[Definition]] = {}
    for definition in definitions:
        by_id.setdefault(definition.id, []).append(definition)
    tails = {name: _tails(twins) for name, twins in by_id.items() if len(twins) > 1}
    return [
        _renamed(definition, tails[definition.id]) if definition.id in tails else definition
        for definition in definitions
    ]


def _tails(twins: Sequence[Definition]) -> Counter[tuple[str, ...]]:
    """Count the ends of the paths, of every length, at which definitions of one name stand."""
    paths = [PurePosixPath(twin.path).parts for twin in twins]
    return Counter(parts[-length:] for parts in paths for length in range(1, len(parts) + 1))


def _renamed(definition: Definition, tails: Counter[tuple[str, ...]]) -> Definition:
    """Return the definition under an id that tells it from its twins: `name@` and as much of the path as it takes."""
    parts = PurePosixPath(definition.path).parts
    length = next((n for n in range(1, len(parts)) if tails[parts[-n:]] == 1), len(parts))
    tail = "/".join(parts[-length:])
    same_file = tails[parts] > 1
    place = f"{tail}:{definition.span.line}" if same_file else tail
    unique = f"{definition.id}@{place}"
    references = tuple(reference._replace(agent=unique) for reference in definition.references)
    return replace(definition, id=unique, references=references)


class _Namesakes:
    """Definitions of one name, by each of the folders above them: the nearest is found without looking at all."""

    def __init__(self, candidates: Sequence[Definition]) -> None:
        self._by_path: dict[str, Definition] = {}
        self._by_folder: dict[str, Definition] = {}
        for candidate in sorted(candidates, key=lambda candidate: candidate.path):  # stable: then as they came
            self._by_path.setdefault(candidate.path, candidate)
            for folder in PurePosixPath(candidate.path).parents:
                self._by_folder.setdefault(str(folder), candidate)

    def nearest(self, user: Definition) -> str:
        """Return the id of the one in the same file, in the same folder, or below the closest common folder."""
        found = self._by_path.get(user.path)
        if found is None:
            folders = (self._by_folder.get(str(folder)) for folder in PurePosixPath(user.path).parents)
            found = next((there for there in folders if there is not None), None)
        return (found or next(iter(self._by_path.values()))).id


def _append(index: dict[_Key, list[Definition]], key: _Key, value: Definition) -> None:
    entry = index.setdefault(key, [])
    if not entry or entry[-1] is not value:  # two aliases of one definition come one after the other
        entry.append(value)
