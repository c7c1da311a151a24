"""Which configuration a command uses: the nearest file, the one that was named, or none."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says about the configuration; `load` reads it.

    `adjust` are changes that options make to it. Only a command that `guards` goes by a baseline.
    """

    file: str | None = None
    isolated: bool = False
    dialect: str | None = None
    merge: bool | None = None
    prose: bool = False
    adjust: tuple[Callable[[Config], Config], ...] = field(default=())
    guards: bool = False

    def load(self) -> Config:
        """Return the configuration. Raises ConfigError with everything that is wrong with it."""
        config = self.read()
        if not self.guards:
            config = replace(config, baseline=None)
        for change in self.adjust:
            config = change(config)
        return config

    def read(self) -> Config:
        """Return the configuration as it is written, but for how to read. Raises ConfigError."""
        from graphkit import dialects
        from graphkit.config import load

        found = Path(self.file) if self.file else load.find(Path.cwd())
        config = load.load(None if self.isolated or found is None else Path(os.path.relpath(found)), _unknown_rules)
        if self.dialect is not None:
            dialects.find(self.dialect)
            config = replace(config, dialect=self.dialect)
        if self.merge is not None:
            config = replace(config, merge=self.merge)
        return replace(config, prose=True) if self.prose else config


def _unknown_rules(config: Config) -> Iterator[str]:
    from graphkit import rules
    from graphkit.triage import rule_selection

    return rule_selection.unknown(config, rules.catalogue())


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


def selective(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a configurable command `--select`, `--extend-select` and `--ignore`, which its `settings` then obey."""

    @click.option("--select", multiple=True, metavar="RULES", help="Report only these rules: code, prefix or name.")
    @click.option("--extend-select", multiple=True, metavar="RULES", help="Report these rules too.")
    @click.option("--ignore", multiple=True, metavar="RULES", help="Do not report these rules.")
    @functools.wraps(command)
    def selected(
        *args: Any,
        settings: Settings,
        select: tuple[str, ...],
        extend_select: tuple[str, ...],
        ignore: tuple[str, ...],
        **others: Any,
    ) -> Any:
        asked = {"select": _list(select), "extend-select": _list(extend_select), "ignore": _list(ignore)}
        change = functools.partial(_chosen, asked=asked)
        return command(*args, settings=replace(settings, adjust=(*settings.adjust, change)), **others)

    return selected


def _chosen(config: Config, asked: Mapping[str, tuple[str, ...]]) -> Config:
    """Return the configuration with the rules that were asked for; `--select` begins anew, the others add to it."""
    if asked["select"]:
        config = replace(config, select=(), extend_select=(), ignore=())
    origin = dict(config.origin) | {key: f"--{key}" for key, rules in asked.items() if rules}
    return replace(
        config,
        select=asked["select"] or config.select,
        extend_select=(*config.extend_select, *asked["extend-select"]),
        ignore=(*config.ignore, *asked["ignore"]),
        origin=origin,
    )


def _list(values: tuple[str, ...]) -> tuple[str, ...]:
    """Take `--ignore A,B --ignore C` apart."""
    return tuple(rule.strip() for value in values for rule in value.split(",") if rule.strip())
