"""Several agents in one file: the entries of a list or a mapping, and the connections that are beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkit.model.definitions import Reading
from graphkit.model.names import canonical
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Sequence
from graphkit.readers import definition
from graphkit.readers.connections import Place, callers, connections, known_ends, problems
from graphkit.readers.dialect import passes
from graphkit.readers.fields import Fields
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from graphkit.config import Config
    from graphkit.model.definitions import Definition
    from graphkit.model.dialects import Dialect
    from graphkit.model.spans import Source


class _Item(NamedTuple):
    """One entry of a roster: its name, and what is in it."""

    name: Scalar
    value: Mapping


_TEMPLATE = re.compile(r"(?:[._]|x-)|.*(?:default|base|common|shared|template|anchor)s?$", re.IGNORECASE)


def read(
    source: Source, fields: Fields, dialect: Dialect, config: Config, bases: Container[tuple[int, int]] = ()
) -> Reading:
    """Return the agents of a roster and the connections between them; what stands for start and end is no agent.

    Nor is an entry that is only there to be merged into others: `defaults: &defaults {...}`; `bases` are the places of
    those that are merged.
    """
    folder = PurePosixPath(source.path).parent.as_posix()
    root = _beside(folder, dialect.beside) if dialect.beside else folder if dialect.shared else source.path
    outside = {canonical(name) for name in dialect.externals}
    agents: list[Definition] = []
    for path in dialect.agents:
        for item in _items(fields, path, dialect):
            if not passes(dialect.entry, Fields(item.value.entries)):
                continue
            base = (item.value.line, item.value.column) in bases
            agent = replace(_agent(source, item, dialect, config), root=root)
            # An agent that comes with the tool is one of the team only if it names others: its entry sets it up.
            is_ours = canonical(item.name.text) not in outside or (dialect.beside and _names_others(agent))
            if is_ours and not (base and _is_template(item, path, dialect)):
                agents.append(agent)
    general = _for_all(source, fields, dialect, config)
    names = {canonical(alias) for agent in agents for alias in agent.aliases}
    links = connections(fields, dialect, Place(source.path, root, dialect.name), names)
    wrong = problems(fields, dialect, source.path)
    if dialect.steps:
        links, missing = known_ends(links, names)
        wrong += missing
    started = callers(fields, dialect, source, root)
    agents += [replace(one, root=root) for one in general]
    return Reading(tuple(agents), tuple(wrong), links=tuple(links), callers=started)


def _for_all(source: Source, fields: Fields, dialect: Dialect, config: Config) -> Iterator[Definition]:
    """Yield what a roster says of all agents beside it: whom each of them may call."""
    entries = [pair for path in dialect.for_all for pair in fields.at(path)]
    if entries:
        key = entries[0][0]
        span = Span(source.path, key.line, key.column, key.width)
        yield replace(definition.build(source, entries, "", span, config, dialect=dialect), for_all=True)


def _names_others(agent: Definition) -> bool:
    return bool(agent.references or agent.possible_names)


def _beside(folder: str, tool: str) -> str:
    """Return the folder of the tool whose files a roster is beside: it lies in it, or next to it."""
    if PurePosixPath(folder).name == tool:
        return folder
    return tool if folder == "." else f"{folder}/{tool}"


def _items(fields: Fields, path: str, dialect: Dialect) -> Iterator[_Item]:
    """Yield the entries at a path that ends in `*`: a mapping names them by its keys, a list by a field in each."""
    named = dialect.attributes.get("name", ("name",))
    parent = path.removesuffix("*").removesuffix(".")
    listed = any(isinstance(value, Sequence) for _, value in fields.at(parent)) if parent else False
    for key, value in fields.at(path):
        if isinstance(value, Mapping):
            name = Fields(value.entries).scalar(named) if listed else key
            if name is not None and canonical(name.text):
                yield _Item(name, value)
        elif not listed and isinstance(value, Scalar) and not value.text.strip():
            yield _Item(key, Mapping((), key.line, key.column))


def _is_template(item: _Item, path: str, dialect: Dialect) -> bool:
    """Return whether an entry that others merge is no agent itself: by its name, or as it lacks what agents have."""
    patterns = {pattern for claim in dialect.claims if (pattern := claim.holds.get(path))}
    keys = [key.text for key, _ in item.value.entries]
    lacks = patterns and not any(re.fullmatch(pattern, key, re.IGNORECASE) for pattern in patterns for key in keys)
    return bool(lacks) or _TEMPLATE.match(item.name.text) is not None


def _agent(source: Source, item: _Item, dialect: Dialect, config: Config) -> Definition:
    name = item.name._replace(text=item.name.text.strip())
    span = Span(source.path, name.line, name.column, name.width)
    agent = definition.build(source, item.value.entries, name.text, span, config, dialect=dialect, name=name)
    return replace(agent, group=definition.stem(source.path))
