"""One run for a command that offers JSON: a failure is told in that shape too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.cli.output import deliver
from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.cli.settings import Settings
    from graphkit.model.report import Report
    from graphkit.selection import Choice


def run(
    settings: Settings,
    paths: Sequence[str],
    fmt: str,
    output: str | None = None,
    choice: Choice | None = None,
    done: Callable[[str], None] | None = None,
) -> Report:
    """Read and check the paths, and keep what was chosen; `done` is told the name of each stage when it ends.

    Raises GraphkitError when the run cannot be made; with format `json` the same shape as ever, with an `error`, has
    then been written to where the report would have gone.
    """
    from graphkit import pipeline

    try:
        report = pipeline.run(settings.load(), paths, choice, done or pipeline.unwatched)
        return _somebody(report, choice)
    except GraphkitError as error:
        if fmt == "json":
            from graphkit.reporters import json_v1

            deliver(json_v1.failure("\n".join((str(error), *error.evidence))), output)
        raise


def _somebody(report: Report, choice: Choice | None) -> Report:
    """Return the report. Raises UsageError when it is about nobody: an empty picture would pass for an empty team."""
    if choice is not None and choice.cut and not report.graph.agents:
        from graphkit.errors import UsageError

        raise UsageError("the selection holds no agent. Widen --select, or narrow --exclude.")
    return report
