"""`graphkit serve`: the explorer, kept current while people write."""

from __future__ import annotations

import functools
import webbrowser
from typing import TYPE_CHECKING

import click

from graphkit.cli import options
from graphkit.cli.settings import Settings, configurable

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.renderers import RenderOptions
    from graphkit.workspace.board import Board
    from graphkit.workspace.team import Team

PORT = 7437


@click.command(
    epilog="""\b
Examples:
  graphkit serve agents/ --open
  graphkit serve --port 0                        any free port
  graphkit serve --link-prefix vscode://file$PWD/{path}:{line}   places open in the editor""",
)
@options.paths
@configurable
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
@click.option("--title", help="A title for the page.")
@click.option(
    "--link-prefix",
    metavar="URL",
    help="Places open there: URL, then path#Lline; or a template with {path} and {line}.",
)
def serve(
    settings: Settings,
    paths: tuple[str, ...],
    port: int,
    open_browser: bool,
    title: str | None,
    link_prefix: str | None,
) -> None:
    """Show the explorer of PATHS to this machine alone; the page follows every change. Ctrl-C stops it."""
    from graphkit.cli.watch import changes
    from graphkit.renderers import RenderOptions
    from graphkit.workspace.board import Board
    from graphkit.workspace.server import Server
    from graphkit.workspace.team import Team

    updates = changes(settings, paths)
    team = Team(settings.load, paths)
    build = functools.partial(_build, settings, team, RenderOptions(title=title, link_prefix=link_prefix))
    board = Board(build())
    with Server(board, port) as server:
        click.echo(f"Serving {server.url} - press Ctrl-C to stop.", err=True)
        if open_browser:
            webbrowser.open(server.url)
        try:
            for _ in updates:
                _refresh(board, build)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)


def _build(settings: Settings, team: Team, options: RenderOptions) -> bytes:
    from graphkit.cli.explorer import explore
    from graphkit.cli.run import run
    from graphkit.workspace.server import EVENTS

    report = run(settings, team.paths, "html", team=team)
    return explore(report, options, live=EVENTS, link_prefix=options.link_prefix)


def _refresh(board: Board, build: Callable[[], bytes]) -> None:
    """Publish the current state. An error is shown in the page and on the terminal: a file may be half-written."""
    from graphkit.support import escape
    from graphkit.support.errors import GraphkitError
    from graphkit.support.gc import gc_paused

    try:
        with gc_paused():
            page = build()
        board.publish(page)
    except GraphkitError as error:
        board.fail(str(error))
        click.echo(f"graphkit: error: {escape.terminal(str(error))}", err=True)
