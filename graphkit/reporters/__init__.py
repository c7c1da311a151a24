"""Output formats: every module with a `write(report, style)` is one; a format of a command is one row here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from graphkit.model.comparison import Changes
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

CHECK = {
    "text": "text",
    "concise": "concise",
    "json": "json_v1",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "teamcity": "teamcity",
    "azure": "azure",
    "markdown": "markdown",
    "rdjson": "rdjson",
}
"""What `graphkit check --format` may name, and the module that writes it."""

QUOTING = frozenset({"text", "rdjson"})
"""Formats that need the source lines of the findings."""

EDITS = frozenset({"json", "jsonl", "sarif"})
"""Formats that have the edits of each repair."""

MARKS = frozenset({"text", "concise", "statistics"})
"""Formats that say which findings `graphkit fix` repairs."""

REPORT = {"text": "overview_text", "markdown": "overview_markdown", "json": "json_v1", "roster": "roster"}
"""What `graphkit report --format` may name, and the module that writes it."""

DIFF = {"text": "diff_text", "markdown": "diff_markdown", "json": "diff_json"}
"""What `graphkit diff --format` may name besides pictures, and the module that writes it."""


class Reporter(Protocol):
    """What a format offers."""

    def write(self, report: Report, style: Style) -> str:
        """Return the whole output, with a newline at its end."""


def reporter(module: str) -> Reporter:
    """Return the format of that module; it is loaded only now, so that an unused one costs nothing."""
    return cast("Reporter", importlib.import_module(f"{__name__}.{module}"))


class DiffReporter(Protocol):
    """What a format of `graphkit diff` offers."""

    def write(self, changes: Changes, style: Style) -> str:
        """Return the whole output, with a newline at its end."""


def diff_reporter(module: str) -> DiffReporter:
    """Return the format of that module for what changed."""
    return cast("DiffReporter", importlib.import_module(f"{__name__}.{module}"))
