"""What is read of a definition, and what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config.defaults import ATTRIBUTES
from graphkit.model.names import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.model.dialects import Dialect
    from graphkit.model.relations import Relation


def read_paths(relations: Iterable[Relation], dialect: Dialect | None) -> frozenset[str]:
    """Return the paths that are read in a dialect, as relations or as facts about the agent, as keys are compared."""
    paths = {field.path for relation in relations for field in relation.fields}
    paths |= {path for listed in ATTRIBUTES.values() for path in listed}
    if dialect is not None:
        paths |= {field.path for listed in dialect.fields.values() for field in listed}
        paths |= {path for listed in dialect.attributes.values() for path in listed}
    return frozenset(map(plain_key, paths))
