"""JSON, TOML and YAML files: one agent, or a roster of several. A file that no dialect claims is none of ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from graphkit.model.definitions import Problem, Reading, Skipped
from graphkit.model.spans import Span
from graphkit.model.values import Mapping
from graphkit.readers import definition, dialect, json_values, roster, salvage, toml_values
from graphkit.readers.broken import BrokenError
from graphkit.readers.entries import Entry
from graphkit.readers.fields import Fields
from graphkit.readers.yaml_values import BrokenYamlError, Origin, compose

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.spans import Source


class _Document(NamedTuple):
    """The top-level entries of a file, and what is wrong with it."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(source: Source, text: str, config: Config) -> Reading:
    """Return the agents of a file that a dialect claims; of another one nothing, unless it was asked for by name."""
    claimed = dialect.of_data(source, text, config)
    if not claimed:
        return _nothing(source)
    document = _parse(source, text)
    fields = Fields([(entry.key, entry.value) for entry in document.entries])
    found = next((one.dialect for one in claimed if dialect.holds(one.claim, fields)), None)
    if found is None:
        return Reading(problems=document.problems) if document.problems else _nothing(source)
    if found.is_roster:
        reading = roster.read(source, fields, found, config)
        return replace(reading, problems=document.problems)
    stem, start = definition.stem(source.path), Span(source.path, 1, 1)
    agent = definition.build(source, document.entries, stem, start, config, dialect=found)
    named = tuple(problem._replace(agent=agent.id) for problem in document.problems)
    return Reading((agent,), named)


def _nothing(source: Source) -> Reading:
    reason = "no dialect claims it: it holds no agents, or none that graphkit knows how to read"
    return Reading(skipped=Skipped(source.path, reason)) if source.named else Reading()


def _parse(source: Source, text: str) -> _Document:
    if source.path.lower().endswith((".yaml", ".yml")):
        return _yaml(source, text)
    kind, parse = ("TOML", toml_values.parse) if source.path.lower().endswith(".toml") else ("JSON", json_values.parse)
    try:
        value = parse(text)
    except BrokenError as error:
        message = f"this is not valid {kind}: {error.problem}; no agent was read"
        span = Span(source.path, error.line, error.column)
        return _Document((), (Problem("unreadable-file", message, span, f"Correct it; it must be valid {kind}."),))
    return _Document(_entries(value) if isinstance(value, Mapping) else ())


def _yaml(source: Source, text: str) -> _Document:
    try:
        value = compose(text, Origin(1))
    except BrokenYamlError:
        found, problems = salvage.entries(text, source.path)
        return _Document(tuple(Entry(key, inner) for key, inner in found), tuple(problems))
    return _Document(_entries(value) if isinstance(value, Mapping) else ())


def _entries(value: Mapping) -> tuple[Entry, ...]:
    return tuple(Entry(key, inner) for key, inner in value.entries)
