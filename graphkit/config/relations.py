"""`[tool.graphkit.relations.NAME]`: more fields for a built-in relation, or a relation of the user's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphkit.config.defaults import RELATIONS
from graphkit.config.hints import did_you_mean
from graphkit.config.values import WrongValueError, boolean, choice, string, strings
from graphkit.model.relations import Direction, Field, Rank, Relation

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
KEYS = ("fields", "inverse", "phrase", "acyclic", "symmetric", "ranked", "colour")
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
    """Return the built-in relations, extended, and the user's own after them, in the order in which they stand."""
    if not isinstance(value, dict):
        raise WrongValueError("must be a table of tables, one for each relation")
    known = {relation.name: relation for relation in RELATIONS}
    wrong: list[str] = []
    for name, row in value.items():
        try:
            known[name] = _relation(name, row, known.get(name))
        except WrongValueError as error:
            wrong += [f"has a relation `{name}` that {said}" for said in error.args]
    if wrong:
        raise WrongValueError(*wrong)
    return tuple(known.values())


def _relation(name: str, row: object, base: Relation | None) -> Relation:
    if not _NAME.fullmatch(name):
        raise WrongValueError("has no plain name: small letters, digits, `-` and `_`")
    if not isinstance(row, dict):
        raise WrongValueError(f"must be a table with {', '.join(KEYS)}")
    unknown = sorted(set(row) - set(KEYS))
    if unknown:
        raise WrongValueError(*(f"has an unknown key `{key}`; {did_you_mean(key, KEYS)[:-1]}" for key in unknown))
    made = base or _new(name, row)
    symmetric = boolean(row["symmetric"]) if "symmetric" in row else made.symmetric
    direction = Direction.BOTH if symmetric else Direction.OUT
    fields = [Field(path, direction) for path in _paths(row.get("fields", []))]
    fields += [Field(path, Direction.BOTH if symmetric else Direction.IN) for path in _paths(row.get("inverse", []))]
    colour = row.get("colour", made.colour)
    if colour is not None and not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
        raise WrongValueError("has a `colour` that is not of the form #1D4ED8")
    return replace(
        made,
        fields=(*made.fields, *(field for field in fields if field not in made.fields)),
        phrase=string(row["phrase"]) if "phrase" in row else made.phrase,
        acyclic=boolean(row["acyclic"]) if "acyclic" in row else made.acyclic,
        symmetric=symmetric,
        rank=Rank(choice(*Rank)(row["ranked"])) if "ranked" in row else made.rank,
        colour=colour,
    )


def _new(name: str, row: dict[str, object]) -> Relation:
    if not row.get("fields"):
        raise WrongValueError("needs `fields`: the places where it is declared")
    said = name.replace("_", " ").replace("-", " ")
    return Relation(name=name, fields=(), phrase=said, inverse_phrase=f"{said} (inverse)")


def _paths(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else strings(value)
