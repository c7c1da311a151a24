"""`graphkit export`: the graph for other tools."""

from __future__ import annotations

from pathlib import PurePath

import click

from graphkit.cli import asking
from graphkit.cli.asking import Ask
from graphkit.exporters import EXPORTS
from graphkit.renderers import format_for

_PICTURES = {"dot": "dot", "mermaid": "mmd"}
_FORMATS = (*EXPORTS, *_PICTURES)


@click.command(
    epilog="""\b
Examples:
  graphkit export agents/ -o team.graphml                    for Gephi or yEd
  graphkit export agents/ --format parquet -o exports/web    two tables, in a folder

Exit status: 0 written, 2 could not run.""",
)
@asking.about_paths_for_files
@click.option("--format", "fmt", type=click.Choice(_FORMATS), help="Default: what FILE ends in, else node-link.")
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", help="Where to write; csv and parquet make a folder."
)
def export(ask: Ask, fmt: str | None, output: str | None) -> None:
    """Write the agents below PATHS, their relations and all their attributes in a format of another tool."""
    from graphkit import exporters
    from graphkit.cli.output import deliver, deliver_all

    chosen = fmt or _format_of(output)
    if chosen in _PICTURES:
        from graphkit.renderers import render

        deliver(render(ask.graph(), _PICTURES[chosen]), output)
        return
    is_folder = EXPORTS[chosen].suffix is None
    if is_folder and (output is None or output == "-"):
        raise click.UsageError(f"{chosen} writes two files; name a folder with -o.")
    files = exporters.export(ask.graph(), chosen)
    if is_folder and output is not None:
        deliver_all(files, output)
    else:
        deliver(files[chosen], output)


def _format_of(output: str | None) -> str:
    if output is None or output == "-":
        return "node-link"
    suffix = PurePath(output).suffix.casefold()
    known = {entry.suffix: name for name, entry in EXPORTS.items() if entry.suffix}
    picture = format_for(output)
    pictures = {value: key for key, value in _PICTURES.items()}
    if suffix in known or picture in pictures:
        return known.get(suffix) or pictures[picture or ""]
    endings = ", ".join(sorted(known))
    raise click.UsageError(f"{click.format_filename(output)} ends in no known format: {endings}; or say --format.")
