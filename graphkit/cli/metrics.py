"""`graphkit metrics`: a team in numbers and plots, and its bottlenecks."""

from __future__ import annotations

from dataclasses import replace

import click

from graphkit.cli.options import GivenPath
from graphkit.cli.query import FORMATS, Query, team_query

BOTTLENECKS = "bottlenecks"


@click.command(
    options_metavar="[bottlenecks] [OPTIONS]",
    epilog="""\b
Examples:
  graphkit metrics agents/                    the numbers
  graphkit metrics agents/ --plot plots/      and four pictures of them
  graphkit metrics bottlenecks agents/        the agents that too much depends on

Exit status: 0 answered, 2 could not run.""",
)
@team_query(*FORMATS, "csv")
@click.option("--plot", metavar="DIR", type=GivenPath(file_okay=False), help="Also write plots (PNG) into this folder.")
def metrics(query: Query, plot: str | None) -> None:
    """Measure the agents below PATHS.

    Size, depth, width of each level, edges in and out, the share of relations that both sides declare, density,
    connected groups, tools by level, and pairs of agents that look like one.

    `metrics bottlenecks` ranks the agents by what depends on them: escalations in, agents whose every path to a final
    authority runs through it (and their share), the share of shortest paths that pass through it, and whether the
    escalation graph falls apart without it. A folder of that name is ./bottlenecks.
    """
    from graphkit.analysis.metrics import metrics as measure
    from graphkit.cli.output import deliver, deliver_all
    from graphkit.reporters import metrics_csv
    from graphkit.reporters.answers.metrics import document

    if query.paths[:1] == (BOTTLENECKS,):
        _bottlenecks(replace(query, paths=query.paths[1:]), plot)
        return
    graph = query.graph()
    numbers = measure(graph)
    if query.fmt == "csv":
        deliver(metrics_csv.write(numbers), query.output)
    else:
        query.write(numbers, document(numbers))
    if plot is not None:
        from graphkit.renderers.plots import metrics_plots

        deliver_all(metrics_plots(graph, numbers), plot)


def _bottlenecks(query: Query, plot: str | None) -> None:
    from graphkit.analysis.bottlenecks import bottlenecks
    from graphkit.reporters.answers.bottlenecks import document

    if plot is not None or query.fmt == "csv":
        raise click.UsageError("metrics bottlenecks writes text, json or markdown, and no plots.")
    ranking = bottlenecks(query.graph(), query.config().tops)
    query.write(ranking, document(ranking), key=BOTTLENECKS)
