"""The settings of a configuration file, and of those that it extends, over the defaults."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.config.cross_checks import BASIS, across
from graphkit.config.document import Document, shown_path
from graphkit.config.keys import KEYS, did_you_mean
from graphkit.config.settings import Config
from graphkit.config.values import WrongValueError
from graphkit.support.errors import MAX_MISTAKES, ConfigError
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graphkit.model.spans import Span
    from graphkit.model.toml_values import Step

PLACED = ("contracts", "tops")
"""Keys whose items have to be found again in the file: they name agents, which only a run knows."""

_BY_NAME = {key.name: key for key in KEYS}


class _Setting(NamedTuple):
    """The value of a key, and the file that sets it."""

    value: Any
    document: Document


def load(path: Path, more: Callable[[Config], Iterable[str]]) -> Config:
    """Return the settings of a file over the defaults. Raises ConfigError; `more` is that of `config.load`."""
    rows = _rows(path, ())
    settings: dict[str, Any] = {}
    errors: list[str] = []
    for name, (value, document) in rows.items():
        key = _BY_NAME.get(name)
        if key is None:
            errors.append(_unknown(name, document, with_hint=len(errors) < MAX_MISTAKES))
            continue
        try:
            settings[key.attribute] = key.parse(value)
        except WrongValueError as error:
            errors += [_mistake(rows[name], name, *mistake) for mistake in error.mistakes]
    origin = {name: f"{document.path}:{document.line(name)}" for name, (_, document) in rows.items()}
    config = replace(Config(), **settings, origin=MappingProxyType(origin), base=shown_path(path.parent))
    unsure = {name for name, basis in BASIS.items() if basis in rows and basis not in settings}
    errors += [_mistake(rows[name], name, *mistake) for name, mistake in across(config) if name not in unsure]
    if errors:
        raise ConfigError(*errors, *more(config))
    return _placed(config, rows)


def _rows(path: Path, seen: tuple[str, ...]) -> dict[str, _Setting]:
    """Return the keys of a file over those of the file that it extends."""
    real = os.path.realpath(path)
    if real in seen:
        raise ConfigError(f"{path}: `extend` leads back to this file.")
    document = Document(path)
    own = document.table
    base = own.pop("extend", None)
    rows: dict[str, _Setting] = {}
    if base is not None:
        if not isinstance(base, str) or not (path.parent / base).is_file():
            raise ConfigError(f"{path}: `extend` must name an existing file, not {base!r}.")
        rows = _rows(path.parent / base, (*seen, real))
    return rows | {name: _Setting(value, document) for name, value in own.items()}


def _unknown(name: str, document: Document, *, with_hint: bool) -> str:
    near = did_you_mean(name, [*_BY_NAME, "extend"]) if with_hint else ""
    advice = _header_advice(name, document.table[name]) or near
    return f"{document.path}:{document.line(name)}: unknown key `{name}`; {advice}"


def _header_advice(name: str, value: object) -> str | None:
    """Return advice for the header of a `pyproject.toml` in a `graphkit.toml`, which is the table as a whole."""
    if not isinstance(value, dict) or not (name == "graphkit" or (name == "tool" and "graphkit" in value)):
        return None
    header = "tool.graphkit" if name == "tool" else "graphkit"
    return f"leave out the header `[{header}]`: this file is that table as a whole. (`[{header}.x]` becomes `[x]`.)"


def _mistake(setting: _Setting, name: str, words: str, path: tuple[Step, ...]) -> str:
    document = setting.document
    return f"{document.path}:{document.line(name, *path)}: `{name}` {words}."


def _placed(config: Config, rows: dict[str, _Setting]) -> Config:
    """Return the configuration with the places of what names agents, so that a finding can point at it."""
    places: dict[tuple[Step, ...], Span] = {}
    for name in PLACED:
        if name in rows:
            places |= rows[name].document.spans(name)
    if not places:
        return config
    contracts = tuple(
        replace(contract, place=places["contracts", number]._replace(column=1))
        for number, contract in enumerate(config.contracts)
    )
    return replace(config, contracts=contracts, places=MappingProxyType(places))
