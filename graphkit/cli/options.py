"""Options that several commands share."""

from __future__ import annotations

import math
from typing import Any

import click


class Number(click.FloatRange):
    """A number within bounds; `nan`, which no bound stops, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or report what is wrong with it."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


class GivenPath(click.Path):
    """A path that is not empty: an unset variable in a script must not pass for the working directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or report that there is none."""
        if isinstance(value, str) and not value.strip():
            self.fail("this path is empty. Is a variable not set? Name a path, or leave it out.", param, ctx)
        return super().convert(value, param, ctx)


paths = click.argument("paths", nargs=-1, type=GivenPath())

folders = click.option(
    "--in", "paths", multiple=True, type=GivenPath(), metavar="PATH", help="Where the agents are; may be repeated."
)

color = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colours: auto is on a terminal, unless NO_COLOR or FORCE_COLOR is set.",
)

output = click.option(
    "-o", "--output", type=GivenPath(dir_okay=False), metavar="FILE", help="Where to write; - is standard output."
)
