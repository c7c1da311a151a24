"""`graphkit report`: the graph in words."""

from __future__ import annotations

from pathlib import PurePath

import click

from graphkit.cli import choosing, options
from graphkit.cli.embed import embeddable, settle
from graphkit.cli.settings import Settings, configurable
from graphkit.reporters import REPORT

_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


@click.command(
    epilog="""\b
Examples:
  graphkit report agents/                the hierarchy and its faults, to read
  graphkit report agents/ -o report.md   the same as a document
  graphkit report agents/ -o README.md --between '<!-- graphkit:start -->' '<!-- graphkit:end -->'
                                         a section of a document, kept current""",
)
@options.paths
@configurable
@choosing.select
@choosing.exclude
@click.option(
    "--format", "fmt", type=click.Choice(tuple(REPORT)), help="Default: what FILE ends in (.md, .json), else text."
)
@options.output
@embeddable
@options.color
def report(
    settings: Settings,
    paths: tuple[str, ...],
    wanted: str | None,
    unwanted: str | None,
    fmt: str | None,
    output: str | None,
    between: tuple[str, str] | None,
    check: bool,
    color: str,
) -> None:
    """Describe the agents below PATHS (files or folders).

    Counts per level and relation, the escalation hierarchy, final authorities, cycles, orphans, missing targets and
    one-sided pairs. JSON holds the whole graph with all findings. Findings do not change the exit status; a stale
    document does with --check.
    """
    from graphkit.cli.running import run
    from graphkit.cli.terminal import style
    from graphkit.reporters import reporter

    chosen = fmt or _SUFFIXES.get(PurePath(output or "").suffix.lower(), "text")
    to_file = output is not None and output != "-"
    outcome = run(settings, paths, chosen, output)
    outcome = choosing.kept(outcome, choosing.choice(wanted, unwanted), chosen, output)
    if chosen == "json":
        from graphkit import pipeline

        outcome = pipeline.with_edits(outcome)
    settle(reporter(REPORT[chosen]).write(outcome, style(color, file=to_file)), output, between, check)
