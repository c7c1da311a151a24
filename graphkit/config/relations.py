"""`[tool.graphkit.relations.NAME]`: more fields for a built-in relation, or a relation of the user's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphkit.config.defaults import RELATIONS
from graphkit.config.values import Mistake, Take, WrongValueError, boolean, choice, keyed, string, strings
from graphkit.model.relations import Direction, Field, Rank, Relation

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PATHS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "fields": _PATHS,
            "inverse": _PATHS,
            "phrase": {"type": "string"},
            "acyclic": {"type": "boolean"},
            "symmetric": {"type": "boolean"},
            "ranked": {"enum": [rank.value for rank in Rank]},
            "colour": {"type": "string", "pattern": f"^{_COLOUR.pattern}$"},
        },
    },
}


def relations(value: object) -> tuple[Relation, ...]:
    """Return the built-in relations, extended, and the user's own after them, in the order of the file."""
    if not isinstance(value, dict):
        raise WrongValueError("must be a table of tables, one for each relation")
    known = {relation.name: relation for relation in RELATIONS}
    wrong: list[Mistake] = []
    for name, row in value.items():
        try:
            known[name] = _relation(name, row, known.get(name))
        except WrongValueError as error:
            wrong += [mistake.within(name, f"has a relation `{name}` that ") for mistake in error.mistakes]
    if wrong:
        raise WrongValueError(*wrong)
    return tuple(known.values())


def _relation(name: str, row: object, base: Relation | None) -> Relation:
    if not _NAME.fullmatch(name):
        raise WrongValueError("has no plain name: small letters, digits, `-` and `_`")
    if not isinstance(row, dict):
        raise WrongValueError(f"must be a table with {', '.join(_TAKE)}")
    found, wrong = keyed(row, _TAKE)
    if base is None and not row.get("fields"):
        wrong.append(Mistake("needs `fields`: the places where it is declared"))
    if wrong:
        raise WrongValueError(*wrong)
    made = base or _new(name)
    out, back = found.pop("fields", ()), found.pop("inverse", ())
    symmetric = found.get("symmetric", made.symmetric)
    fields = [Field(path, Direction.BOTH if symmetric else Direction.OUT) for path in out]
    fields += [Field(path, Direction.BOTH if symmetric else Direction.IN) for path in back]
    rank = found.pop("ranked", made.rank)
    more = (field for field in fields if field not in made.fields)
    return replace(made, fields=(*made.fields, *more), rank=rank, **found)


def _new(name: str) -> Relation:
    said = name.replace("_", " ").replace("-", " ")
    return Relation(name=name, fields=(), phrase=said, inverse_phrase=f"{said} (inverse)")


def _paths(value: object) -> tuple[str, ...]:
    return (string(value),) if isinstance(value, str) else strings(value)


def _rank(value: object) -> Rank:
    return Rank(choice(*Rank)(value))


def _colour(value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise WrongValueError("is not of the form #1D4ED8")
    return value


_TAKE: Mapping[str, Take] = {
    "fields": _paths,
    "inverse": _paths,
    "phrase": string,
    "acyclic": boolean,
    "symmetric": boolean,
    "ranked": _rank,
    "colour": _colour,
}
