"""`graphkit export`: the graph for other tools."""

from __future__ import annotations

from pathlib import PurePath

import click

from graphkit.cli.options import GivenPath, format_for
from graphkit.cli.query import Query, export_query
from graphkit.exporters import EXPORTS
from graphkit.renderers import FORMATS

_PICTURES = {"dot": "dot", "mermaid": "mmd", "d2": "d2"}
_FORMATS = (*EXPORTS, *_PICTURES)


@click.command(
    epilog="""\b
Examples:
  graphkit export agents/ -o team.graphml                    for Gephi or yEd
  graphkit export agents/ --format parquet -o exports/web    two tables, in a folder

Exit status: 0 written, 2 could not run.""",
)
@export_query
@click.option("--format", "fmt", type=click.Choice(_FORMATS), help="Default: what FILE ends in, else node-link.")
@click.option("-o", "--output", type=GivenPath(), metavar="FILE", help="Where to write; csv and parquet make a folder.")
def export(query: Query, fmt: str | None, output: str | None) -> None:
    """Write the agents below PATHS, their relations and all their attributes in a format of another tool."""
    from graphkit import exporters
    from graphkit.cli.output import deliver, deliver_all

    chosen = _format(fmt, output)
    if chosen in _PICTURES:
        from graphkit.renderers import render

        deliver(render(query.graph(), _PICTURES[chosen]), output)
        return
    is_folder = EXPORTS[chosen].suffix is None
    if is_folder and (output is None or output == "-"):
        raise click.UsageError(f"{chosen} writes two files; name a folder with -o.")
    files = exporters.export(query.graph(), chosen)
    if is_folder and output is not None:
        deliver_all(files, output)
    else:
        deliver(files[chosen], output)


def _format(fmt: str | None, output: str | None) -> str:
    suffixes: dict[str, tuple[str, ...]] = {name: (entry.suffix,) for name, entry in EXPORTS.items() if entry.suffix}
    suffixes |= {name: FORMATS[picture].suffixes for name, picture in _PICTURES.items()}
    ending = PurePath(output or "").suffix.casefold().removeprefix(".")
    elsewhere = ""
    if ending in EXPORTS and EXPORTS[ending].suffix is None:
        folder = click.format_filename(PurePath(output or "").stem)
        elsewhere = f" {ending} writes a folder of two files: --format {ending} -o {folder}."
    return format_for(fmt, output, suffixes, "node-link", elsewhere)
