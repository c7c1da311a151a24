"""A configuration file as TOML: its keys, and the place of each key and of each item of a list."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.model import toml_values
from graphkit.model.spans import Span
from graphkit.support.errors import ConfigError
from graphkit.support.files import TooLargeError, read_bytes
from graphkit.support.toml_keys import MAX_PARTS, long_key

if TYPE_CHECKING:
    from graphkit.model.toml_values import Places, Step


_MENTIONED = re.compile("graph[-_]?kit", re.IGNORECASE)


class Document:
    """One configuration file. Raises ConfigError, when it is read, for one that is no TOML or cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._text = _text(path)

    @cached_property
    def table(self) -> dict[str, Any]:
        """The keys of the configuration: of a `pyproject.toml` those of `[tool.graphkit]`."""
        rows: Any = _parse(self.path, self._text)
        for number, key in enumerate(self.section):
            rows = rows.get(key, {})
            if not isinstance(rows, dict):
                raise ConfigError(f"{self.path}: `{'.'.join(self.section[: number + 1])}` must be a table.")
        return dict(rows)

    @property
    def section(self) -> tuple[str, ...]:
        """The table of the file that contains the configuration: a `graphkit.toml` is one as a whole."""
        return section(self.path)

    @cached_property
    def _places(self) -> Places:
        return toml_values.places(toml_values.parse(self._text))

    def line(self, *path: Step) -> int:
        """Return the line of a key or an item, of the nearest around it where it has no place of its own."""
        return toml_values.nearest(self._places, (*self.section, *path))[0]

    def spans(self, *path: Step) -> dict[tuple[Step, ...], Span]:
        """Return the place of a key and of everything in its value, for findings."""
        shown = shown_path(self.path)
        around = len(self.section)
        whole = (*self.section, *path)
        return {
            place[around:]: Span(shown, line, column)
            for place, (line, column) in self._places.items()
            if place[: len(whole)] == whole
        }


def section(path: Path) -> tuple[str, ...]:
    """Return the table of a file that contains the configuration, by the name of the file."""
    return ("tool", "graphkit") if path.name == "pyproject.toml" else ()


def has_section(path: Path) -> bool:
    """Return whether a `pyproject.toml` has a table `[tool.graphkit]`. Raises ConfigError as reading it does."""
    text = _text(path)
    keys = _parse(path, text) if _MENTIONED.search(text) else {}
    tool = keys.get("tool")
    tables = tool if isinstance(tool, dict) else {}
    if "graphkit" in tables:
        return True
    misplaced: list[tuple[str, ...]] = [(key,) for key in keys if _MENTIONED.fullmatch(key)]
    misplaced += [("tool", key) for key in tables if _MENTIONED.fullmatch(key)]
    for place in misplaced:
        line = toml_values.nearest(toml_values.places(toml_values.parse(text)), place)[0]
        raise ConfigError(f"{shown_path(path)}:{line}: `[{'.'.join(place)}]` is not read; write `[tool.graphkit]`.")
    return False


def shown_path(path: Path) -> str:
    """Return a path as people see it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        if (line := long_key(text)) is not None:
            raise ConfigError(f"{path}:{line}: this key has more than {MAX_PARTS} parts. Write it as tables.")
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{path}: this configuration is nested too deeply to be read.") from error
    except ValueError as error:  # what TOML and (for a number of thousands of digits) Python say
        raise ConfigError(f"{path}: this is not valid TOML: {error}.") from error


def _text(path: Path) -> str:
    try:
        return read_bytes(str(path)).decode("utf-8-sig").replace("\r\n", "\n")
    except TooLargeError as error:
        size = f"{error.size / 1024 / 1024:.0f} MiB"
        raise ConfigError(f"{path}: this configuration is too large ({size}).") from error
    except OSError as error:
        reason = error.strerror
        raise ConfigError(f"{path}: this configuration cannot be read: {reason}.") from error
    except ValueError as error:
        raise ConfigError(f"{path}: this is not valid TOML: {error}.") from error
