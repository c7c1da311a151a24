"""The group of all commands: what goes wrong below it becomes one sentence and an exit status."""

from __future__ import annotations

import errno
import importlib
import io
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.output import mute
from graphkit.support import escape
from graphkit.support.errors import GraphkitError
from graphkit.support.gc import gc_paused

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


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


class Shelf(MutableMapping[str, click.Command]):
    """The commands of a group, each imported when it is taken out: a run waits for no command but its own."""

    def __init__(self, package: str, purposes: Mapping[str, str]) -> None:
        self._package = package
        self.purposes = dict(purposes)
        self._taken: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._taken:
            command: click.Command = getattr(importlib.import_module(f"{self._package}.{self._known(name)}"), name)
            command.short_help = self.purposes[name]
            self._taken[name] = command
        return self._taken[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.purposes[name] = command.get_short_help_str()
        self._taken[name] = command

    def __delitem__(self, name: str) -> None:
        del self.purposes[name]
        self._taken.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.purposes)

    def __len__(self) -> int:
        return len(self.purposes)

    def __contains__(self, name: object) -> bool:
        return name in self.purposes

    def _known(self, name: str) -> str:
        if name not in self.purposes:
            raise KeyError(name)
        return name


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except GraphkitError as error:
        raise Failure(str(error), error.evidence) from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        mute()
        raise Failure(f"cannot write: {error.strerror}") from error  # the help, which click itself writes
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None


class Program(click.Group):
    """A click group that knows graphkit's errors, and what a mistyped command may have meant."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no input and no terminal may end in a traceback."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        with _told(), gc_paused(last=True):
            return super().invoke(ctx)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options; `--help` is answered here."""
        with _told():
            return super().make_context(info_name, args, parent, **extra)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature of click
        """Return a command. What fails while it is loaded is not taken for a command that does not exist."""
        if cmd_name not in self.commands:
            return None
        return self.commands[cmd_name]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature of click
        """Return the commands in the order in which people need them."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature of click
        """List the commands by their purposes, without loading any of them."""
        if isinstance(self.commands, Shelf):
            with formatter.section("Commands"):
                formatter.write_dl(list(self.commands.purposes.items()))

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
