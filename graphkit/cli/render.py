"""`graphkit render`: the graph as a picture."""

from __future__ import annotations

from typing import get_args

import click

from graphkit.cli import options
from graphkit.cli.settings import Settings, configurable
from graphkit.renderers import FORMATS, EngineChoice, format_for


@click.command(
    short_help="Draw the graph: SVG, PNG, DOT, Mermaid or an HTML page.",
    epilog="""\b
Examples:
  graphkit render agents/ -o team.svg
  graphkit render agents/ -o team.html           one page to look around in""",
)
@options.paths
@configurable
@click.option("--format", "fmt", type=click.Choice(tuple(FORMATS)), help="Default: what FILE ends in.")
@options.output
@click.option(
    "--engine",
    type=click.Choice(get_args(EngineChoice)),
    default="auto",
    show_default=True,
    help="Who lays out: Graphviz as installed, the port that comes with graphkit, or the first of them that works.",
)
@click.option("--title", help="A title for the picture.")
@click.option("--link-prefix", metavar="URL", help="With html: what comes before the path of a definition in links.")
def render(
    settings: Settings,
    paths: tuple[str, ...],
    fmt: str | None,
    output: str | None,
    engine: EngineChoice,
    title: str | None,
    link_prefix: str | None,
) -> None:
    """Draw the agents below PATHS (files or folders): who escalates to whom, authority on top.

    What is wrong is marked: cycles, names that nobody defines, agents without any relation.
    """
    from graphkit.cli.output import deliver
    from graphkit.cli.running import run
    from graphkit.cli.terminal import is_terminal
    from graphkit.renderers import RenderOptions
    from graphkit.renderers import render as draw

    chosen = fmt or _format_of(output)
    if chosen == "png" and output is None and is_terminal():
        raise click.UsageError("A PNG would garble the terminal; name a file with -o.")
    report = run(settings, paths, chosen)
    if chosen == "html":
        from graphkit.cli.exploring import explore

        deliver(explore(report, RenderOptions(engine=engine, title=title), link_prefix=link_prefix), output)
        return
    deliver(draw(report.graph, chosen, RenderOptions(engine=engine, title=title), report.live), output)


def _format_of(output: str | None) -> str:
    if output is None or output == "-":
        raise click.UsageError("Say which picture: -o FILE.svg, or --format svg for standard output.")
    chosen = format_for(output)
    if chosen is None:
        known = ", ".join(suffix for entry in FORMATS.values() for suffix in entry.suffixes)
        raise click.UsageError(f"{click.format_filename(output)} ends in no known format: {known}; or say --format.")
    return chosen
