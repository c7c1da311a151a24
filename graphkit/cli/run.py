"""One run of the pipeline for a command that offers JSON: a failure is written as JSON too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.cli import failures, survey
from graphkit.cli.output import deliver
from graphkit.cli.survey import progress
from graphkit.support.errors import GraphkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.cli.settings import Settings
    from graphkit.model.report import Report
    from graphkit.workspace.team import Team


def run(
    settings: Settings,
    paths: Sequence[str],
    fmt: str,
    output: str | None = None,
    team: Team | None = None,
) -> Report:
    """Read and check the paths; `team` is one of these paths that stays open.

    Raises GraphkitError when the run cannot be made; with format `json` the same shape as ever, with an `error`, has
    then been written to where the report would have gone.
    """
    from graphkit import pipeline

    try:
        with progress() as on_progress:
            config = settings.load()
            report = (
                team.run(config, on_progress=on_progress)
                if team
                else pipeline.run(config, paths, on_progress=on_progress)
            )
    except (GraphkitError, *failures.CLASSES) as error:
        if fmt == "json":
            from graphkit.reporters import json_v1

            evidence = error.evidence if isinstance(error, GraphkitError) else ()
            message = "\n".join((failures.sentence(error) or str(error), *evidence))
            deliver(json_v1.failure(message, getattr(error, "skipped", ())), output)
        raise
    survey.announce(survey.report_lines(report))
    return report
