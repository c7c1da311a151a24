"""`--between` and `--check`: a result as a section of a document, between two marks; the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from graphkit.support import escape
from graphkit.support.errors import UsageError

STALE = 1
_TITLE = re.compile(r"\A# [^\n]*\n+")
"""The title of a Markdown document, which has one already where a section is put."""


def section_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--between` and `--check`."""
    command = click.option(
        "--check", is_flag=True, help="Write nothing; exit 1 when FILE does not contain this result already."
    )(command)
    return click.option(
        "--between",
        nargs=2,
        metavar="START END",
        help="Replace only what is between these two marks in FILE, such as '<!-- graphkit:start -->'.",
    )(command)


def deliver_section(text: str, output: str | None, between: tuple[str, str] | None, check: bool) -> None:
    """Write a result as `deliver` does, or into its section of a document, or only check that it is there already.

    Raises UsageError when there is no such file or place; leaves with status 1 when a check finds something else.
    """
    from graphkit.cli.output import deliver

    if (between or check) and output in (None, "-"):
        raise click.UsageError("--between and --check need a file; name it with -o FILE.")
    if not between and not check:
        deliver(text, output)
        return
    path = Path(output or "")
    current = _read(path, needed=between is not None)
    wanted = placed(current or "", text, *between, str(path)) if between else text
    if wanted == current:
        click.echo(f"{escape.terminal(str(path))} is up to date.", err=True)
    elif check:
        click.echo(f"{escape.terminal(str(path))} is stale: run the same command without --check.", err=True)
        raise click.exceptions.Exit(STALE)
    else:
        deliver(wanted.encode(), output)


def placed(document: str, text: str, start: str, end: str, name: str) -> str:
    """Return the document with a text between its marks, each on a line of its own; line ends stay as they are.

    Raises UsageError when the marks are not there exactly once, in this order.
    """
    for mark in (start, end):
        if not mark.strip() or start == end:
            raise UsageError("--between needs two different marks.")
        if (times := document.count(mark)) != 1:
            found = "is not there" if not times else f"is there {times} times"
            raise UsageError(f"{name}: the mark {mark} {found}. Write it once, on a line of its own.")
    before, _, rest = document.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise UsageError(f"{name}: the mark {end} comes before {start}. Swap them.")
    newline = "\r\n" if "\r\n" in document else "\n"
    body = newline.join(_TITLE.sub("", text.strip("\n")).split("\n"))
    return f"{before}{start}{newline}{body}{newline}{end}{after}"


def _read(path: Path, *, needed: bool) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        if needed:
            raise UsageError(f"cannot read {path}: there is no such file. Create it with the two marks.") from error
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
