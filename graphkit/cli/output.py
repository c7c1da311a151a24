"""Where a result goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.support import escape
from graphkit.support.errors import UsageError
from graphkit.support.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping


def deliver(content: str | bytes, output: str | None) -> None:
    """Write a result to a file, or to standard output without one; text is UTF-8 with plain newlines in a file.

    Raises UsageError when it cannot be written.
    """
    if output is None or output == "-":
        _emit(content)
        return
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        _replace(Path(output), data)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {_reason(Path(output), error)}") from error
    click.echo(f"Wrote {escape.terminal(output)}", err=True)


def deliver_all(files: Mapping[str, str | bytes], folder: str) -> None:
    """Write several files into a folder, which is made if its parent exists. Raises UsageError when it cannot be."""
    try:
        Path(folder).mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"cannot make the folder {folder}: {reason}. Choose another place.") from error
    for name in sorted(files):
        deliver(files[name], str(Path(folder) / name))


def _emit(content: str | bytes) -> None:
    try:
        click.echo(content, file=sys.stdout, nl=False, color=True)  # what is to be plain was never painted
    except OSError as error:
        mute()
        if not isinstance(error, BrokenPipeError):  # `graphkit report | head`: the reader has seen enough
            raise UsageError(f"cannot write to standard output: {error.strerror or error}") from error


def mute() -> None:
    """Let what standard output has not taken go nowhere: Python would try once more when it exits, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _replace(path: Path, data: bytes) -> None:
    """Write what a path leads to, at once where it can be; a device or a pipe cannot be replaced."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
    else:
        write_atomic(target, data)


def _reason(path: Path, error: OSError) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist. Create it first, or write elsewhere."
    return f"{error.strerror or error}. Choose another place."
