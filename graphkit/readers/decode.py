"""Bytes become text, whatever the editor did: BOM, UTF-16, Latin-1, any line ending."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from graphkit.model.definitions import Problem
from graphkit.model.spans import Span
from graphkit.support import files

if TYPE_CHECKING:
    from graphkit.model.spans import Source

BOM = "a byte order mark (BOM) is in front of the front matter"
"""Why some tools do not load a file."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableError(Exception):
    """The file gives no text; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def decode(source: Source) -> tuple[str, tuple[Problem, ...]]:
    r"""Return the text of a file with `\n` line ends and without a BOM; bytes that are not UTF-8 are read as Latin-1.

    Raises UnreadableError for what is no text file at all.
    """
    data = content(source)
    problems: tuple[Problem, ...] = ()
    if data.startswith(_UTF16):
        text = data.decode("utf-16", errors="replace")
        problems = (_unloaded(source, "it is UTF-16, and tools read UTF-8"),)
    elif b"\0" in data:
        hint = "Remove it from the agents folder, or save it as UTF-8 text."
        raise UnreadableError("this is a binary file, not text", hint)
    else:
        text, problems = _text(source, data)
        if data.startswith(codecs.BOM_UTF8):
            problems = (*problems, _unloaded(source, BOM))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff"), problems


def _unloaded(source: Source, cause: str) -> Problem:
    message = f"its tool does not load this file as an agent: {cause}"
    return Problem(
        "not-an-agent", message, Span(source.path, 1, 1), "Save the file as UTF-8 without a byte order mark."
    )


def content(source: Source) -> bytes:
    """Return the bytes of a file. Raises UnreadableError for what is no file, cannot be read or is too large."""
    try:
        return files.read_bytes(source.location) if source.data is None else source.data
    except files.NotRegularError as error:
        hint = "Name a file, or remove it from the agents folder."
        raise UnreadableError("this is not a regular file", hint) from error
    except files.TooLargeError as error:
        size = f"{error.size / 1024 / 1024:.0f} MiB"
        raise UnreadableError(f"this file is too large for a definition ({size})", "Ignore it, or split it.") from error
    except OSError as error:
        raise _cannot(source, error) from error


def _cannot(source: Source, error: OSError) -> UnreadableError:
    if source.file.is_symlink() and not source.file.exists():
        goal = source.file.readlink()
        return UnreadableError(f"this link leads nowhere: {goal} does not exist", "Mend or remove the link.")
    reason = error.strerror or error
    return UnreadableError(f"this file cannot be read: {reason}", "Check that it exists and may be read.")


def _text(source: Source, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        lines = re.split(r"\r\n|\r|\n", before)
        span = Span(source.path, len(lines), len(lines[-1]) + 1)
        byte = f"0x{data[error.start]:02X}"
        message = f"byte {byte} is not valid UTF-8; the file was read as Latin-1, so accents may be wrong"
        return data.decode("latin-1"), (Problem("invalid-front-matter", message, span, "Save the file as UTF-8."),)
