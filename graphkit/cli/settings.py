"""Which configuration a command uses: the nearest file, the named one, or none; and options that change it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import GivenPath
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config


@dataclass(frozen=True, slots=True)
class Settings:
    """The options about the configuration; `load` reads it.

    `adjust` are changes that other options make to it. A baseline counts only where `use_baseline` is set.
    """

    file: str | None = None
    isolated: bool = False
    dialect: str | None = None
    merge: bool | None = None
    prose: bool = False
    calls: bool = True
    follow_links: bool = False
    user: bool = False
    adjust: tuple[Callable[[Config], Config], ...] = field(default=())
    use_baseline: bool = False

    def load(self) -> Config:
        """Return the configuration. Raises ConfigError with every mistake in it."""
        config = self.read()
        if not self.use_baseline:
            config = replace(config, baseline=None)
        for change in self.adjust:
            config = change(config)
        return config

    def read(self) -> Config:
        """Return the configuration as it is in the file, but for options about reading. Raises ConfigError."""
        from graphkit import dialects
        from graphkit.config import load

        file = Path(self.file) if self.file else load.find(Path.cwd())
        config = load.load(None if self.isolated or file is None else Path(os.path.relpath(file)), _unknown_rules)
        if self.dialect is not None:
            dialects.find(self.dialect)
            config = replace(config, dialect=self.dialect)
        if self.merge is not None:
            config = replace(config, merge=self.merge)
        if self.follow_links:
            config = replace(config, follow_links=True)
        if self.user:
            config = replace(config, user=True)
        if not self.calls:
            config = replace(config, calls=replace(config.calls, enabled=False))
        return replace(config, prose=True) if self.prose else config


def _unknown_rules(config: Config) -> Iterator[str]:
    from graphkit import rules
    from graphkit.triage import rule_selection

    return rule_selection.unknown(config, rules.catalogue())


def configurable(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--config`, `--isolated`, `--merge`, `--prose` and so on; it gets them as `settings`."""

    @click.option("--config", "config_file", type=GivenPath(), metavar="FILE", help="Use this configuration.")
    @click.option("--isolated", is_flag=True, help="Use no configuration.")
    @click.option("--dialect", metavar="NAME", help="Read every file in this dialect, whatever claims it.")
    @click.option("--merge/--scope-per-root", default=None, help="One graph of all agents folders, or one for each.")
    @click.option("--no-calls", is_flag=True, help="Do not read the callers of agents: commands, skills, prompts.")
    @click.option("--follow-links", is_flag=True, help="Follow links that lead out of the repository.")
    @click.option("--user", is_flag=True, help="Names may also mean agents of your own folders, such as ~/.claude.")
    @click.option("--prose", is_flag=True, help="Also read relations from descriptions and bodies.")
    @functools.wraps(command)
    def configured(
        *args: Any,
        config_file: str | None,
        isolated: bool,
        dialect: str | None,
        merge: bool | None,
        prose: bool,
        no_calls: bool,
        follow_links: bool,
        user: bool,
        **others: Any,
    ) -> Any:
        if config_file and isolated:
            raise click.UsageError("--config and --isolated exclude each other.")
        settings = Settings(config_file, isolated, dialect, merge, prose, not no_calls, follow_links, user)
        return command(*args, settings=settings, **others)

    return configured


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a configurable command `--select`, `--extend-select` and `--ignore`, which change its `settings`."""

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
        named = {"select": _list(select), "extend-select": _list(extend_select), "ignore": _list(ignore)}
        change = functools.partial(_with_rules, named=named)
        return command(*args, settings=replace(settings, adjust=(*settings.adjust, change)), **others)

    return selected


def _with_rules(config: Config, named: Mapping[str, tuple[str, ...]]) -> Config:
    """Return the configuration with the rules of the command line; `--select` replaces it, the others add to it."""
    if named["select"]:
        config = replace(config, select=(), extend_select=(), ignore=())
    origin = dict(config.origin) | {key: f"--{key}" for key, rules in named.items() if rules}
    return replace(
        config,
        select=named["select"] or config.select,
        extend_select=(*config.extend_select, *named["extend-select"]),
        ignore=(*config.ignore, *named["ignore"]),
        origin=origin,
    )


def _list(values: tuple[str, ...]) -> tuple[str, ...]:
    """Take `--ignore A,B --ignore C` apart."""
    return tuple(rule.strip() for value in values for rule in value.split(",") if rule.strip())


BASELINE = ".graphkit-baseline.json"
"""The baseline file unless the configuration names another one; it lies beside the configuration."""


def baseline_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a configurable command the options about ignores and the baseline, which change its `settings`."""

    @click.option("--no-ignores", is_flag=True, help="Also report what ignores in the files suppress.")
    @click.option("--baseline", "baseline_file", type=GivenPath(), metavar="FILE", help="The baseline to compare with.")
    @click.option("--no-baseline", is_flag=True, help="Also report findings of the baseline.")
    @click.option("--strict-baseline", is_flag=True, help="A baseline entry that no longer occurs is an error.")
    @functools.wraps(command)
    def with_baseline(
        *args: Any,
        settings: Settings,
        no_ignores: bool,
        baseline_file: str | None,
        no_baseline: bool,
        strict_baseline: bool,
        **others: Any,
    ) -> Any:
        if no_baseline and (baseline_file or strict_baseline):
            raise click.UsageError("--no-baseline excludes --baseline and --strict-baseline.")

        def change(config: Config) -> Config:
            return replace(
                config,
                inline_ignores=not no_ignores,
                baseline=None if no_baseline else baseline_path(config, baseline_file),
                strict_baseline=config.strict_baseline or strict_baseline,
            )

        return command(
            *args, settings=replace(settings, use_baseline=True, adjust=(*settings.adjust, change)), **others
        )

    return with_baseline


def baseline_path(config: Config, named: str | None) -> str | None:
    """Return the baseline to use, relative to the configuration's folder: the named one, else what there is."""
    if named:
        return os.path.relpath(named, config.base)
    if config.baseline:
        return config.baseline
    return BASELINE if Path(config.below_base(BASELINE)).is_file() else None
