"""`[tool.graphkit.relations.NAME]`: more fields for a built-in relation, or a relation of the user's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphkit.config.defaults import RELATIONS
from graphkit.config.values import Mistake, Take, WrongValueError, boolean, choice, keyed, string, strings
from graphkit.model.names import plain_key
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
            "fields": {"description": "Fields of the agent that the edge leaves, as dotted paths.", **_PATHS},
            "inverse": {"description": "Fields of the agent that the edge leads to, such as `mentored_by`.", **_PATHS},
            "phrase": {"type": "string", "description": 'How an edge reads: "a *mentors* b"; default: the name.'},
            "acyclic": {"type": "boolean", "description": "A cycle is an error (GK201), as one of escalations is."},
            "symmetric": {
                "type": "boolean",
                "description": "An edge goes both ways; both agents are to name each other.",
            },
            "ranked": {
                "enum": [rank.value for rank in Rank],
                "description": "Whether edges lead to higher or lower levels.",
            },
            "colour": {
                "type": "string",
                "pattern": f"^{_COLOUR.pattern}$",
                "description": "The colour of its lines in pictures.",
            },
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
    out, back = found.pop("fields", ()), found.pop("inverse", ())
    made = base or _new(name, back)
    symmetric = found.get("symmetric", made.symmetric)
    fields = [Field(path, Direction.BOTH if symmetric else Direction.OUT) for path in out]
    fields += [Field(path, Direction.BOTH if symmetric else Direction.IN) for path in back]
    rank = found.pop("ranked", made.rank)
    more = (field for field in fields if field not in made.fields)
    return replace(made, fields=(*made.fields, *more), rank=rank, **found)


def _new(name: str, inverse: Sequence[str]) -> Relation:
    """Return a relation of the user's own; `mentored_by` reads "is mentored by"."""
    phrase = name.replace("_", " ").replace("-", " ")
    last = [plain_key(path.rpartition(".")[2]).replace("_", " ") for path in inverse]
    passive = next((f"is {words}" for words in last if words.endswith((" by", " from"))), f"{phrase} (inverse)")
    return Relation(name=name, fields=(), phrase=phrase, inverse_phrase=passive)


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
