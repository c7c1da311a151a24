"""The source lines that findings point at, read once so that a reporter can show them."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import dialects
from graphkit.support import files
from graphkit.support.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.model.graph import AgentGraph
    from graphkit.model.report import Report
    from graphkit.model.spans import Span

_LINE_END = pattern(r"\r\n|\n|\r")


def quote(report: Report) -> Report:
    """Return the report with the text of every line that a live finding names.

    Each file is opened at most once. One that has vanished or changed since costs its quotations, nothing else.
    """
    wanted: dict[str, set[int]] = {}
    for span in _spans(report):
        wanted.setdefault(span.path, set()).add(span.line)
    lines: dict[tuple[str, int], str] = {}
    for path, numbers in wanted.items():
        text = _lines(path, max(numbers))
        lines.update(((path, number), text[number - 1]) for number in numbers if number <= len(text))
    for place in [place for place in lines if dialects.is_private(place[0])]:
        lines[place] = _only(lines[place], [one for one in _spans(report) if (one.path, one.line) == place])
    return replace(report, lines=lines)


def excerpts(graph: AgentGraph, most: int) -> dict[str, str]:
    """Return the first `most` lines of every definition from where it begins, by agent id; none for a vanished file."""
    texts: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for agent in graph.agents.values():
        if dialects.is_private(agent.path):
            continue
        if agent.path not in texts:
            texts[agent.path] = _lines(agent.path)
        lines, alone = texts[agent.path], agent.path.endswith(".md")
        first = 0 if alone else max(0, agent.span.line - 1)
        if text := "\n".join(lines[first : first + most]).strip():
            found[agent.id] = text
    return found


def _only(line: str, spans: Sequence[Span]) -> str:
    """Return a line of which nothing is left but what is referred to: the rest of the file is secret."""
    kept = {at for span in spans for at in range(span.column - 1, span.column - 1 + span.width)}
    return "".join(char if at in kept else " " for at, char in enumerate(line)).rstrip()


def _spans(report: Report) -> Iterator[Span]:
    for finding in report.live:
        yield finding.span
        yield from (label.span for label in finding.related)


def _lines(path: str, most: int = sys.maxsize) -> list[str]:
    """Return the lines of a file, of which those after the first `most` may be one; none if it cannot be read.

    Split only where YAML and editors do: `str.splitlines` also ends lines at form feeds.
    """
    try:
        content = files.read_bytes(path)
    except (OSError, ValueError):
        return []
    text = content.decode("utf-8-sig", "replace")
    return _LINE_END.split(text, most) if "\r" in text else text.split("\n", most)
