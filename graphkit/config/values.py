"""Checks for the values of a configuration: each returns the setting or says what is wrong with the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from graphkit.model.suggestions import did_you_mean
from graphkit.support.records import NamedTuple

_S = TypeVar("_S")
_T = TypeVar("_T")
Take = Callable[[object], object]
"""A check: it returns the setting that a value means, or raises WrongValueError."""


class Mistake(NamedTuple):
    """What is wrong with a value, in words that complete "`key` ...", and the path to it from the key."""

    message: str
    path: tuple[str | int, ...] = ()

    def within(self, step: str | int, words: str = "") -> Mistake:
        """Return the mistake as one of the value around it: `words` say which part is wrong."""
        return Mistake(f"{words}{self.message}", (step, *self.path))


class WrongValueError(Exception):
    """The value of a key is not what the key takes; each argument is a Mistake, or the words of one."""

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """All that is wrong."""
        return tuple(one if isinstance(one, Mistake) else Mistake(one) for one in self.args)


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
    wrong: list[Mistake] = []
    for number, value in enumerate(values):
        try:
            found.append(take(value))
        except WrongValueError as error:
            wrong += [mistake.within(number) for mistake in error.mistakes]
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
    wrong: list[Mistake] = []
    for key, inner in value.items():
        try:
            found[key] = take(inner)
        except WrongValueError as error:
            wrong += [mistake.within(key, f"has an entry `{key}` that ") for mistake in error.mistakes]
    if wrong:
        raise WrongValueError(*wrong)
    return MappingProxyType(found)


def keyed(row: Mapping[str, object], takes: Mapping[str, Take]) -> tuple[dict[str, Any], list[Mistake]]:
    """Take a table with keys of its own; return what was taken, and all that is wrong with it."""
    found: dict[str, Any] = {}
    wrong: list[Mistake] = []
    for key, inner in row.items():
        if key not in takes:
            wrong.append(Mistake(f"has an unknown key `{key}`; {did_you_mean(key, tuple(takes))[:-1]}", (key,)))
            continue
        try:
            found[key] = takes[key](inner)
        except WrongValueError as error:
            wrong += [mistake.within(key, f"has a `{key}` that ") for mistake in error.mistakes]
    return found, wrong


def _shown(value: object) -> str:
    if value == "":
        return "an empty text"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value!r}`"
