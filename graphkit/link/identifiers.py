"""Each definition under an id of its own: the name, and for namesakes as much of the path as tells them apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.definitions import Definition, Problem
    from graphkit.model.references import Reference
    from graphkit.model.spans import Span


def with_unique_ids(definitions: Sequence[Definition]) -> list[Definition]:
    """Return the definitions in their order; those whose id others have too get `name@` and the end of their path."""
    by_id: dict[str, list[Definition]] = {}
    for definition in definitions:
        by_id.setdefault(definition.id, []).append(definition)
    tails = {name: _tails(twins) for name, twins in by_id.items() if len(twins) > 1}
    return [
        _renamed(definition, tails[definition.id]) if definition.id in tails else definition
        for definition in definitions
    ]


def with_new_ids(
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
    """Count the ends of the paths, of every length, at which namesakes are; a whole path begins with ""."""
    paths = [("", *PurePosixPath(twin.path).parts) for twin in twins]
    return Counter(parts[-length:] for parts in paths for length in range(1, len(parts) + 1))


def _renamed(definition: Definition, tails: Counter[tuple[str, ...]]) -> Definition:
    """Return the definition under an id that tells it from its twins: `name@` and as much of the path as it takes."""
    parts = PurePosixPath(definition.path).parts
    length = next((n for n in range(1, len(parts)) if tails[parts[-n:]] == 1), len(parts))
    tail = "/".join(parts[-length:])
    same_file = tails["", *parts] > 1
    place = f"{tail}:{definition.span.line}" if same_file else tail
    unique = f"{definition.id}@{place}"

    def own(reference: Reference) -> Reference:
        return reference._replace(agent=unique)

    return replace(
        definition,
        id=unique,
        references=tuple(map(own, definition.references)),
        possible_names=tuple(
            one._replace(reference=own(one.reference), pieces=tuple(map(own, one.pieces)))
            for one in definition.possible_names
        ),
    )
