"""The options of `check` about inline ignores and the baseline."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import GivenPath

if TYPE_CHECKING:
    from graphkit.cli.settings import Settings
    from graphkit.config import Config

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
