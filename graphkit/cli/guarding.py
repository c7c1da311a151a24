"""The options of `check` about what is known and let pass."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graphkit.cli.settings import Settings
    from graphkit.config import Config

BASELINE = ".graphkit-baseline.json"
"""Where known findings are kept unless the configuration says otherwise, beside it."""


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a configurable command the options about ignores and the baseline, which its `settings` then obey."""

    @click.option("--no-ignores", is_flag=True, help="Report also what ignores in the files excuse.")
    @click.option("--baseline", "baseline_file", type=click.Path(), metavar="FILE", help="The file of known findings.")
    @click.option("--no-baseline", is_flag=True, help="Report also what is known.")
    @click.option("--strict-baseline", is_flag=True, help="A known finding that no longer occurs is an error.")
    @functools.wraps(command)
    def guarding(
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
                baseline=None if no_baseline else known_file(config, baseline_file),
                strict_baseline=config.strict_baseline or strict_baseline,
            )

        return command(*args, settings=replace(settings, guards=True, adjust=(*settings.adjust, change)), **others)

    return guarding


def known_file(config: Config, named: str | None) -> str | None:
    """Return the baseline to use, relative to the configuration's folder: the named one, else what there is."""
    if named:
        return os.path.relpath(named, config.base)
    if config.baseline:
        return config.baseline
    return BASELINE if Path(config.below_base(BASELINE)).is_file() else None
