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
        deliver_diff(unified(changes))
    else:
        if not guard.in_git:
            click.echo("There is no git here to undo this; `--diff` shows the changes without writing.", err=True)
        done = list(dict.fromkeys(write(changes, tracked=guard.in_git)))
        click.echo(f"{escape.terminal(what)} in {len(done)} file{'s' if len(done) != 1 else ''}:", err=True)
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


def deliver_diff(diff: str) -> None:
    """Print a diff. What a terminal or the log of a CI service would obey is escaped, and a note counts such lines."""
    from graphkit.cli.output import deliver

    lines = diff.split("\n")
    shown = [_shown(line) for line in lines]
    deliver("\n".join(shown), None)
    if count := sum(line != safe for line, safe in zip(lines, shown, strict=True)):
        what = "1 line of the diff contains" if count == 1 else f"{count} lines of the diff contain"
        click.echo(
            f"note: {what} bytes that a terminal or a CI log would obey, shown as escapes: the diff cannot be applied."
            " Without --diff the files are changed as they are.",
            err=True,
        )


def _shown(line: str) -> str:
    """Return a line of a diff as it is shown: tabs, a carriage return at its end and a mark at its start stay."""
    text, end = (line[:-1], "\r") if line.endswith("\r") else (line, "")
    mark = text[:2] if text[1:2] == "\ufeff" else ""
    return mark + "\t".join(map(escape.terminal, text[len(mark) :].split("\t"))) + end


def _more(items: list[Any]) -> list[str]:
    return [f"and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
