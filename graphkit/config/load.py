"""Finding and reading the configuration: the nearest file upwards, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graphkit.config.cross_checks import BASIS, across
from graphkit.config.keys import KEYS, did_you_mean
from graphkit.config.places import lines_of_keys, lines_of_tables, statements
from graphkit.config.settings import Config
from graphkit.config.values import WrongValueError
from graphkit.model.spans import Span
from graphkit.support.errors import MAX_MISTAKES, MistakesError
from graphkit.support.files import TooLargeError, read_bytes
from graphkit.support.toml_keys import MAX_PARTS, long_key

FILE_NAME = "graphkit.toml"
_BY_NAME = {key.name: key for key in KEYS}


class ConfigError(MistakesError):
    """The configuration is wrong; message and evidence list everything that is."""


def find(start: Path) -> Path | None:
    """Return the nearest configuration from a folder upwards, not beyond the root of its repository.

    In one folder `graphkit.toml` goes before a `pyproject.toml`; one without `[tool.graphkit]` does not count.
    """
    for folder in (start, *start.parents):
        own, project = folder / FILE_NAME, folder / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file() and b"graphkit" in _bytes(project) and "graphkit" in _tool(project):
            return project
        if (folder / ".git").exists():
            return None
    return None


def load(path: Path | None, more: Callable[[Config], Iterable[str]] = lambda _: ()) -> Config:
    """Return the settings of a file over the defaults; without a file the defaults. Raises ConfigError.

    When something is wrong, `more` tells what else is, as far as the configuration can be understood: only later
    stages know which rules there are.
    """
    if path is None:
        return Config()
    rows, origin = _rows(path, ())
    settings: dict[str, Any] = {}
    errors: list[str] = []
    for name, value in rows.items():
        key = _BY_NAME.get(name)
        place = origin[name]
        if key is None:
            near = did_you_mean(name, [*_BY_NAME, "extend"]) if len(errors) < MAX_MISTAKES else ""
            errors.append(f"{place}: unknown key `{name}`; {near}")
            continue
        try:
            settings[key.attribute] = key.parse(value)
        except WrongValueError as error:
            errors += [f"{place}: `{name}` {said}." for said in error.args]
    config = replace(Config(), **settings, origin=MappingProxyType(origin), base=_shown(path.parent))
    unsure = {name for name, basis in BASIS.items() if basis in rows and basis not in settings}
    errors += [f"{origin[name]}: `{name}` {said}." for name, said in across(config) if name not in unsure]
    if errors:
        raise ConfigError(*errors, *more(config))
    return _placed(config)


def _rows(path: Path, seen: tuple[Path, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the keys of a file over those of the file that it extends, and where each one stands."""
    if path.resolve() in seen:
        raise ConfigError(f"{path}: `extend` leads back to this file.")
    own = _parse(path)
    base = own.pop("extend", None)
    rows: dict[str, Any] = {}
    origin: dict[str, str] = {}
    if base is not None:
        if not isinstance(base, str) or not (path.parent / base).is_file():
            raise ConfigError(f"{path}: `extend` must name an existing file, not {base!r}.")
        rows, origin = _rows(path.parent / base, (*seen, path.resolve()))
    lines = lines_of_keys(_section(path), own, statements(_text(path)))
    for name in own:
        line = lines.get(name)
        origin[name] = f"{path}:{line}" if line else str(path)
    return rows | own, origin


def _placed(config: Config) -> Config:
    """Return the configuration with the place of each contract, so that a finding can point at it."""
    if not config.contracts:
        return config
    file = Path(re.sub(r":\d+$", "", config.origin["contracts"]))
    path = _shown(file)
    lines = lines_of_tables((*_section(file), "contracts"), len(config.contracts), statements(_text(file)))
    placed = tuple(
        replace(contract, place=Span(path, line, 1)) for contract, line in zip(config.contracts, lines, strict=True)
    )
    return replace(config, contracts=placed)


def _shown(path: Path) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def _section(path: Path) -> tuple[str, ...]:
    """Return the table of a file that holds the configuration: a `graphkit.toml` is one as a whole."""
    return ("tool", "graphkit") if path.name == "pyproject.toml" else ()


def _parse(path: Path) -> dict[str, Any]:
    if not _section(path):
        return _toml(path)
    table = _tool(path).get("graphkit", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: `tool.graphkit` must be a table.")
    return dict(table)


def _tool(path: Path) -> dict[str, Any]:
    tool = _toml(path).get("tool", {})
    return tool if isinstance(tool, dict) else {}


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        text = _text(path)
        if (line := long_key(text)) is not None:
            raise ConfigError(f"{path}:{line}: this key has more than {MAX_PARTS} parts. Write it as tables.")
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{path}: this configuration is nested too deeply to be read.") from error
    except ValueError as error:  # what TOML, UTF-8 and (for a number of thousands of digits) Python say
        raise ConfigError(f"{path}: this is not valid TOML: {error}.") from error


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8-sig").replace("\r\n", "\n")


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(str(path))
    except TooLargeError as error:
        size = f"{error.size / 1024 / 1024:.0f} MiB"
        raise ConfigError(f"{path}: this configuration is too large ({size}).") from error
    except OSError as error:
        reason = error.strerror or "it is not a regular file"
        raise ConfigError(f"{path}: this configuration cannot be read: {reason}.") from error
