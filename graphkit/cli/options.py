"""Options that several commands share: paths, agents, output, and the format that goes by the name of a file."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

    from graphkit.model.report import Report
    from graphkit.renderers import Highlight
    from graphkit.selection import Choice


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


SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "json": (".json",),
    "markdown": (".md", ".markdown"),
    "csv": (".csv",),
    "toml": (".toml",),
    "sarif": (".sarif",),
    "jsonl": (".jsonl",),
    "junit": (".xml",),
}
"""The endings of the formats that are text; pictures and exports have their own."""


def format_option(formats: Sequence[str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command `--format`; it receives it as `fmt`, None where it was left out."""
    return click.option(
        "--format", "fmt", type=click.Choice(tuple(formats)), help="Default: what FILE ends in, else text."
    )


def format_for(
    fmt: str | None, output: str | None, suffixes: Mapping[str, Sequence[str]], default: str, elsewhere: str = ""
) -> str:
    """Return the format to write: the one that was named, else that of the file, else the default.

    Raises UsageError for a file whose ending belongs to no format: plain text in a `.html` is of no use. `elsewhere`
    is what to do instead.
    """
    if fmt is not None:
        return fmt
    path = PurePath(output or "")
    ending = path.suffix.casefold()
    if output in (None, "-") or not ending:
        return default
    both = "".join(path.suffixes[-2:]).casefold()  # `team.agentspec.yaml`
    for name, endings in suffixes.items():
        if ending in endings or both in endings:
            return name
    known = ", ".join(ending for endings in suffixes.values() for ending in endings[:1])
    name = click.format_filename(output or "")
    raise click.UsageError(f"{name} ends in no known format: {known}. Choose one of these, or add --format.{elsewhere}")


def text_suffixes(formats: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the endings of some formats of text."""
    return {fmt: SUFFIXES[fmt] for fmt in formats if fmt in SUFFIXES}


_FORMS = "+dev, level:staff, tool:Bash, changed:main, ... (docs/selectors.md)"


def agents_options(what: str = "Only these agents") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command `--agents` and `--except`; it receives them as `wanted` and `unwanted`."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option("--except", "unwanted", metavar="EXPR", help="Leave these agents out.")(command)
        return click.option("--agents", "wanted", metavar="EXPR", help=f"{what}: {_FORMS}")(command)

    return give


def choice(wanted: str | None, unwanted: str | None = None, *, cut: bool = True) -> Choice:
    """Return the selection of agents that was asked for; git is asked only by a `changed:`."""
    from graphkit.model.choice import Choice

    return Choice(wanted, unwanted, _changed, cut)


def _changed(revision: str) -> Collection[str]:
    from graphkit.git import history

    return history.changed(revision)


def restrict(report: Report, wanted: Choice, fmt: str, output: str | None = None) -> Report:
    """Return the part of a report that is about the selected agents.

    Raises GraphkitError for a bad selection, for an empty one (a variable without a value would hide every finding),
    and for one without agents: an empty picture would pass for an empty team. With format `json` the error has then
    been written as JSON too.
    """
    from graphkit import pipeline
    from graphkit.support.errors import GraphkitError, UsageError

    try:
        if wanted.select is not None and not wanted.select.strip():
            raise UsageError("the selection is empty. Name agents, or leave the option out.")
        selected = pipeline.select(report, wanted)
        if wanted.cut and not selected.graph.agents:
            raise UsageError(NO_AGENT)
    except GraphkitError as error:
        if fmt == "json":
            from graphkit.cli.output import deliver
            from graphkit.reporters import json_v1

            deliver(json_v1.failure(str(error)), output)
        raise
    return selected


NO_AGENT = "the selection contains no agent. Widen --agents, or narrow --except."


def highlighted(report: Report, expression: str) -> Highlight:
    """Return the agents that an expression selects, and how a legend calls them. Raises SelectionError."""
    from graphkit import selection
    from graphkit.renderers import Highlight

    agents = selection.select(report.graph, choice(expression), lambda: report.live, report.rules)
    method, _, revision = expression.strip().partition(":")
    return Highlight(agents, f"changed since {revision}" if method == "changed" else expression)
