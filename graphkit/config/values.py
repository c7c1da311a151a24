"""Checks for the values of a configuration: each returns the setting or says what is wrong with the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from graphkit.model.suggestions import did_you_mean

_S = TypeVar("_S")
_T = TypeVar("_T")
Take = Callable[[object], object]
"""A check: it returns the setting that a value means, or raises WrongValueError."""


class WrongValueError(Exception):
    """The value of a key is not what the key takes; each argument completes "`key` ..."."""


def string(value: object) -> str:
    """Take a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError(f"must be a text, not {_shown(value)}")
    return value


def strings(value: object) -> tuple[str, ...]:
    """Take a list of texts that are not empty."""
    if not isinstance(value, list):
        raise WrongValueError(f"must be a list of texts, not {_shown(value)}")
    return each(value, _item)


def _item(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError(f"must be a list of texts, but contains {_shown(value)}")
    return value


def each(values: Iterable[_S], take: Callable[[_S], _T]) -> tuple[_T, ...]:
    """Take every value of a list, or say what is wrong with all that are wrong."""
    found: list[_T] = []
    wrong: list[str] = []
    for value in values:
        try:
            found.append(take(value))
        except WrongValueError as error:
            wrong += error.args
    if wrong:
        raise WrongValueError(*wrong)
    return tuple(found)


def boolean(value: object) -> bool:
    """Take `true` or `false`."""
    if not isinstance(value, bool):
        raise WrongValueError(f"must be true or false, not {_shown(value)}")
    return value


def count(value: object) -> int:
    """Take a whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise WrongValueError(f"must be a whole number from 1, not {_shown(value)}")
    return value


def choice(*valid: str) -> Callable[[object], str]:
    """Take one of a few words."""

    def take(value: object) -> str:
        if value not in valid:
            raise WrongValueError(f"must be one of {', '.join(valid)}, not {_shown(value)}")
        return str(value)

    return take


def table(value: object, take: Callable[[object], _T]) -> Mapping[str, _T]:
    """Take a table whose values all pass the same check."""
    if not isinstance(value, dict):
        raise WrongValueError(f"must be a table, not {_shown(value)}")
    found = {}
    wrong: list[str] = []
    for key, inner in value.items():
        try:
            found[key] = take(inner)
        except WrongValueError as error:
            wrong += [f"has an entry `{key}` that {said}" for said in error.args]
    if wrong:
        raise WrongValueError(*wrong)
    return MappingProxyType(found)


def keyed(row: Mapping[str, object], takes: Mapping[str, Take]) -> tuple[dict[str, Any], list[str]]:
    """Take a table with keys of its own; return what was taken, and all that is wrong with it."""
    found, wrong = {}, []
    for key, inner in row.items():
        if key not in takes:
            wrong.append(f"has an unknown key `{key}`; {did_you_mean(key, tuple(takes))[:-1]}")
            continue
        try:
            found[key] = takes[key](inner)
        except WrongValueError as error:
            wrong += [f"has a `{key}` that {said}" for said in error.args]
    return found, wrong


def _shown(value: object) -> str:
    if value == "":
        return "an empty text"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value!r}`"
