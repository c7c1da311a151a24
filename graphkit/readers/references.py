"""The references of one definition: where its relation fields name other agents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graphkit.algorithms.phrases import PREPOSITIONS
from graphkit.model.definitions import Problem, Reference
from graphkit.model.names import canonical, words
from graphkit.model.relations import Direction, Field, Relation, Shape
from graphkit.model.spans import Span
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers.fields import steps
from graphkit.readers.items import Item, allowed, called, names, plain, prefixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.readers.fields import Fields

_SLUG = re.compile(r"^@?[a-z0-9]+(?:[-_][a-z0-9]+)+$")
MAX_TABLES = 256
_GROUPS = ("agents", "teams", "team", "stakeholders", "specialists", "all", "any", "every", "each")


class Found(NamedTuple):
    """What the relation fields of one definition hold."""

    references: tuple[Reference, ...]
    declares: dict[tuple[str, Direction], Span]
    wildcards: tuple[str, ...]
    problems: tuple[Problem, ...]


def collect(agent: str, fields: Fields, path: str, config: Config, dialect: Dialect) -> Found:
    """Return every reference of a definition, with the fields that are present and the wildcards they hold.

    The fields of the dialect count besides those of the relations.
    """
    table = _table(config, dialect)
    collector = _Collector(agent, path, table.everybody)
    present = fields.keys
    for first, relation, field in table.rows:
        if first in present or first == "*":
            for key, value in fields.at(field.path):
                collector.field(relation, field, key, value)
    return Found(
        tuple(sorted(collector.references, key=lambda reference: reference.span)),
        collector.declares,
        tuple(sorted(collector.wildcards)),
        tuple(collector.problems),
    )


class _Table(NamedTuple):
    """Where a dialect has relations: the first key of each field, its relation and the field itself."""

    rows: tuple[tuple[str, Relation, Field], ...]
    everybody: frozenset[str]
    kept: tuple[Config, Dialect]
    """What the table was made of: as long as it is kept, nothing else can have its identity."""


_TABLES: dict[tuple[int, int], _Table] = {}


def _table(config: Config, dialect: Dialect) -> _Table:
    """Return the table of a dialect, made once; to tell two configurations apart by their contents costs more."""
    key = (id(config), id(dialect))
    table = _TABLES.get(key)
    if table is None:
        rows = []
        for relation in config.relations:
            more = dialect.fields.get(relation.name, ())
            for field in (*relation.fields, *(field for field in more if field not in relation.fields)):
                rows.append((steps(field.path)[0], relation, field))
        everybody = config.wildcards | {canonical(name) for name in dialect.wildcards}
        if len(_TABLES) >= MAX_TABLES:
            _TABLES.clear()
        table = _TABLES[key] = _Table(tuple(rows), everybody, (config, dialect))
    return table


class _Collector:
    def __init__(self, agent: str, path: str, everybody: frozenset[str]) -> None:
        self.agent, self.path, self.everybody = agent, path, everybody
        self.references: list[Reference] = []
        self.declares: dict[tuple[str, Direction], Span] = {}
        self.wildcards: set[str] = set()
        self.problems: list[Problem] = []

    def field(self, relation: Relation, field: Field, key: Scalar, value: Value) -> None:
        if field.prefix:
            for item in prefixed(value, field.prefix):
                self._name(relation, field, item)
        elif field.shape is Shape.NAMES:
            self.declares.setdefault((relation.name, field.direction), self._span(plain(key)))
            for item in names(value):
                self._name(relation, field, item)
        elif field.shape is Shape.CALLS or field.shape is Shape.ALLOWED:
            for item in (called if field.shape is Shape.CALLS else allowed)(value):
                self._name(relation, field, item)
        elif field.shape is Shape.KEYS:
            self._keys(relation, field, value)
        else:
            self._phrases(relation, field, value)

    def _name(self, relation: Relation, field: Field, item: Item) -> None:
        if item.wrong:
            message = f"`{field.path}` holds {item.wrong}; no agent is named here"
            hint = "Write the name of an agent, or move the text to another field."
            self.problems.append(Problem("wrong-type", message, self._span(item), hint))
        elif canonical(item.text) in self.everybody:
            self.wildcards.add(relation.name)
        else:
            pattern = "*" in item.text or "?" in item.text  # a pattern may match nobody
            self._add(relation, field, item, field.direction, label=field.verb, firm=not pattern)

    def _keys(self, relation: Relation, field: Field, value: Value) -> None:
        for key in _keys(value):
            if words(key.text)[:1] and words(key.text)[0] in field.only:
                self._add(relation, field, plain(key), Direction.OUT, label=field.verb, phrase=True, firm=False)

    def _phrases(self, relation: Relation, field: Field, value: Value) -> None:
        if isinstance(value, Mapping):
            for key, inner in value.entries:
                self._add(relation, field, plain(key), Direction.OUT, phrase=True, firm=False)
                self._values_of_phrase(relation, field, key, inner)
        else:
            for scalar in _texts(value):
                self._add(relation, field, plain(scalar), Direction.OUT, phrase=True, firm=False)

    def _values_of_phrase(self, relation: Relation, field: Field, key: Scalar, value: Value) -> None:
        """`provides_analysis_to: [a, b]`: the key says what happens, the values with whom, unless the key names one."""
        said = words(key.text)
        prepositions = [word for word in said if word in PREPOSITIONS]
        direction = PREPOSITIONS[prepositions[-1]] if prepositions else Direction.OUT
        addressed = bool(said) and (said[-1] in PREPOSITIONS or said[-1] == "agent")
        inner = Field(f"{field.path}.{key.text}", direction)
        for item in names(value):
            if not item.wrong:
                firm = addressed and bool(_SLUG.match(item.text)) and not set(words(item.text)) & set(_GROUPS)
                self._add(relation, inner, item, direction, label=said[0] if said else None, firm=firm)

    def _add(
        self, relation: Relation, field: Field, item: Item, direction: Direction,
        *, label: str | None = None, phrase: bool = False, firm: bool = True,
    ) -> None:  # fmt: skip
        span = self._span(item)
        self.references.append(
            Reference(self.agent, relation.name, direction, field.path, item.text, span, label, phrase, firm)
        )

    def _span(self, item: Item) -> Span:
        return Span(self.path, item.line, item.column, item.width)


def _keys(value: Value) -> Iterator[Scalar]:
    """Yield the keys of a mapping, or of the mappings in a list; a text in the list counts as a key without value."""
    if isinstance(value, Mapping):
        yield from (key for key, _ in value.entries)
    elif isinstance(value, Sequence):
        for item in value.items:
            if isinstance(item, Scalar):
                yield item
            elif isinstance(item, Mapping):
                yield from (key for key, _ in item.entries)


def _texts(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        if value.text.strip():
            yield value
    else:
        yield from _keys(value)
