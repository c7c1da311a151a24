"""`graphkit history`: the metrics and findings of a team, commit by commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli import survey
from graphkit.cli.options import GivenPath
from graphkit.cli.query import Query, history_query

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command(
    epilog="""\b
Examples:
  graphkit history agents/                             every commit that touched them
  graphkit history agents/ --since v1.0 --plot t.png   as a picture, since a release

Exit status: 0 answered, 2 could not run.""",
)
@history_query
@click.option("--since", metavar="REV", help="Only commits after this revision or date (1 month ago).")
@click.option("--all-commits", is_flag=True, help="Follow merged branches too, not only the first parent of a merge.")
@click.option("--plot", metavar="FILE", type=GivenPath(dir_okay=False), help="Also draw the trend (PNG).")
@click.option("-v", "--verbose", is_flag=True, help="Report on stderr how many different states were analysed.")
def history(query: Query, since: str | None, all_commits: bool, plot: str | None, verbose: bool) -> None:
    """Show the numbers of the agents below PATHS at each commit that touched them, the oldest first.

    Commits are those of the current branch: a merge counts as one, along its first parent, unless --all-commits. Old
    states are read from git's objects; the work tree is not touched, and each different state is analysed once.
    """
    from graphkit.cli.output import deliver
    from graphkit.pipeline import revisions
    from graphkit.reporters.answers.history import document

    commits, newest = revisions.history(query.config(), query.paths, since, _progress(), all_commits=all_commits)
    survey.announce(survey.search_lines(newest))
    if verbose:
        click.echo(f"{len(commits.points)} commits, {commits.trees} different states analysed, each once", err=True)
    query.write(commits, document(commits))
    if plot is not None:
        from graphkit.renderers.plots import trend_plot

        deliver(trend_plot(commits.points), plot)


def _progress() -> Callable[[int, int], None] | None:
    """Return a function that draws a progress bar on stderr, or None without a terminal."""
    import sys

    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def draw(done: int, of: int) -> None:
        width = 30 * done // max(of, 1)
        end = "\r\x1b[K" if done == of else ""
        click.echo(f"\r[{'#' * width}{'.' * (30 - width)}] {done}/{of} commits{end}", nl=False, err=True)

    return draw
