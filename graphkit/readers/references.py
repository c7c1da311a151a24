"""The references of one definition: where its relation fields name other agents."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from graphkit.analysis.phrases import PREPOSITIONS
from graphkit.config.reading import key_shaped, read_paths
from graphkit.model.definitions import DeclaredField, Problem, Reference, reference_of
from graphkit.model.names import bare, canonical, plain_key, words
from graphkit.model.relations import Direction, Field, Shape
from graphkit.model.spans import Span, span_of
from graphkit.model.values import Mapping, Scalar, Sequence, Value
from graphkit.readers.fields import Layout, steps
from graphkit.readers.name_values import Item, allowed, called, names, phrases, plainly, prefixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.readers.fields import Fields

_SLUG = re.compile(r"^@?[a-z0-9]+(?:[-_][a-z0-9]+)+$")
MAX_TABLES = 256
MAX_LAYOUTS = 4096
_GROUPS = ("agents", "teams", "team", "stakeholders", "specialists", "all", "any", "every", "each")


_BY_SPAN = attrgetter("span")


class Found(NamedTuple):
    """What the relation fields of one definition hold."""

    references: tuple[Reference, ...]
    declares: dict[tuple[str, Direction], DeclaredField]
    wildcards: tuple[str, ...]
    problems: tuple[Problem, ...]


def collect(agent: str, fields: Fields, path: str, config: Config, dialect: Dialect) -> Found:
    """Return every reference of a definition, with the fields that are present and the wildcards they hold.

    The fields of the dialect count besides those of the relations.
    """
    table = _table(config, dialect)
    collector = _Collector(agent, path, table.everybody)
    below = fields.below
    for relation, field, first, rest, second in table.of(fields.layout).rows:
        if second and second not in below[first]:
            continue  # most nested fields are not there, and this tells it quickest
        for key, value in fields.along(first, rest):
            collector.field(relation, field, key, value)
    return Found(
        tuple(sorted(collector.references, key=_BY_SPAN)),
        collector.declares,
        tuple(sorted(collector.wildcards)),
        tuple(collector.problems),
    )


def unread(fields: Fields, config: Config, dialect: Dialect) -> list[tuple[Scalar, Value]]:
    """Return the top-level entries that are no relation and no attribute, or of which only some keys are."""
    table = _table(config, dialect)
    share = table.of(fields.layout)
    partly = [entry for entry in fields.within(share.partly) if table.leaves_keys(*entry)]
    return [*fields.within(share.unread), *partly]


class _Share(NamedTuple):
    """What of a table concerns the definitions of one layout: the relations, and the places of the unread entries."""

    rows: tuple[tuple[str, Field, str, tuple[str, ...], str], ...]
    """Relation, field, its path in two parts, and the second name of the path where one is asked for."""
    unread: tuple[int, ...]
    partly: tuple[int, ...]
    """The places of the entries of which only keys with a preposition are read."""


class _Table:
    """Where a dialect has relations."""

    def __init__(self, config: Config, dialect: Dialect) -> None:
        self.made_of = config, dialect
        """As long as these are kept, nothing else can have their identities."""
        self.everybody = config.wildcards | {canonical(name) for name in dialect.wildcards}
        self._rows: list[tuple[str, Field]] = []
        for relation in config.relations:
            more = dialect.fields.get(relation.name, ())
            for field in (*relation.fields, *(field for field in more if field not in relation.fields)):
                self._rows.append((relation.name, field))
        self._read = read_paths(config.relations, dialect)
        self._prefixes = key_shaped(config.relations, dialect)
        self._shares: dict[Layout, _Share] = {}

    def of(self, layout: Layout) -> _Share:
        """Return what concerns a layout, worked out once."""
        share = self._shares.get(layout)
        if share is None:
            if len(self._shares) >= MAX_LAYOUTS:
                self._shares.clear()
            there = ((name, field, *steps(field.path)) for name, field in self._rows)
            rows = tuple(
                (name, field, first, rest, rest[0] if rest and "*" not in (first, rest[0]) else "")
                for name, field, first, rest in there
                if layout.has(first)
            )
            places = sorted(place for key, among in layout.places.items() if key not in self._read for place in among)
            partly = sorted(place for key in self._prefixes for place in layout.places.get(key, ()))
            share = self._shares[layout] = _Share(rows, tuple(places), tuple(partly))
        return share

    def leaves_keys(self, key: Scalar, value: Value) -> bool:
        """Tell whether a mapping has keys that are neither read nor begin with a preposition that is."""
        above = plain_key(key.text)
        return isinstance(value, Mapping) and any(
            f"{above}.{plain_key(inner.text)}" not in self._read
            and words(inner.text)[:1] not in [(prefix,) for prefix in self._prefixes[above]]
            for inner, _ in value.entries
        )


_TABLES: dict[tuple[int, int], _Table] = {}


def _table(config: Config, dialect: Dialect) -> _Table:
    """Return the table of a dialect, made once; to tell two configurations apart by their contents costs more."""
    key = (id(config), id(dialect))
    table = _TABLES.get(key)
    if table is None:
        if len(_TABLES) >= MAX_TABLES:
            _TABLES.clear()
        table = _TABLES[key] = _Table(config, dialect)
    return table


class _Collector:
    def __init__(self, agent: str, path: str, everybody: frozenset[str]) -> None:
        self.agent, self.path, self.everybody = agent, path, everybody
        self.references: list[Reference] = []
        self.declares: dict[tuple[str, Direction], DeclaredField] = {}
        self.wildcards: set[str] = set()
        self.problems: list[Problem] = []

    def field(self, relation: str, field: Field, key: Scalar, value: Value) -> None:
        if field.prefix:
            for item in prefixed(value, field.prefix):
                self._name(relation, field, item)
        elif field.shape is Shape.NAMES:
            if (relation, field.direction) not in self.declares:
                self.declares[relation, field.direction] = DeclaredField(self._span(key), _as_written(field.path, key))
            scalars = plainly(value)
            if scalars is None:
                for item in names(value):
                    self._name(relation, field, item)
            else:
                self._plain_names(relation, field, scalars)
        elif field.shape is Shape.CALLS or field.shape is Shape.ALLOWED:
            for item in (called if field.shape is Shape.CALLS else allowed)(value):
                self._name(relation, field, item)
        elif field.shape is Shape.KEYS:
            self._keys(relation, field, value)
        else:
            self._phrases(relation, field, value)

    def _plain_names(self, relation: str, field: Field, scalars: list[Scalar]) -> None:
        """Do what `_name` does, at once for all: nine of ten references come this way."""
        direction, where, verb = field.direction, field.path, field.verb
        for text, line, column, width, _ in scalars:
            if canonical(text) in self.everybody:
                self.wildcards.add(relation)
            else:
                span = span_of((self.path, line, column, width))
                self.references.append(
                    reference_of((self.agent, relation, direction, where, text, span, verb, False, True, False))
                )

    def _name(self, relation: str, field: Field, item: Item) -> None:
        if item.wrong:
            message = f"`{field.path}` holds {item.wrong}; no agent is named here"
            hint = "Write the name of an agent, or move the text to another field."
            self.problems.append(Problem("wrong-type", message, self._span(item), hint))
        elif canonical(item.text) in self.everybody:
            self.wildcards.add(relation)
        else:
            pattern = "*" in item.text or "?" in item.text  # a pattern may match nobody
            self._add(relation, field, item, field.direction, label=field.verb, firm=not pattern)

    def _keys(self, relation: str, field: Field, value: Value) -> None:
        for key in _keys(value):
            if words(key.text)[:1] and words(key.text)[0] in field.only:
                self._add(relation, field, key, Direction.OUT, label=field.verb, phrase=True, firm=False)

    def _phrases(self, relation: str, field: Field, value: Value) -> None:
        if isinstance(value, Mapping):
            for key, inner in value.entries:
                self._add(relation, field, key, Direction.OUT, phrase=True, firm=False)
                self._values_of_phrase(relation, field, key, inner)
        else:
            for item in (item for scalar in _texts(value) for item in phrases(scalar)):
                self._add(relation, field, item, Direction.OUT, phrase=True, firm=False)

    def _values_of_phrase(self, relation: str, field: Field, key: Scalar, value: Value) -> None:
        """`provides_analysis_to: [a, b]`: the key says what happens, the values with whom, unless the key names one."""
        said = words(key.text)
        prepositions = [word for word in said if word in PREPOSITIONS]
        direction = PREPOSITIONS[prepositions[-1]] if prepositions else Direction.OUT
        addressed = bool(said) and (said[-1] in PREPOSITIONS or said[-1] == "agent")
        inner = Field(f"{field.path}.{key.text}", direction)
        for item in names(value):
            if not item.wrong:
                firm = addressed and bool(_SLUG.match(bare(item.text))) and not set(words(item.text)) & set(_GROUPS)
                self._add(relation, inner, item, direction, label=said[0] if said else None, firm=firm)

    def _add(
        self, relation: str, field: Field, item: Item | Scalar, direction: Direction,
        *, label: str | None = None, phrase: bool = False, firm: bool = True,
    ) -> None:  # fmt: skip
        span = self._span(item)
        self.references.append(
            reference_of((self.agent, relation, direction, field.path, item.text, span, label, phrase, firm, False))
        )

    def _span(self, item: Item | Scalar) -> Span:
        return span_of((self.path, item.line, item.column, item.width))


def _as_written(path: str, key: Scalar) -> str:
    """Return the path of a field with its last key spelled as in the file."""
    above, dot, last = path.rpartition(".")
    return path if key.text == last else f"{above}{dot}{key.text}"


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
