"""Definitions become one graph: names are resolved, ghosts and duplicates kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from graphkit import scopes
from graphkit.algorithms.phrases import Vocabulary
from graphkit.model.definitions import Problem, Reference
from graphkit.model.graph import AgentGraph, Edge, Ghost
from graphkit.model.names import bare, canonical, words
from graphkit.model.relations import Direction
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.algorithms.mentions import Names
    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link, Reading
    from graphkit.scopes import Place

_Key = TypeVar("_Key")
_Spelling: TypeAlias = tuple[str, ...]
_EXACT, _NEAR, _WORDS = "exact", "canonical", "words"
_REST = "workflow"
_DECORATION = re.compile(r"^(?:to|from|with)[_-]|(?:\.agent|\.chatmode)?\.md$|^.*/(?=[^/]+\.md$)", re.IGNORECASE)

_QUALIFIED = re.compile(r"([^/:\s]+)[/:]([^/:]+)$")


def link(readings: Sequence[Reading], config: Config) -> AgentGraph:
    """Return the graph of all definitions; nobody is left out, and every reference stands on some edge.

    A name that several definitions bear means the nearest one: same file, same folder, closest common folder.
    """
    found = [agent for reading in readings for agent in reading.definitions]
    links = [link for reading in readings for link in reading.links]
    if config.merge:
        found, links = scopes.merged(found, links)
    definitions = _with_unique_ids(found)
    names = _Names(definitions)
    edges = _Edges(config, {definition.id for definition in definitions})
    for definition in definitions:
        for reference, target in _resolved(definition, names):
            edges.add(reference, edges.ghost(reference, definition) if target is None else target)
    if any(definition.passages for definition in definitions):
        for reference, target in _in_prose(definitions, names, {relation.name for relation in config.relations}):
            edges.add(reference, target)
    problems = [problem for reading in readings for problem in reading.problems]
    for link in links:
        told = _told(link, names)
        if isinstance(told, Problem):
            problems.append(told)
        else:
            reference, target = told
            edges.add(reference, edges.ghost(reference, link) if target is None else target)
    return AgentGraph(
        agents={agent.id: agent for agent in sorted(definitions, key=lambda agent: agent.id)},
        ghosts=dict(sorted(edges.ghosts.items())),
        edges=edges.sorted(),
        relations={relation.name: relation for relation in config.relations},
        levels=scopes.levels(definitions, config),
        problems=tuple(sorted(problems)),
        skipped=tuple(sorted(reading.skipped for reading in readings if reading.skipped)),
        ignores=tuple(sorted((one for reading in readings for one in reading.ignores), key=lambda one: one.span)),
    )


class _Names:
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

    def mentions(self) -> Names:
        """Return all aliases in the form in which prose is searched for them."""
        from graphkit.algorithms.mentions import Names

        return Names(self._words)

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


class _Edges:
    """Gathers references into edges: one for each relation, source, target and label."""

    def __init__(self, config: Config, agents: set[str]) -> None:
        self._agents = agents
        self.ghosts: dict[str, Ghost] = {}
        self._spelling: dict[str, str] = {}
        self._externals = config.externals
        self._symmetric = {relation.name for relation in config.relations if relation.symmetric}
        self._found: dict[tuple[str, str, str, str], list[Reference]] = {}
        self._both_ways: set[tuple[str, str, str, str]] = set()

    def add(self, reference: Reference, end: str) -> None:
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

    def ghost(self, reference: Reference, user: Definition | Link) -> str:
        """Return the id of a ghost: its name as it is written first, whatever its later spellings.

        Where another world has an agent of that name, the id says which root lacks it.
        """
        key = canonical(reference.text)
        name = self._spelling.setdefault(key, bare(reference.text))
        ghost = f"{name}@{user.root}" if name in self._agents else name
        known = self.ghosts.get(ghost)
        if known is None or not known.external:
            self.ghosts[ghost] = Ghost(ghost, name, key in self._externals or key in scopes.externals(user.dialect))
        return ghost


def _resolved(definition: Definition, names: _Names) -> Iterator[tuple[Reference, str | None]]:
    """Yield each reference with the agent it means; None is a ghost. What names nobody and need not is left out."""
    own: frozenset[tuple[str, ...]] | None = None
    here = scopes.place(definition)
    said: set[str] = set()
    for reference in definition.references:
        if reference.phrase:
            own = own or frozenset(map(words, definition.aliases))
            verb, mentions = names.vocabulary.mentions(_spoken(reference), own)
            for mention in mentions:
                said.add(f"{reference.field}.{reference.text}")
                label = reference.label or verb
                told = reference._replace(label=label, direction=mention.direction)
                other = names.by_words(mention.alias, here)
                if other is not None:
                    yield told, other
        elif reference.field not in said:  # else the key has named the agent, and this is the reason why
            other = names.by_name(reference.text, here)
            if other is not None or reference.firm:
                yield reference, other


def _in_prose(definitions: Iterable[Definition], names: _Names, known: set[str]) -> Iterator[tuple[Reference, str]]:
    """Yield a reference for each agent that prose names; the passage that speaks most plainly of a place counts."""
    mentions = names.mentions()
    for definition in definitions:
        own = frozenset(words(alias) for alias in definition.aliases)
        seen: set[Span] = set()
        for passage in definition.passages:
            relation = passage.relation if passage.relation in known else _REST
            for alias, start, end in mentions.of(passage, own):
                span = passage.place(start, end)
                target = names.by_words(alias, scopes.place(definition))
                if target is None or target == definition.id or span in seen or relation not in known:
                    continue
                seen.add(span)
                reference = Reference(
                    definition.id, relation, passage.direction, passage.field, passage.text[start:end], span,
                    passage.label if relation == _REST else None, prose=True,
                )  # fmt: skip
                yield reference, target


def _told(link: Link, names: _Names) -> tuple[Reference, str | None] | Problem:
    """Return a connection as a reference of one of its ends, and the other end; None is a ghost."""
    here = scopes.Place(link.target.span.path, link.root, link.root)
    source, target = names.by_name(link.source.text, here), names.by_name(link.target.text, here)
    if source is not None:
        out = Reference(source, link.relation, Direction.OUT, link.field, link.target.text, link.target.span)
        return out, target
    if target is not None:
        back = Reference(target, link.relation, Direction.IN, link.field, link.source.text, link.source.span)
        return back, None
    message = f"`{link.field}` connects `{link.source.text}` with `{link.target.text}`, and nobody defines either"
    return Problem("wrong-type", message, link.target.span, "Define both, or remove the connection.")


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


def _folders(definition: Definition) -> set[str]:
    return {canonical(folder) for folder in PurePosixPath(definition.path).parts[:-1]}


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


def _append(index: dict[_Key, list[Definition]], key: _Key, value: Definition) -> None:
    entry = index.setdefault(key, [])
    if not entry or entry[-1] is not value:  # two aliases of one definition come one after the other
        entry.append(value)
