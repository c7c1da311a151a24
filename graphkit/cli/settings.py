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
    prose: bool = False

    def load(self) -> Config:
        """Return the configuration. Raises ConfigError with everything that is wrong with it."""
        from graphkit.config import load

        if self.isolated:
            config = load.load(None)
        else:
            config = load.load(Path(self.file) if self.file else load.find(Path.cwd()))
        return replace(config, prose=True) if self.prose else config


def configurable(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--config`, `--isolated` and `--prose`; it receives them as `settings`."""

    @click.option("--config", "config_file", type=click.Path(), metavar="FILE", help="Use this configuration.")
    @click.option("--isolated", is_flag=True, help="Use no configuration.")
    @click.option("--prose", is_flag=True, help="Also read relations from descriptions and bodies.")
    @functools.wraps(command)
    def configured(*args: Any, config_file: str | None, isolated: bool, prose: bool, **others: Any) -> Any:
        if config_file and isolated:
            raise click.UsageError("--config and --isolated exclude each other.")
        return command(*args, settings=Settings(config_file, isolated, prose), **others)

    return configured
