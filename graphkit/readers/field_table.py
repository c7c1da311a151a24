"""Which fields of a definition hold relations, worked out once for each configuration, dialect and set of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config.reading import key_shaped, read_paths
from graphkit.model.names import canonical, plain_key, words
from graphkit.model.values import Mapping
from graphkit.readers.fields import Layout, steps
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from graphkit.config import Config
    from graphkit.model.dialects import Dialect
    from graphkit.model.relations import Field
    from graphkit.model.values import Scalar, Value

MAX_TABLES = 256
MAX_LAYOUTS = 4096


class LayoutShare(NamedTuple):
    """What of a table concerns the definitions of one layout: the relations, and the places of the unread entries."""

    rows: tuple[tuple[str, Field, str, tuple[str, ...], str], ...]
    """Relation, field, its path in two parts, and the second name of the path where one is asked for."""
    unread: tuple[int, ...]
    partly: tuple[int, ...]
    """The places of the entries of which only keys with a preposition are read."""


class FieldTable:
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
        self._shares: dict[Layout, LayoutShare] = {}

    def of(self, layout: Layout) -> LayoutShare:
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
            share = self._shares[layout] = LayoutShare(rows, tuple(places), tuple(partly))
        return share

    def leaves_keys(self, key: Scalar, value: Value) -> bool:
        """Return whether a mapping has keys that are neither read nor begin with a preposition that is."""
        above = plain_key(key.text)
        return isinstance(value, Mapping) and any(
            f"{above}.{plain_key(inner.text)}" not in self._read
            and words(inner.text)[:1] not in [(prefix,) for prefix in self._prefixes[above]]
            for inner, _ in value.entries
        )


_TABLES: dict[tuple[int, int], FieldTable] = {}


def field_table(config: Config, dialect: Dialect) -> FieldTable:
    """Return the table of a dialect, made once; to tell two configurations apart by their contents costs more."""
    key = (id(config), id(dialect))
    table = _TABLES.get(key)
    if table is None:
        if len(_TABLES) >= MAX_TABLES:
            _TABLES.clear()
        table = _TABLES[key] = FieldTable(config, dialect)
    return table
