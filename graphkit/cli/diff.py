"""`graphkit diff`: what changed between two states of the agents."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import options, survey
from graphkit.cli.options import format_for, format_option, text_suffixes
from graphkit.cli.settings import Settings, configurable
from graphkit.renderers import FORMATS
from graphkit.reporters import DIFF

if TYPE_CHECKING:
    from graphkit.git.revisions import Revision
    from graphkit.model.comparison import Changes
    from graphkit.model.report import Report

LARGEST_PICTURE = 15_000
"""Characters of a picture in a comment, which together with the tables has to stay below 65,536."""


@click.command(
    epilog="""\b
Examples:
  graphkit diff origin/main...HEAD -o pr.md    what a branch changes, as a comment
  graphkit diff main -o diff.svg               main against the files as they are now
  graphkit diff main -o diff.html              both in one page, with every change to click""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@options.folders
@configurable
@format_option((*DIFF, *FORMATS))
@options.output
@click.option("--exit-code", is_flag=True, help="Exit 1 when anything differs.")
@options.color
@click.pass_context
def diff(
    ctx: click.Context,
    old: str,
    new: str | None,
    paths: tuple[str, ...],
    settings: Settings,
    fmt: str | None,
    output: str | None,
    exit_code: bool,
    color: str,
) -> None:
    """Compare the agents of OLD with those of NEW, by default the work tree.

    OLD and NEW are git revisions (also OLD..NEW, or OLD...NEW from where they parted), or two folders. The work tree
    is not touched. Shown are agents, edges, cycles and findings that came, went or changed; both sides are
    checked with the configuration of today.
    """
    from graphkit.cli.output import deliver
    from graphkit.cli.terminal import is_terminal, style
    from graphkit.reporters import diff_reporter
    from graphkit.support import escape

    suffixes = text_suffixes(tuple(DIFF)) | {name: entry.suffixes for name, entry in FORMATS.items()}
    form = format_for(fmt, output, suffixes, "text")
    if form == "png" and output is None and is_terminal():
        raise click.UsageError("A PNG would garble the terminal; name a file with -o.")
    changes = _changes(settings, old, new, paths)
    later = changes.new if changes.new.graph.agents else changes.old
    survey.announce(survey.lines(later.graph))
    for note in changes.notes:
        click.echo(f"graphkit: {escape.terminal(note)}", err=True)
    if form in DIFF:
        to_file = output is not None and output != "-"
        text = diff_reporter(DIFF[form]).write(changes, style(color, file=to_file))
        deliver(text + (_picture(changes) if form == "markdown" else ""), output)
    else:
        from graphkit.renderers.changes import render_changes

        deliver(render_changes(changes, form), output)
    if exit_code and changes.any:
        ctx.exit(1)


def _picture(changes: Changes) -> str:
    """Return the Mermaid picture of the changes for a comment; nothing where it is too large, or nothing differs."""
    from graphkit.renderers.changes import render_changes
    from graphkit.support.errors import RenderError

    if not (changes.agents_added or changes.agents_removed or changes.edges_added or changes.edges_removed):
        return ""
    try:
        picture = render_changes(changes, "mmd").decode()
    except RenderError:
        return ""
    return f"\n```mermaid\n{picture.rstrip()}\n```\n" if len(picture) <= LARGEST_PICTURE else ""


def _changes(settings: Settings, old: str, new: str | None, paths: tuple[str, ...]) -> Changes:
    from graphkit.pipeline import revisions

    if new is None or not (Path(old).is_dir() and Path(new).is_dir()):
        return revisions.changes(settings.load(), paths, *_revisions(old, new))
    if paths:
        raise click.UsageError("--in is for revisions; two folders are compared whole.")
    return _folders(settings, old, new)


def _folders(settings: Settings, old: str, new: str) -> Changes:
    from graphkit.git.compare import compare
    from graphkit.support.errors import NoAgentsError

    sides = [_folder(settings, folder) for folder in (old, new)]
    if not any(side.graph.agents for side in sides):
        raise NoAgentsError("neither folder has an agent definition.")
    notes = tuple(
        f"{name} has no agents." for name, side in zip((old, new), sides, strict=True) if not side.graph.agents
    )
    return replace(compare(sides[0], sides[1]), names=(old, new), notes=notes)


def _folder(settings: Settings, folder: str) -> Report:
    from graphkit.pipeline import revisions

    config = settings.load()
    base = os.path.relpath(config.base, folder)  # paths of the configuration are relative to its own folder
    with contextlib.chdir(folder):
        return revisions.past(replace(config, base=base, paths=()), ["."])


def _revisions(old: str, new: str | None) -> tuple[Revision, Revision | None]:
    """Return the commits that are meant, as `git diff` would take them; None is the work tree."""
    from graphkit.git.revisions import fork_point, resolve

    if new is not None:
        for folder, other in ((old, new), (new, old)):
            if Path(folder).is_dir():
                _there(other, folder)
        return resolve(old), resolve(new)
    for dots, start in (("...", fork_point), ("..", lambda one, _: resolve(one))):
        first, found, second = old.partition(dots)
        if found:
            return start(first or "HEAD", second or "HEAD"), resolve(second or "HEAD")
    return resolve(old), None


def _there(name: str, folder: str) -> None:
    """Raise UsageError for what is compared with a folder and is neither a folder nor a revision."""
    from graphkit.git.revisions import resolve
    from graphkit.support.errors import UsageError

    try:
        resolve(name)
    except UsageError as error:
        raise UsageError(f"there is no folder `{name}` to compare `{folder}` with; {error}") from error
