"""Finding and reading the configuration: the nearest file upwards, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.config.settings import Config
from graphkit.support.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["FILE_NAME", "ConfigError", "find", "load"]

FILE_NAME = "graphkit.toml"


def find(start: Path) -> Path | None:
    """Return the nearest configuration from a folder upwards, not beyond the root of its repository.

    In one folder `graphkit.toml` goes before a `pyproject.toml`; one without `[tool.graphkit]` does not count.
    """
    for folder in (start, *start.parents):
        own, project = folder / FILE_NAME, folder / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file():
            from graphkit.config.document import has_section

            if has_section(project):
                return project
        if (folder / ".git").exists():
            return None
    return None


def load(path: Path | None, more: Callable[[Config], Iterable[str]] = lambda _: ()) -> Config:
    """Return the settings of a file over the defaults; without a file the defaults. Raises ConfigError.

    When something is wrong, `more` yields what else is, as far as the configuration can be understood: only later
    stages know which rules there are.
    """
    if path is None:
        return Config()
    from graphkit.config import file  # most teams have none

    return file.load(path, more)
