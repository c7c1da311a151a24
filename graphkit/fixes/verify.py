"""Whether an edited file says what it said before, but for what its repairs are meant to change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.model.names import canonical
from graphkit.model.repairs import AddEntry, RemoveEntry, ReplaceName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.definitions import Definition, Problem, Reading
    from graphkit.model.references import Reference
    from graphkit.model.repairs import Change

_Named = tuple[str, str, str, str]


def confirms(before: Reading, after: Reading, changes: Iterable[Change]) -> bool:
    """Return whether a reading differs from the one before by nothing but the changes that were made.

    No agent may be lost or renamed, no reference but those that a change removes, and no text; only the names that a
    change adds may be new, and nothing may be misread that was not before; a text that was to be mended is so.
    """
    changes = tuple(changes)
    if len(before.definitions) != len(after.definitions) or bool(before.skipped) != bool(after.skipped):
        return False
    if Counter(problem.rule for problem in after.problems) - Counter(problem.rule for problem in before.problems):
        return False
    mended = sum(not isinstance(one, AddEntry | RemoveEntry | ReplaceName) for one in changes)
    if len({*map(_place, before.problems)} - {*map(_place, after.problems)}) < mended:
        return False
    added = Counter(canonical(one.name) for one in changes if isinstance(one, AddEntry))
    replaced = [one for one in changes if isinstance(one, ReplaceName)]
    gone = {one.entry for one in changes if isinstance(one, RemoveEntry)}
    lost = Counter(_named(reference) for reference in _references(before) if reference.span in gone)
    old, new = _all(before), _all(after)
    if replaced:
        return sum(new.values()) >= sum((old - lost).values())
    if (old - lost) - new:
        return False
    fresh = Counter(name for *_, name in (new - (old - lost)).elements())
    if not mended and fresh != added:
        return False
    return all(map(_keeps, before.definitions, after.definitions))


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.rule, problem.span.line, problem.message  # a quote before it moves it along its line


def _all(reading: Reading) -> Counter[_Named]:
    return Counter(map(_named, _references(reading)))


def _references(reading: Reading) -> Iterator[Reference]:
    """Yield the references of a reading, also those of texts that linking decides about: each name of `a, b`."""
    for agent in reading.definitions:
        yield from agent.references
        for possible in agent.possible_names:
            yield from possible.pieces or (possible.reference,)


def _named(reference: Reference) -> _Named:
    return reference.agent, reference.relation, reference.direction, canonical(reference.text)


def _keeps(before: Definition, after: Definition) -> bool:
    """Return whether an agent keeps its name, level and description; a description may have gained what was lost."""
    if before.name != after.name or (before.level and (after.level is None or after.level.text != before.level.text)):
        return False
    old, new = (" ".join((one.description or "").split()) for one in (before, after))
    return old in new
