"""Which configuration a command uses: the nearest file, the one that was named, or none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graphkit.config import Config


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says about the configuration; `load` reads it."""

    file: str | None = None
    isolated: bool = False
    dialect: str | None = None
    merge: bool | None = None
    prose: bool = False

    def load(self) -> Config:
        """Return the configuration. Raises ConfigError with everything that is wrong with it."""
        from graphkit import dialects
        from graphkit.config import load

        config = load.load(None if self.isolated else Path(self.file) if self.file else load.find(Path.cwd()))
        if self.dialect is not None:
            dialects.find(self.dialect)
            config = replace(config, dialect=self.dialect)
        if self.merge is not None:
            config = replace(config, merge=self.merge)
        return replace(config, prose=True) if self.prose else config


def configurable(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--config`, `--isolated`, `--dialect`, `--merge` and `--prose`; it receives them as `settings`."""

    @click.option("--config", "config_file", type=click.Path(), metavar="FILE", help="Use this configuration.")
    @click.option("--isolated", is_flag=True, help="Use no configuration.")
    @click.option("--dialect", metavar="NAME", help="Read every file in this dialect, whatever claims it.")
    @click.option("--merge/--scope-per-root", default=None, help="One graph of all agents folders, or one for each.")
    @click.option("--prose", is_flag=True, help="Also read relations from descriptions and bodies.")
    @functools.wraps(command)
    def configured(
        *args: Any,
        config_file: str | None,
        isolated: bool,
        dialect: str | None,
        merge: bool | None,
        prose: bool,
        **others: Any,
    ) -> Any:
        if config_file and isolated:
            raise click.UsageError("--config and --isolated exclude each other.")
        return command(*args, settings=Settings(config_file, isolated, dialect, merge, prose), **others)

    return configured
