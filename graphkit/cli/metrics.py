"""`graphkit metrics`: a team in numbers and plots."""

from __future__ import annotations

import click

from graphkit.cli import asking
from graphkit.cli.asking import FORMATS, Ask


@click.command(
    epilog="""\b
Examples:
  graphkit metrics agents/                    the numbers
  graphkit metrics agents/ --plot plots/      and four pictures of them

Exit status: 0 answered, 2 could not run.""",
)
@asking.about_paths_as(*FORMATS, "csv")
@click.option(
    "--plot", metavar="DIR", type=click.Path(file_okay=False), help="Also write plots (PNG) into this folder."
)
def metrics(ask: Ask, plot: str | None) -> None:
    """Measure the agents below PATHS.

    Size, depth, width of each level, edges in and out, the share of relations that both sides declare, density,
    connected groups, tools by level, and pairs of agents that look like one.
    """
    from graphkit.analysis.metrics import metrics as measure
    from graphkit.cli.output import deliver, deliver_all
    from graphkit.reporters import metrics_csv
    from graphkit.reporters.answers.metrics import document

    graph = ask.graph()
    found = measure(graph)
    if ask.fmt == "csv":
        deliver(metrics_csv.write(found), None)
    else:
        ask.tell(found, document(found))
    if plot is not None:
        from graphkit.renderers.plots import metrics_plots

        deliver_all(metrics_plots(graph, found), plot)
