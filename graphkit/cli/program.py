"""The group of all commands: what goes wrong below it becomes one sentence and an exit status."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit import escape
from graphkit.collector import quiet
from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


class Failure(click.ClickException):
    """The run could not be made."""

    exit_code = 2

    def __init__(self, message: str, evidence: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.evidence = evidence

    def show(self, file: Any = None) -> None:
        """Write the sentence to stderr."""
        lines = [f"graphkit: error: {escape.terminal(self.message)}", *map(escape.terminal, self.evidence)]
        click.echo("\n".join(lines), file=file, err=True)


class Program(click.Group):
    """A click group that knows graphkit's errors, and what a mistyped command may have meant."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no input and no terminal may end in a traceback."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            with quiet():
                return super().invoke(ctx)
        except GraphkitError as error:
            raise Failure(str(error), error.evidence) from error
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature of click
        """Return the commands in the order in which people need them."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one say which is near, or how to check a path."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self.list_commands(ctx), 1)
            if not near and Path(name).exists():
                near = [f"graphkit check {name}"]
            meant = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"No such command: {escape.terminal(name)}.{escape.terminal(meant)}", ctx)
        return super().resolve_command(ctx, args)
