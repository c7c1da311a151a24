"""JSON, TOML and YAML files: one agent, or a roster of several. A file that no dialect claims is none of ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.model import toml_values
from graphkit.model.definitions import End, Link, Problem, Reading, Skipped
from graphkit.model.spans import InvalidTextError, Span
from graphkit.model.values import Mapping
from graphkit.readers import definition, dialect, document_recovery, json_values, repeated_keys, roster, yaml_documents
from graphkit.readers.connections import Place, connections, nodes_without_files, problems
from graphkit.readers.fields import Fields
from graphkit.readers.yaml_values import Notes, Origin, compose
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.dialects import Candidate
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
    documents = _parse(source, text, json5=any(one.dialect.json5 for one in claimed))
    readings = [_document(source, document, claimed, config, of=len(documents)) for document in documents]
    agents = tuple(agent for one in readings for agent in one.definitions)
    if len(readings) == 1 or not agents:
        return readings[0]
    links = tuple(link for one in readings for link in one.links)
    return Reading(agents, tuple(problem for one in readings for problem in one.problems), links=links)


def _document(source: Source, document: _Document, claimed: list[Candidate], config: Config, *, of: int) -> Reading:
    """Return the agents of one of the documents of a file; of several, most may be about something else."""
    fields = Fields(document.entries)
    found = next((one.dialect for one in claimed if dialect.holds(one.claim, fields)), None)
    if found is None and not document.sound and (source.named or dialects.is_at_home(source)):
        found = next((one.dialect for one in claimed if not one.dialect.is_roster), None)
    if found is None:
        return Reading(problems=document.problems) if document.problems and of == 1 else _nothing(source)
    if found.components:
        from graphkit.readers import agent_spec

        reading = agent_spec.read(source, fields, found, config)
        return replace(reading, problems=(*document.problems, *reading.problems))
    if found.actions:
        from graphkit.readers import action_flow

        reading = action_flow.read(source, fields, found, config)
        return replace(reading, problems=(*document.problems, *reading.problems))
    if found.is_roster:
        reading = roster.read(source, fields, found, config, document.bases)
        places = {agent.span for agent in reading.definitions}  # two of one name are a finding of their own
        wrong = [one for one in document.problems if one.span not in places]
        return replace(reading, problems=(*wrong, *reading.problems))
    stem, start = definition.stem(source.path), Span(source.path, 1, 1)
    if of > 1 and document.entries:
        start = Span(source.path, document.entries[0][0].line, 1)
    agent = definition.build(source, document.entries, stem, start, config, dialect=found)
    of_nodes = problems(fields, found, source.path)
    links = connections(fields, found, Place(source.path, source.root, found.name))
    nodes = [
        definition.build(source, entries, name.text, Span(source.path, name.line, name.column, name.width), config,
                         dialect=found, name=name)
        for name, entries in nodes_without_files(fields, found)
    ]  # fmt: skip
    own = End(agent.name, agent.span, source.path)
    links += [Link("delegation", "nodes", own, End(node.name, node.span), source.root, found.name) for node in nodes]
    named = tuple(problem._replace(agent=agent.id) for problem in (*document.problems, *of_nodes))
    return Reading((agent, *nodes), named, links=tuple(links))


def _nothing(source: Source) -> Reading:
    reason = "no dialect claims it: it contains no agents, or none that graphkit can read"
    return Reading(skipped=Skipped(source.path, reason)) if source.named or source.dialect else Reading()


def _parse(source: Source, text: str, *, json5: bool) -> list[_Document]:
    suffix = source.path.lower().rpartition(".")[2]
    if suffix not in ("yaml", "yml"):
        return [_toml(source, text) if suffix == "toml" else _json(source, text, json5=json5)]
    found = [_yaml(source, piece, line) for line, piece in yaml_documents.pieces(text)]
    return found or [_Document()]


def _json(source: Source, text: str, *, json5: bool) -> _Document:
    try:
        parsed = json_values.parse(text, json5=json5)
    except InvalidTextError as error:
        return _Document((), (_broken(source, "JSON", error),), sound=False)
    wrong = repeated_keys.problems(parsed.repeated, source.path)
    if parsed.failure is not None:
        wrong.insert(0, _broken(source, "JSON", parsed.failure))
    return _Document(_entries(parsed.value), tuple(wrong), sound=parsed.failure is None)


def _toml(source: Source, text: str) -> _Document:
    try:
        return _Document(toml_values.parse(text).entries)
    except InvalidTextError as error:
        value = toml_values.recover(text)
        return _Document(_entries(value), (_broken(source, "TOML", error),), sound=False)


def _yaml(source: Source, text: str, line: int) -> _Document:
    notes = Notes()
    templates = "{{" in text
    text = yaml_documents.without_templates(text) if templates else text
    try:
        entries = _entries(compose(text, Origin(line), notes=notes))
        wrong: list[Problem] = []
    except InvalidTextError:
        notes = Notes()
        found, wrong = document_recovery.recover(text.split("\n"), line, source.path, notes=notes)
        entries = tuple(found)
    repeated = [*notes.repeated, *repeated_keys.twice(entries)]
    wrong += repeated_keys.problems(repeated, source.path)
    if templates:  # what a template makes of it is not known before it is filled in
        return _Document(yaml_documents.with_templates(entries), bases=frozenset(notes.bases))
    return _Document(entries, tuple(wrong), bases=frozenset(notes.bases))


def _entries(value: Value | None) -> tuple[Pair, ...]:
    return value.entries if isinstance(value, Mapping) else ()


def _broken(source: Source, kind: str, error: InvalidTextError) -> Problem:
    message = f"this is not valid {kind}: {error.problem}; what can be read of it is kept"
    span = Span(source.path, error.line, error.column)
    return Problem("unreadable-file", message, span, f"Correct it; it must be valid {kind}.")
