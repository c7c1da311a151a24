"""JSON, TOML and YAML files: one agent, or a roster of several. A file that no dialect claims is none of ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from graphkit import dialects
from graphkit.model import toml_values
from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.positions import InvalidTextError
from graphkit.model.spans import Span
from graphkit.model.values import Mapping
from graphkit.readers import definition, dialect, document_recovery, json_values, repeated_keys, roster
from graphkit.readers.fields import Fields
from graphkit.readers.yaml_values import Notes, Origin, compose

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.spans import Source
    from graphkit.model.values import Pair, Value


class _Document(NamedTuple):
    """The top-level entries of a file, what is wrong with it, and whether its syntax is without a flaw.

    `bases` are the places of the mappings that others merge.
    """

    entries: tuple[Pair, ...] = ()
    problems: tuple[Problem, ...] = ()
    sound: bool = True
    bases: frozenset[tuple[int, int]] = frozenset()


def read(source: Source, text: str, config: Config) -> Reading:
    """Return the agents of a file that a dialect claims; of another one nothing, unless it was asked for by name.

    A file that cannot be parsed is a definition of its name all the same: those who name it are right.
    """
    claimed = dialect.of_data(source, text, config)
    if not claimed:
        return _nothing(source)
    document = _parse(source, text)
    fields = Fields(document.entries)
    found = next((one.dialect for one in claimed if dialect.holds(one.claim, fields)), None)
    if found is None and not document.sound and (source.named or dialects.is_at_home(source)):
        found = next((one.dialect for one in claimed if not one.dialect.is_roster), None)
    if found is None:
        return Reading(problems=document.problems) if document.problems else _nothing(source)
    if found.is_roster:
        reading = roster.read(source, fields, found, config, document.bases)
        places = {agent.span for agent in reading.definitions}  # two of one name are a finding of their own
        problems = [one for one in document.problems if one.span not in places]
        return replace(reading, problems=(*problems, *reading.problems))
    stem, start = definition.stem(source.path), Span(source.path, 1, 1)
    agent = definition.build(source, document.entries, stem, start, config, dialect=found)
    return Reading((agent,), tuple(problem._replace(agent=agent.id) for problem in document.problems))


def _nothing(source: Source) -> Reading:
    reason = "no dialect claims it: it contains no agents, or none that graphkit can read"
    return Reading(skipped=Skipped(source.path, reason)) if source.named else Reading()


def _parse(source: Source, text: str) -> _Document:
    suffix = source.path.lower().rpartition(".")[2]
    return (_yaml if suffix in ("yaml", "yml") else _toml if suffix == "toml" else _json)(source, text)


def _json(source: Source, text: str) -> _Document:
    try:
        parsed = json_values.parse(text)
    except InvalidTextError as error:
        return _Document((), (_broken(source, "JSON", error),), sound=False)
    problems = repeated_keys.problems(parsed.repeated, source.path)
    if parsed.failure is not None:
        problems.insert(0, _broken(source, "JSON", parsed.failure))
    return _Document(_entries(parsed.value), tuple(problems), sound=parsed.failure is None)


def _toml(source: Source, text: str) -> _Document:
    try:
        return _Document(toml_values.parse(text).entries)
    except InvalidTextError as error:
        value = toml_values.recover(text)
        return _Document(_entries(value), (_broken(source, "TOML", error),), sound=False)


def _yaml(source: Source, text: str) -> _Document:
    notes = Notes()
    try:
        entries = _entries(compose(text, Origin(1), notes=notes))
        problems: list[Problem] = []
    except InvalidTextError:
        notes = Notes()
        found, problems = document_recovery.recover(text.split("\n"), 1, source.path, notes=notes)
        entries = tuple(found)
    repeated = [*notes.repeated, *repeated_keys.twice(entries)]
    problems += repeated_keys.problems(repeated, source.path)
    return _Document(entries, tuple(problems), bases=frozenset(notes.bases))


def _entries(value: Value | None) -> tuple[Pair, ...]:
    return value.entries if isinstance(value, Mapping) else ()


def _broken(source: Source, kind: str, error: InvalidTextError) -> Problem:
    message = f"this is not valid {kind}: {error.problem}; what can be read of it is kept"
    span = Span(source.path, error.line, error.column)
    return Problem("unreadable-file", message, span, f"Correct it; it must be valid {kind}.")
