"""Options that several commands share."""

from __future__ import annotations

import math
from typing import Any

import click


class Number(click.FloatRange):
    """A number within bounds; `nan`, which no bound stops, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or tell what is wrong with it."""
        found = super().convert(value, param, ctx)
        if math.isnan(found):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return found


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
