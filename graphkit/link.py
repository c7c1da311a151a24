"""Definitions become one graph: names are resolved, ghosts and duplicates kept."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from graphkit import scopes
from graphkit.algorithms.mentions import Names
from graphkit.algorithms.phrases import Vocabulary
from graphkit.model.definitions import Problem, Reference
from graphkit.model.graph import AgentGraph, Edge, Ghost
from graphkit.model.names import bare, canonical, words
from graphkit.model.relations import Direction
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Definition, Link, Reading
    from graphkit.scopes import Place

_Key = TypeVar("_Key")
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
        self._exact: dict[str, list[Definition]] = {}
        self._canonical: dict[str, list[Definition]] = {}
        self._words: dict[tuple[str, ...], list[Definition]] = {}
        for definition in definitions:
            for alias in definition.aliases:
                _append(self._exact, bare(alias), definition)
                _append(self._canonical, canonical(alias), definition)
                _append(self._words, words(alias), definition)
        self.vocabulary = Vocabulary(self._canonical)

    def by_name(self, text: str, user: Place) -> str | None:
        """Return the id that a name stands for: exact first, then in canonical form, never a guess.

        A qualified name (`plugin/agent`, `plugin:agent`) means the agent of that name below a folder of that name.
        """
        name = bare(text)
        found = scopes.visible(self._exact.get(name, ()), self._canonical.get(canonical(name), ()), user)
        if found:
            return _nearest(found, user)
        if qualified := _QUALIFIED.match(name):
            folder, inner = canonical(qualified[1]), canonical(qualified[2])
            found = [agent for agent in self._canonical.get(inner, ()) if folder in _folders(agent)]
            if found:
                return _nearest(found, user)
        shorter = _DECORATION.sub("", name)  # the file's name, or a key such as `to_backend_staff`
        return self.by_name(shorter, user) if shorter and shorter != name else None

    def mentions(self) -> Names:
        """Return all aliases in the form in which prose is searched for them."""
        return Names(self._words)

    def by_words(self, alias: tuple[str, ...], user: Place) -> str | None:
        """Return the id that an alias of the vocabulary stands for, None if it names nobody of this world."""
        found = scopes.visible(self._words[alias], (), user)
        return _nearest(found, user) if found else None


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
    own = frozenset(words(alias) for alias in definition.aliases)
    here = scopes.place(definition)
    said: set[str] = set()
    for reference in definition.references:
        if reference.phrase:
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
    return [
        definition if len(by_id[definition.id]) == 1 else _renamed(definition, by_id[definition.id])
        for definition in definitions
    ]


def _renamed(definition: Definition, twins: list[Definition]) -> Definition:
    """Return the definition under an id that tells it from its twins: `name@` and as much of the path as it takes."""
    parts = PurePosixPath(definition.path).parts
    others = [PurePosixPath(twin.path).parts for twin in twins if twin is not definition]
    length = next((n for n in range(1, len(parts)) if all(other[-n:] != parts[-n:] for other in others)), len(parts))
    tail = "/".join(parts[-length:])
    same_file = parts in others
    place = f"{tail}:{definition.span.line}" if same_file else tail
    unique = f"{definition.id}@{place}"
    references = tuple(reference._replace(agent=unique) for reference in definition.references)
    return replace(definition, id=unique, references=references)


def _folders(definition: Definition) -> set[str]:
    return {canonical(folder) for folder in PurePosixPath(definition.path).parts[:-1]}


def _nearest(candidates: Sequence[Definition], user: Place) -> str:
    if len(candidates) == 1:
        return candidates[0].id
    here = PurePosixPath(user.path).parts

    def distance(definition: Definition) -> tuple[bool, int, str]:
        there = PurePosixPath(definition.path).parts
        common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))))
        return (definition.path != user.path, -common, definition.path)

    return min(candidates, key=distance).id


def _append(index: dict[_Key, list[Definition]], key: _Key, value: Definition) -> None:
    entry = index.setdefault(key, [])
    if not any(known is value for known in entry):
        entry.append(value)
