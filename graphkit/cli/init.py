"""`graphkit init`: a configuration that fits the agents that are there."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import options, survey
from graphkit.cli.settings import Settings, configurable


@click.command(
    epilog="""\b
Examples:
  graphkit init                     look at the agents below this folder
  graphkit init agents/ --write     write graphkit.toml""",
)
@options.paths
@configurable
@options.output
@click.option("--write", is_flag=True, help="Write graphkit.toml here, unless there is a configuration already.")
def init(settings: Settings, paths: tuple[str, ...], output: str | None, write: bool) -> None:
    """Look at the agents below PATHS and propose a configuration.

    It lists the relations that are read, with their fields and counts; adds the fields that name agents and are no
    relation yet; puts the levels in their likely order; and names the people that are no agents.
    """
    from graphkit import pipeline
    from graphkit.analysis.field_proposals import proposed_fields
    from graphkit.cli.output import deliver
    from graphkit.config import load
    from graphkit.config.proposal import propose
    from graphkit.reporters import proposal
    from graphkit.support.errors import UsageError

    if write and output is not None:
        raise click.UsageError("--write writes graphkit.toml here; leave out -o, or write with -o alone.")
    known = load.find(Path.cwd()) if write else None
    if known is not None:
        raise UsageError(
            f"{known} is a configuration already. Run `graphkit init` without --write, and copy what fits."
        )
    graph = pipeline.load(settings.load(), paths)
    survey.announce(survey.lines(graph))
    text = proposal.write(propose(graph, tuple(place.path for place in graph.survey.places), proposed_fields(graph)))
    deliver(text, load.FILE_NAME if write else output)
