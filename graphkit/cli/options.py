"""Options that several commands share."""

from __future__ import annotations

import click

paths = click.argument("paths", nargs=-1, type=click.Path())

color = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colours; auto means on a terminal, and honours NO_COLOR and FORCE_COLOR.",
)

output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Where to write; - is standard output."
)
