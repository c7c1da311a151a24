"""What the terminal can show, as the style that reporters write in."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from graphkit.model.findings import Severity
from graphkit.reporters.style import ASCII, UNICODE, Glyphs, Style, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PAINTERS: Mapping[str, Callable[[str], str]] = {
    "error": partial(click.style, fg="red", bold=True),
    "warning": partial(click.style, fg="yellow", bold=True),
    "info": partial(click.style, fg="magenta"),
    "good": partial(click.style, fg="green"),
    "place": partial(click.style, fg="cyan"),
    "strong": partial(click.style, bold=True),
    "faint": partial(click.style, dim=True),
    "hint": partial(click.style, fg="green"),
}
_WIDTH = 100
_WIDEST = 120
"""Columns; longer lines are hard to read."""


def style(
    color: str,
    *,
    file: bool = False,
    lowest: Severity = Severity.WARNING,
    verbose: bool = False,
    bar: Severity = Severity.ERROR,
) -> Style:
    """Return the style for standard output, or for a file: no colours unless asked for, and every glyph."""
    return Style(
        paint=_paint if _coloured(color, file) else plain,
        lowest=lowest,
        verbose=verbose,
        width=_WIDTH if file else min(_width(), _WIDEST),
        wrap=min(_width(), _WIDEST) if is_terminal() and not file else None,
        bar=bar,
        glyphs=UNICODE if file or _shows(UNICODE) else ASCII,
    )


def _paint(role: str, text: str) -> str:
    return _PAINTERS[role](text) if text else text


def _coloured(color: str, file: bool) -> bool:
    if color != "auto":
        return color == "always"
    if file or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"


def _width() -> int:
    if not is_terminal():
        return _WIDTH
    import shutil

    return shutil.get_terminal_size((_WIDTH, 24)).columns


def is_terminal() -> bool:
    """Return whether a person sees standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def _shows(glyphs: Glyphs) -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        "".join(glyphs).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def repository_folder() -> str:
    """Return the working directory as seen from the root of its git repository, empty at the root and outside git."""
    from pathlib import Path

    from graphkit.git import repository

    top = repository.top()
    here = Path.cwd().resolve()
    if top is None or not here.is_relative_to(Path(top).resolve()):
        return ""
    folder = here.relative_to(Path(top).resolve()).as_posix()
    return "" if folder == "." else folder
