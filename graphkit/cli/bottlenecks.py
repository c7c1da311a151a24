"""`graphkit bottlenecks`: rank single points of failure and overload."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask


@click.command(
    epilog="""\b
Examples:
  graphkit bottlenecks agents/                          whom too much depends on
  graphkit bottlenecks agents/ --format json            with all numbers

Exit status: 0 answered, 2 could not run.""",
)
@asking.about_paths
def bottlenecks(ask: Ask) -> None:
    """Rank the agents below PATHS by what rests on them.

    Escalations in, agents whose every path to a final authority runs through it (and their share), the share of
    shortest paths that pass through it, and whether the escalation graph falls apart without it.
    """
    from graphkit.analysis.bottlenecks import bottlenecks as rank
    from graphkit.reporters.answers.bottlenecks import document

    found = rank(ask.graph(), ask.config().tops)
    ask.tell(found, document(found))
