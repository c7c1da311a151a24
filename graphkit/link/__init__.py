"""Definitions become one graph: names are resolved, ghosts and duplicates kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from graphkit.config import NOBODY
from graphkit.dialects import worlds
from graphkit.link import assignments, scopes
from graphkit.link.edges import Edges
from graphkit.link.names import Names
from graphkit.model.definitions import Reference
from graphkit.model.graph import AgentGraph
from graphkit.model.names import canonical, words
from graphkit.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.config import Config
    from graphkit.link.callers import Calls
    from graphkit.link.mentions import Names as Mentions
    from graphkit.model.calls import CallerSource, CallerText, Plugin
    from graphkit.model.definitions import Definition, Link, Problem, Reading
    from graphkit.model.suppressions import InlineIgnore

_REST = "workflow"


class Surroundings(NamedTuple):
    """What lies beside the agents: the callers that were read, all files that might be callers, and the plugins."""

    texts: Sequence[CallerText] = ()
    callers: Sequence[CallerSource] = ()
    plugins: Sequence[Plugin] = ()


def link(readings: Sequence[Reading], config: Config, beside: Surroundings = Surroundings()) -> AgentGraph:  # noqa: B008
    """Return the graph of all definitions; no agent is left out, and every reference is on some edge.

    A name that several definitions have means the nearest one: same file, same folder, closest common folder. What
    calls the agents is kept beside them.
    """
    found = [agent for reading in readings for agent in reading.definitions]
    links = [link for reading in readings for link in reading.links]
    if config.merge:
        found, links = scopes.merged(found, links)
    definitions = _with_unique_ids(found)
    edges = Edges(config, {definition.id for definition in definitions})
    problems = _with_new_ids([problem for reading in readings for problem in reading.problems], found, definitions)
    names = Names(definitions)
    problems += _gather(edges, definitions, names, links, config)
    calls = _calls(edges, definitions, names, readings, beside, config)
    return AgentGraph(
        agents={agent.id: agent for agent in sorted(definitions, key=lambda agent: agent.id)},
        ghosts=dict(sorted(edges.ghosts.items())),
        edges=edges.sorted(),
        relations={relation.name: relation for relation in config.relations},
        levels=scopes.levels(definitions, config),
        problems=tuple(sorted(problems)),
        skipped=tuple(sorted(reading.skipped for reading in readings if reading.skipped)),
        ignores=tuple(sorted(_ignores(readings, beside), key=lambda ignore: ignore.span)),
        **(calls._asdict() if calls else {}),
    )


def _ignores(readings: Sequence[Reading], beside: Surroundings) -> Iterator[InlineIgnore]:
    """Yield the ignores of all files, those that call agents included."""
    for reading in readings:
        yield from reading.ignores
    for text in beside.texts:
        yield from text.ignores


def _calls(
    edges: Edges, definitions: Sequence[Definition], names: Names, readings: Sequence[Reading], beside: Surroundings,
    config: Config,
) -> Calls | None:  # fmt: skip
    """Add the calls in agents' bodies to the edges, and return those of the callers; None where nothing calls."""
    if not (beside.texts or any(definition.calls for definition in definitions)):
        return None
    from graphkit.link import callers
    from graphkit.link.call_targets import Targets

    others = [reading.skipped.path for reading in readings if reading.skipped]
    others += [caller.path for caller in beside.callers if caller.kind in ("skill", "command") and caller.main]
    texts = beside.texts
    if config.merge and definitions:
        root = definitions[0].root
        texts = [replace(text, source=replace(text.source, root=root)) for text in texts]
    targets = Targets(definitions, names, beside.plugins, config, others)
    spoken, dead = callers.in_bodies(definitions, targets)
    for definition, reference, target in spoken:
        edges.add(((reference, target),), definition)
    found = callers.connect(texts, beside.callers, targets, names, beside.plugins)
    return found._replace(dead_calls=tuple(sorted((*dead, *found.dead_calls), key=lambda one: one.span)))


def _gather(
    edges: Edges, definitions: Sequence[Definition], names: Names, links: Sequence[Link], config: Config
) -> list[Problem]:
    """Add every reference to the edges; return what is wrong with connections that cannot be one."""
    for definition in definitions:
        edges.add(_resolved(definition, names), definition)
    if any(definition.passages for definition in definitions):
        known = {relation.name for relation in config.relations}
        mentions = names.mentions()
        for definition in definitions:
            edges.add(_in_prose(definition, names, mentions, known), definition)
    return assignments.connect(edges, links, names, definitions, config)


def _resolved(definition: Definition, names: Names) -> Iterator[tuple[Reference, str | None]]:
    """Yield each reference with the agent it means; None is a ghost. What names nobody and need not is left out."""
    own: frozenset[tuple[str, ...]] | None = None
    seen, path = names.seen_from(definition.root, worlds.world(definition)), definition.path
    said: set[str] = set()
    for reference in definition.references:
        if reference.phrase:
            own = own or frozenset(map(words, definition.aliases))
            verb, mentions = names.vocabulary.mentions(_spoken(reference), own)
            if mentions:
                said.add(f"{reference.field}.{reference.text}")
            for mention in mentions:
                other = seen.by_words(mention.alias, path)
                if other is not None:
                    yield reference._replace(label=reference.label or verb, direction=mention.direction), other
        elif reference.field not in said:  # else the key has named the agent, and this is the reason why
            other = seen.by_name(reference.text, path)
            if other is not None or (reference.firm and canonical(reference.text) not in NOBODY):
                yield reference, other


def _in_prose(
    definition: Definition, names: Names, mentions: Mentions, known: set[str]
) -> Iterator[tuple[Reference, str]]:
    """Yield a reference for each agent that prose names; the passage that speaks most plainly of a place counts."""
    own = frozenset(map(words, definition.aliases))
    seen = names.seen_from(definition.root, worlds.world(definition))
    told: set[Span] = set()
    for passage in definition.passages:
        relation = passage.relation if passage.relation in known else _REST
        for alias, start, end in mentions.of(passage, own):
            span = passage.place(start, end)
            target = seen.by_words(alias, definition.path)
            if target is None or target == definition.id or span in told or relation not in known:
                continue
            told.add(span)
            reference = Reference(
                definition.id, relation, passage.direction, passage.field, passage.text[start:end], span,
                passage.label if relation == _REST else None, prose=True,
            )  # fmt: skip
            yield reference, target


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


def _with_new_ids(
    problems: list[Problem], found: Sequence[Definition], definitions: Sequence[Definition]
) -> list[Problem]:
    """Return the problems with the ids that their agents have now."""
    changed: dict[tuple[str, str], list[tuple[Span, str]]] = {}
    for before, now in zip(found, definitions, strict=True):
        if before.id != now.id:
            changed.setdefault((before.id, before.path), []).append((now.span, now.id))
    if not changed:
        return problems

    def renamed(problem: Problem) -> Problem:
        twins = changed.get((problem.agent or "", problem.span.path), [])
        # Of several in one file it is about the one that begins last before it.
        before = [twin for twin in twins if twin[0] <= problem.span] or twins
        return problem._replace(agent=max(before)[1]) if before else problem

    return [renamed(problem) for problem in problems]


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
