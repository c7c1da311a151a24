"""File watching for `check --watch` and `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graphkit.cli.settings import Settings


def changes(settings: Settings, paths: Sequence[str]) -> Iterator[None]:
    """Yield once, then whenever a definition or the configuration changes. Raises UsageError without `watchfiles`."""
    from graphkit import discover, pipeline
    from graphkit.config import load
    from graphkit.workspace.watch import watch

    watched = list(paths) or [place.path for place in pipeline.search(settings.load(), paths).survey.places] or ["."]
    file = None if settings.isolated else settings.file or load.find(Path.cwd())
    callers = [place for place in discover.callers.around(watched) if Path(place).is_dir()]
    return watch([*watched, *callers, *([str(file)] if file else [])])


def repeat(check: Callable[[], object], settings: Settings, paths: Sequence[str]) -> None:
    """Check now and after every change, until Ctrl-C. An error ends nothing: a file may be half-written."""
    from graphkit.support import escape
    from graphkit.support.errors import GraphkitError
    from graphkit.support.gc import gc_paused

    def attempt() -> None:
        try:
            with gc_paused():  # what is kept between two answers would be looked through again and again
                check()
        except GraphkitError as error:
            click.echo(f"graphkit: error: {escape.terminal(str(error))}", err=True)
        click.echo("Watching for changes - press Ctrl-C to stop.", err=True)

    try:
        for _ in changes(settings, paths):
            attempt()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
