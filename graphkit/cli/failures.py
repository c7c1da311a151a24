"""Failures of the system - no memory, no file handles, no folder - as one sentence each, with exit status 2."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import NoReturn

FAILED = 2
"""The exit status of a failure; 1 is an answer."""

CLASSES = (OSError, MemoryError, RecursionError, UnicodeError)
"""What a system, or an input beyond all measure, may raise anywhere."""

_ADVICE = {
    errno.EMFILE: "Raise the limit (`ulimit -n`), or check fewer files at a time.",
    errno.ENFILE: "Close other programs, or raise the limit of the system.",
    errno.ENOMEM: "Close other programs, or check fewer agents at a time.",
    errno.EACCES: "Check the permissions.",
    errno.ENOSPC: "Make room on the disk.",
}


def sentence(error: BaseException) -> str | None:
    """Return what a failure means and what to do about it; None for what no system does."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for this. Check fewer agents at a time, or leave out large files."
    if isinstance(error, RecursionError):
        return "something is nested too deeply to be read or drawn. Take it apart, or leave that file out."
    if isinstance(error, UnicodeError):
        return f"a text cannot be read or written in its encoding: {_unicode(error)}. Save it as UTF-8."
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, RuntimeError) and "new thread" in str(error):
        return "the system has no room for another thread. Raise the limit (`ulimit -u`), or close other programs."
    if isinstance(error, ImportError) and not _can_open():
        return f"too many files are open to load graphkit. {_ADVICE[errno.EMFILE]}"
    return None


def report(error: BaseException) -> str:
    """Return all that is known about a mistake of graphkit."""
    import traceback

    return f"this is a mistake of graphkit. Please report it.\n{''.join(traceback.format_exception(error))}"


def _of_system(error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not _has_folder():
        return "the working directory does not exist any more. Change to a folder that exists."
    reason = error.strerror or str(error) or type(error).__name__
    what = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) and error.filename else ""
    advice = _ADVICE.get(error.errno or 0, "Correct that, and run it again.")
    return f"{what}{reason[:1].lower()}{reason[1:].rstrip('.')}. {advice}"


def _unicode(error: UnicodeError) -> str:
    if isinstance(error, UnicodeEncodeError | UnicodeDecodeError):
        return f"{error.reason} (character {error.start + 1})"
    return str(error) or type(error).__name__


def _has_folder() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def _can_open() -> bool:
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return False
    return True


def end(message: str) -> NoReturn:
    """End the run with a sentence, or without one where not even that can be written."""
    try:
        sys.stderr.write(f"graphkit: error: {message}\n")
        sys.stderr.flush()
    except (OSError, UnicodeError, MemoryError, ValueError, AttributeError):
        pass
    finally:
        _leave()
    raise SystemExit(FAILED)


def _leave() -> None:
    """Let go of what could not be written: Python would try once more when it exits, and fail with status 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            try:
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
            except (OSError, ValueError, AttributeError):
                os._exit(FAILED)
