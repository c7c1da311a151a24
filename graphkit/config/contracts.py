"""`[[tool.graphkit.contracts]]`: what a team has agreed on about its own hierarchy, one table a contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphkit.config.values import Mistake, Take, WrongValueError, boolean, each, keyed, string, strings
from graphkit.model.spans import Span
from graphkit.model.suggestions import did_you_mean
from graphkit.support.records import dataclass

KINDS: Mapping[str, tuple[str, ...]] = {
    "forbidden": ("from", "to"),
    "layers": ("layers",),
    "independence": ("groups",),
    "required": ("from", "to"),
    "protected": ("from", "to"),
    "acyclic": (),
}
"""The kinds of contracts, and the keys that each needs."""

OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "forbidden": ("direct",),
    "layers": ("skip",),
    "independence": ("direct",),
    "required": ("direct",),
    "protected": (),
    "acyclic": ("from",),
}
"""The keys that a kind takes besides those that it needs, `name`, `kind`, `message` and `relation`."""

NOWHERE = Span("graphkit.toml", 1, 1)
"""The place of a contract that was made in Python."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract.

    `sources` and `targets` (`from`, `to`) are expressions in the language of `--agents`, and so are `parts`, the layers
    from the lowest, or the groups. `direct` looks at single edges only, else at paths of any length; `skip` allows to
    pass over a layer. `place` is where it is written.
    """

    name: str
    kind: str
    message: str | None = None
    relations: tuple[str, ...] = ("escalation",)
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    skip: bool = True
    direct: bool = False
    place: Span = NOWHERE


def contracts(value: object) -> tuple[Contract, ...]:
    """Return the contracts in the order of the file. Raises WrongValueError with all that is wrong."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise WrongValueError("must be a list of tables: `[[contracts]]`")
    found: list[Contract] = []
    wrong: list[Mistake] = []
    for number, row in enumerate(value):
        label = f"`{row['name']}`" if isinstance(row.get("name"), str) else f"number {number + 1}"
        try:
            found.append(_contract(row))
        except WrongValueError as error:
            wrong += [mistake.within(number, f"has a contract {label} that ") for mistake in error.mistakes]
    names = Counter(contract.name for contract in found)
    for name in sorted(name for name, count in names.items() if count > 1):
        last = max(number for number, row in enumerate(value) if row.get("name") == name)
        wrong.append(Mistake(f"has two contracts `{name}`", (last, "name")))
    if wrong:
        raise WrongValueError(*wrong)
    return tuple(found)


def _contract(row: dict[str, object]) -> Contract:
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise WrongValueError(Mistake(f"needs a known `kind`; {did_you_mean(str(kind), tuple(KINDS))[:-1]}", ("kind",)))
    needed, taken = ("name", *KINDS[kind]), ("message", "relation", *OPTIONAL[kind])
    found, wrong = keyed(row, {key: _TAKE[key] for key in ("name", "kind", *KINDS[kind], *taken)})
    wrong = [*(Mistake(f"needs `{key}`") for key in needed if key not in row), *wrong]
    if wrong:
        raise WrongValueError(*wrong)
    settings = {_ATTRIBUTES.get(key, key): value for key, value in found.items()}
    return Contract(**{"direct": kind == "required"} | settings)


def _selectors(value: object) -> tuple[str, ...]:
    found = (string(value),) if isinstance(value, str) else strings(value)
    if not found:
        raise WrongValueError("must select an agent, not be empty")
    return found


def _parts(value: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or len(value) < 2:
        raise WrongValueError("must be a list of two or more selectors, or lists of selectors")
    return each(value, _selectors)


def _relations(value: object) -> tuple[str, ...]:
    found = (string(value),) if isinstance(value, str) else strings(value)
    if not found:
        raise WrongValueError("must name a relation, not be empty")
    return found


_TAKE: Mapping[str, Take] = {
    "name": string,
    "kind": string,
    "message": string,
    "relation": _relations,
    "from": _selectors,
    "to": _selectors,
    "layers": _parts,
    "groups": _parts,
    "skip": boolean,
    "direct": boolean,
}
_ATTRIBUTES: Mapping[str, str] = {
    "relation": "relations",
    "from": "sources",
    "to": "targets",
    "layers": "parts",
    "groups": "parts",
}

_TEXTS: Mapping[str, Any] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
}
_LISTS: Mapping[str, Any] = {"type": "array", "items": _TEXTS, "minItems": 2}
_PROPERTIES: Mapping[str, Any] = {
    "name": {"type": "string", "description": "What the contract is called in messages."},
    "message": {"type": "string", "description": "What to do about it; shown as the hint of the finding."},
    "relation": {"description": "The relations it is about; default: escalation.", **_TEXTS},
    "from": {"description": "Agents, in the language of `--agents`.", **_TEXTS},
    "to": {"description": "Agents, in the language of `--agents`.", **_TEXTS},
    "layers": {"description": "Agents from the lowest to the highest layer, in the language of `--agents`.", **_LISTS},
    "groups": {"description": "Groups that must not depend on each other, in the language of `--agents`.", **_LISTS},
    "skip": {"type": "boolean", "description": "Whether a layer may be passed over; default: true."},
    "direct": {"type": "boolean", "description": "Look at single edges only, not at longer paths."},
}


def _schema(kind: str) -> dict[str, Any]:
    keys = ("name", *KINDS[kind], "message", "relation", *OPTIONAL[kind])
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["kind", "name", *KINDS[kind]],
        "properties": {"kind": {"const": kind}, **{key: _PROPERTIES[key] for key in keys}},
    }


SCHEMA: Mapping[str, Any] = {"type": "array", "items": {"oneOf": [_schema(kind) for kind in KINDS]}}
