"""What is read of a definition: the paths of fields that a relation or an attribute reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config.defaults import ATTRIBUTES
from graphkit.model.names import plain_key
from graphkit.model.relations import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphkit.model.dialects import Dialect
    from graphkit.model.relations import Field, Relation


def read_paths(relations: Iterable[Relation], dialect: Dialect | None) -> frozenset[str]:
    """Return the paths that are read in a dialect, as relations or as attributes, in the form keys are compared in."""
    paths = {field.path for field in _fields(relations, dialect)}
    paths |= {path for listed in ATTRIBUTES.values() for path in listed}
    if dialect is not None:
        paths |= {path for listed in dialect.attributes.values() for path in listed}
    return frozenset(map(plain_key, paths))


def key_shaped(relations: Iterable[Relation], dialect: Dialect | None) -> dict[str, tuple[str, ...]]:
    """Return the fields of which only some keys are read, those with a preposition such as `to_backend_staff`."""
    found: dict[str, tuple[str, ...]] = {}
    for field in _fields(relations, dialect):
        if field.shape is Shape.KEYS:
            path = plain_key(field.path)
            found[path] = (*found.get(path, ()), *field.only)
    return found


def _fields(relations: Iterable[Relation], dialect: Dialect | None) -> Iterator[Field]:
    for relation in relations:
        yield from relation.fields
    for fields in dialect.fields.values() if dialect else ():
        yield from fields
