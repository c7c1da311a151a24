"""The source lines that findings point at, read once so that a reporter can show them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.report import Report
    from graphkit.model.spans import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


def quote(report: Report) -> Report:
    """Return the report with the text of every line that a live finding names.

    Each file is opened at most once. One that has vanished or changed since costs its quotations, nothing else.
    """
    wanted: dict[str, set[int]] = {}
    for span in _spans(report):
        wanted.setdefault(span.path, set()).add(span.line)
    lines: dict[tuple[str, int], str] = {}
    for path, numbers in wanted.items():
        text = _lines(path)
        lines.update(((path, number), text[number - 1]) for number in numbers if number <= len(text))
    return replace(report, lines=lines)


def _spans(report: Report) -> Iterator[Span]:
    for finding in report.live:
        yield finding.span
        yield from (label.span for label in finding.related)


def _lines(path: str) -> list[str]:
    """Split only where YAML and editors do: `str.splitlines` also ends lines at form feeds."""
    file = Path(path)
    try:
        if not file.is_file():
            return []
        text = file.read_bytes().decode("utf-8-sig", "replace")
        return _LINE_END.split(text) if "\r" in text else text.split("\n")
    except (OSError, ValueError):
        return []
