"""Output formats: every module with a `write(report, style)` is one; a format of a command is one row here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from graphkit.model.report import Report
    from graphkit.reporters.style import Style

CHECK = {"text": "text", "json": "json_v1"}
"""What `graphkit check --format` may name, and the module that writes it."""

REPORT = {"text": "overview_text", "markdown": "overview_markdown", "json": "json_v1"}
"""What `graphkit report --format` may name, and the module that writes it."""


class Reporter(Protocol):
    """What a format offers."""

    def write(self, report: Report, style: Style) -> str:
        """Return the whole output, with a newline at its end."""


def reporter(module: str) -> Reporter:
    """Return the format of that module; it is loaded only now, so that an unused one costs nothing."""
    return cast("Reporter", importlib.import_module(f"{__name__}.{module}"))
