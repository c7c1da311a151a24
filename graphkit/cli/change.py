"""What `graphkit rename` and `graphkit remove` have in common: options, refusals, the diff, writing, the summary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli import options
from graphkit.cli.settings import configurable
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.fixes.changeset import Changeset
    from graphkit.fixes.write import Guard

SHOWN = 20


def changing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that changes agents its common options: `--in`, `--diff`, `--keep-file`, `--include-ignored`."""
    for option in (
        click.option("--include-ignored", is_flag=True, help="Also edit files that git ignores."),
        click.option("--keep-file", is_flag=True, help="Leave the file of the definition where it is."),
        click.option("--diff", is_flag=True, help="Print a unified diff and write nothing."),
        options.folders,
    ):
        command = option(command)
    return configurable(command)


def finish(changes: Changeset, guard: Guard, *, diff: bool, trouble: str | None, what: str) -> None:
    """Print the diff, or write the changes and say what was done; raise UsageError where a place cannot be edited."""
    from graphkit.cli.output import deliver
    from graphkit.fixes.diff import unified
    from graphkit.fixes.write import write
    from graphkit.support.errors import UsageError

    if changes.refused:
        places = [f"{span}: {reason}" for span, reason in sorted(changes.refused)]
        count = f"{len(places)} place{'s' if len(places) > 1 else ''}"
        lines = [f"{count} cannot be edited; nothing was written.", *places[:SHOWN], *_more(places)]
        raise UsageError("\n  ".join(lines))
    if trouble:
        raise UsageError(f"{trouble}; nothing was written.")
    if diff:
        deliver(unified(changes), None)
    else:
        if not guard.in_git:
            click.echo("There is no git here to undo this; `--diff` shows the changes without writing.", err=True)
        done = list(dict.fromkeys(write(changes, tracked=guard.in_git)))
        click.echo(f"{what} in {len(done)} file{'s' if len(done) != 1 else ''}:", err=True)
        for path in done[:SHOWN]:
            target = changes.moved.get(path)
            click.echo(f"  {escape.terminal(path)}{f' -> {escape.terminal(target)}' if target else ''}", err=True)
        for line in _more(done):
            click.echo(f"  {line}", err=True)
    if changes.mentions:
        click.echo(f"Mentions that stay ({len(changes.mentions)}):", err=True)
        for span in changes.mentions[:SHOWN]:
            place = span if diff else span._replace(path=changes.path_of(span.path))
            click.echo(f"  {escape.terminal(str(place))}", err=True)
        for line in _more(changes.mentions):
            click.echo(f"  {line}", err=True)


def _more(items: list[Any]) -> list[str]:
    return [f"and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
