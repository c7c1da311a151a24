"""The group of all commands: lazy loading, grouped help, and one form for every error (`graphkit: error: ...`)."""

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

from graphkit.cli import failures
from graphkit.cli.output import mute
from graphkit.support import escape
from graphkit.support.errors import GraphkitError
from graphkit.support.gc import gc_paused

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
COMMON = {"config_file", "isolated", "dialect", "merge", "no_calls", "prose", "color"}
"""Options of nearly every command: the help of a command lists them after its own."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

_RENAMED_COMMANDS = {
    "why": "`graphkit path A B` lists every direct reference between the two.",
    "bottlenecks": "Write `graphkit metrics bottlenecks`.",
    "groups": "Write `graphkit parallel`.",
    "help": "Write `graphkit --help`, or `graphkit COMMAND --help`.",
}

_AGENTS = "Choose agents with --agents EXPR."
_RELATIONS = "Write --relations NAMES, with commas between."
_RENAMED_OPTIONS = {
    ("check", "--only"): _AGENTS,
    ("diff", "--path"): "Write --in PATH.",
    ("config", "--schema"): "Write `graphkit schema config`.",
    ("path", "--relation"): _RELATIONS,
    ("plan", "--relation"): _RELATIONS,
    ("", "--select"): _AGENTS,
    ("", "--exclude"): "Leave agents out with --except EXPR.",
}
"""By command and option; without a command, in every command that has no such option."""


class Failure(click.ClickException):
    """The run failed, or its arguments are wrong: exit status 2."""

    exit_code = 2

    def __init__(self, message: str, evidence: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.evidence = evidence

    def show(self, file: Any = None) -> None:
        """Write the message to stderr."""
        lines = [f"graphkit: error: {escape.terminal(self.message)}", *map(escape.terminal, self.evidence)]
        click.echo("\n".join(lines), file=file, err=True)


class LazyCommands(MutableMapping[str, click.Command]):
    """The commands by name, each imported on first use: a run loads no command but its own.

    `groups` maps the heading of each part of the help to its commands and their short help.
    """

    def __init__(self, package: str, groups: Mapping[str, Mapping[str, str]]) -> None:
        self._package = package
        self.groups = groups
        self.short_help = {name: text for commands in groups.values() for name, text in commands.items()}
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            if name not in self.short_help:
                raise KeyError(name)
            command: click.Command = getattr(importlib.import_module(f"{self._package}.{name}"), name)
            command.short_help = self.short_help[name]
            command.params.sort(key=lambda param: param.name in COMMON)
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.short_help[name] = command.get_short_help_str()
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.short_help[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.short_help)

    def __len__(self) -> int:
        return len(self.short_help)

    def __contains__(self, name: object) -> bool:
        return name in self.short_help


@contextmanager
def _one_form_for_errors() -> Iterator[None]:
    """Turn every expected error, click's own included, and every failure of the system into a `Failure`."""
    try:
        yield
    except GraphkitError as error:
        raise Failure(str(error), error.evidence) from error
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise Failure(_sentence(error), _see_help(error)) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        if error.errno not in _FULL:
            raise Failure(failures.sentence(error) or str(error)) from error
        mute()
        raise Failure(f"cannot write: {error.strerror}") from error  # the help, which click itself writes
    except (MemoryError, RecursionError, UnicodeError, ImportError) as error:
        message = failures.sentence(error)
        if message is None:
            raise
        raise Failure(message) from None
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None


def _sentence(error: click.UsageError) -> str:
    """Return the message of a usage error as graphkit's own errors begin: in lower case, as part of a sentence."""
    if isinstance(error, click.NoSuchOption):
        command = error.ctx.info_name if error.ctx else None
        if now := _renamed_option(command or "", error.option_name):
            return f"there is no option {error.option_name}. {now}"
    message = error.format_message()
    return message[0].lower() + message[1:] if message[:1].isupper() and not message[1:2].isupper() else message


def _see_help(error: click.UsageError) -> tuple[str, ...]:
    return (f"See `{error.ctx.command_path} --help`.",) if error.ctx else ()


class CommandGroup(click.Group):
    """A click group with grouped help that reports graphkit's errors and says where renamed commands went."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command line; what fails on the way to the answer, or while an error is shown, ends with status 2."""
        try:
            return super().main(*arguments, **options)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # not even a mistake of graphkit has the status of an answer
            failures.end(failures.sentence(error) or failures.report(error))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no input and no terminal may end in a traceback."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        with _one_form_for_errors(), gc_paused(last=True):
            return super().invoke(ctx)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options; `--help` is answered here."""
        with _one_form_for_errors():
            return super().make_context(info_name, args, parent, **extra)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature of click
        """Return a command. What fails while it is loaded is not taken for a command that does not exist."""
        if cmd_name not in self.commands:
            return None
        return self.commands[cmd_name]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature of click
        """Return the commands in the order of the help."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by group, without loading any of them, then the options."""
        if isinstance(self.commands, LazyCommands):
            width = max(map(len, self.commands.short_help))
            for title, commands in self.commands.groups.items():
                with formatter.section(title):
                    formatter.write_dl([(name.ljust(width), text) for name, text in commands.items()])
        click.Command.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one say where it went, which is near, or how to check a path."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise click.UsageError(f"there is no command `{name}`.{_advice(name, self.list_commands(ctx))}", ctx)
        return super().resolve_command(ctx, args)


def _advice(name: str, commands: Sequence[str]) -> str:
    from graphkit.model.suggestions import close_words

    if now := _renamed_command(name):
        return f" {now}"
    near = close_words(name, list(commands))
    if not near and Path(name).exists():
        near = [f"graphkit check {name}"]
    return f" Did you mean `{near[0]}`?" if near else ""


def _renamed_command(name: str) -> str | None:
    """Return what replaces a command of an earlier version, as a sentence; None if there never was one."""
    return _RENAMED_COMMANDS.get(name)


def _renamed_option(command: str, option: str) -> str | None:
    """Return what replaces an option of an earlier version, as a sentence; None if there never was one."""
    return _RENAMED_OPTIONS.get((command, option)) or _RENAMED_OPTIONS.get(("", option))
