"""`graphkit render`: the graph as a picture, a matrix, or a page to explore."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, get_args

import click

from graphkit.cli import options
from graphkit.cli.options import agents_options, choice, format_for, highlighted, restrict
from graphkit.cli.picture_options import drawable
from graphkit.cli.section import deliver_section, section_options
from graphkit.cli.settings import Settings, configurable
from graphkit.renderers import FORMATS, RenderOptions
from graphkit.renderers.split import Split
from graphkit.support import escape

if TYPE_CHECKING:
    from graphkit.model.report import Report

_MARKDOWN = (".md", ".markdown")


@click.command(
    epilog="""\b
Examples:
  graphkit render agents/ -o team.svg --theme auto
  graphkit render agents/ -o team.html           one page to explore
  graphkit render agents/ -o matrix.svg --view matrix
  graphkit render agents/ -o near.svg --focus backend-staff --depth 2
  graphkit render agents/ -o team.svg --highlight changed:main
  graphkit render agents/ --format mermaid | pbcopy
  graphkit render agents/ -o README.md --between '<!-- team:start -->' '<!-- team:end -->'""",
)
@options.paths
@configurable
@agents_options()
@click.option("--format", "fmt", type=click.Choice(tuple(FORMATS)), help="Default: what FILE ends in.")
@options.output
@drawable
@click.option(
    "--highlight", metavar="EXPR", help="Mark these agents with a heavy border: changed:main, level:staff, ..."
)
@click.option(
    "--split", type=click.Choice(get_args(Split)), help="One picture each, and FILE-index.md that lists them."
)
@section_options
def render(
    settings: Settings,
    paths: tuple[str, ...],
    wanted: str | None,
    unwanted: str | None,
    fmt: str | None,
    output: str | None,
    picture: RenderOptions,
    highlight: str | None,
    split: Split | None,
    between: tuple[str, str] | None,
    check: bool,
) -> None:
    """Draw the agents below PATHS (files or folders): who escalates to whom, authority on top.

    What is wrong is marked: cycles and what to cut, names that no file defines, agents without any relation. In a
    Markdown file, with --between, the picture is a Mermaid block that GitHub draws.
    """
    from graphkit import selection
    from graphkit.cli.output import deliver
    from graphkit.cli.run import run
    from graphkit.cli.terminal import is_terminal
    from graphkit.renderers import draw

    in_page = (output or "").lower().endswith(_MARKDOWN) and (fmt or (between and "mermaid")) in ("mmd", "mermaid")
    chosen = "mermaid" if in_page else fmt or _format_of(output)
    if chosen in ("png", "pdf") and output is None and is_terminal():
        raise click.UsageError(f"A {chosen.upper()} would garble the terminal; name a file with -o.")
    if between and (split or FORMATS[chosen].module != "mermaid"):
        raise click.UsageError("--between is for one Mermaid picture: name a .md file with -o.")
    if check and (split or chosen in ("png", "pdf", "html")):
        raise click.UsageError("--check compares one picture in letters: svg, mermaid, dot, d2, plantuml, json.")
    if split and output in (None, "-"):
        raise click.UsageError("--split writes several files; name the first part of their names with -o FILE.svg.")
    if highlight is not None and (chosen == "html" or picture.view == "matrix"):
        raise click.UsageError("--highlight marks boxes of a drawing; for the page there is `graphkit diff`.")
    if chosen == "html" and (split or picture.focus or picture.only_findings or picture.cluster):
        raise click.UsageError("the page shows the whole team; choose agents by --agents, or inside the page.")
    whole = selection.part(run(settings, paths, ""), around=True)
    report = restrict(whole, choice(wanted, unwanted), "")
    if highlight is not None:
        picture = replace(picture, highlight=highlighted(whole, highlight))
    if split:
        _write_parts(report, chosen, picture, split, Path(output or ""), in_page)
        return
    if chosen == "html":
        from graphkit.cli.explorer import explore

        deliver(explore(report, picture, link_prefix=picture.link_prefix), output)
        return
    drawing = draw(report.graph, chosen, picture, report.live)
    data = _fenced(drawing.data) if in_page else drawing.data
    if FORMATS[chosen].module == "mermaid" or check:
        deliver_section(data.decode(), output, between, check)
    else:
        deliver(data, output)
    if drawing.advice:
        click.echo(f"Note: {drawing.advice}", err=True)


def _write_parts(report: Report, fmt: str, picture: RenderOptions, split: Split, target: Path, in_page: bool) -> None:
    """Write a picture for each part as long as the time allows, then the page that lists what is there."""
    from graphkit.cli.output import deliver
    from graphkit.renderers import draw
    from graphkit.renderers.split import index, parts

    end = monotonic() + picture.time_limit
    pages = []
    found = parts(report.graph, split, picture.relations)
    for part in found:
        left = end - monotonic()
        if left <= 0:
            break
        title = ": ".join(filter(None, (picture.title, part.label)))
        mine = replace(picture, among=part.agents, title=title, time_limit=left)
        file = target.with_name(f"{target.stem}-{part.name}{target.suffix}")
        drawing = draw(report.graph, fmt, mine, report.live)
        deliver(_fenced(drawing.data) if in_page else drawing.data, str(file))
        if drawing.advice:
            click.echo(f"Note: {escape.terminal(file.name)}: {drawing.advice}", err=True)
        pages.append((part, file.name))
    page = target.with_name(f"{target.stem}-index.md")
    deliver(index(picture.title or f"Agents by {split}", pages, report.graph), str(page))
    if len(pages) < len(found):
        missing = len(found) - len(pages)
        more = f"{missing} more picture{'' if missing == 1 else 's'}"
        click.echo(f"Note: the time limit ended before {more}; raise --time-limit.", err=True)


def _fenced(mermaid: bytes) -> bytes:
    """Return a chart as Markdown shows it."""
    return b"```mermaid\n" + mermaid + b"```\n"


def _format_of(output: str | None) -> str:
    if output is None or output == "-":
        raise click.UsageError("name the picture: -o FILE.svg, or --format svg for standard output.")
    suffixes = {name: entry.suffixes for name, entry in FORMATS.items() if entry.suffixes}
    return format_for(None, output, suffixes, "svg", " --between draws in a Markdown file.")
