"""`graphkit lsp`: the language server for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphkit.cli.settings import Settings, configurable

if TYPE_CHECKING:
    from graphkit.config import Config


@click.command(
    epilog="""\b
Examples:
  graphkit lsp                       an editor starts this (docs/editors.md)
  graphkit lsp --prose               also relations in running text

Exit status: 0 when the editor ends it, 2 could not run.""",
)
@configurable
def lsp(settings: Settings) -> None:
    """Serve the language server protocol on standard input and output.

    Diagnostics as you type, repairs, go to definition, references, rename, completion, hover and call hierarchy. It
    needs the extra `lsp`, and never writes a file by itself.
    """
    try:
        from graphkit.workspace.lsp.features import make_server
    except ImportError as error:
        from graphkit.support.errors import UsageError
        from graphkit.support.version import install

        raise UsageError(f"the language server needs more packages: {install('lsp')}.") from error

    def load_config() -> Config:
        return settings.load()

    make_server(load_config).start_io()
