"""`graphkit groups`: list who can run together."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask


@click.command(
    epilog="""\b
Examples:
  graphkit groups agents/                               groups in which all agree
  graphkit groups agents/ --select level:senior         among some only

Exit status: 0 answered, 2 could not run.""",
)
@asking.about_paths
def groups(ask: Ask) -> None:
    """List the largest sets of agents below PATHS that can all run in parallel: both sides of every pair declare it.

    Also the largest group of each agent, and the single lines that would make a larger one.
    """
    from graphkit.analysis.groups import groups as find
    from graphkit.reporters.answers.groups import document

    found = find(ask.graph())
    ask.tell(found, document(found))
