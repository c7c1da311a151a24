"""graphkit with one thing broken on purpose, so that a step in an editor is seen to fail.

`python -m tests.editors.broken FILE lsp` serves, but does not do what FILE names at the moment: it answers that request with
nothing, or publishes nothing. Any other command is graphkit's own; a FILE with the text `render` breaks that one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from graphkit.cli import main as graphkit
from graphkit.cli.settings import Settings
from graphkit.workspace.lsp.features import make_server
from tests.editors.grove import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.workspace.lsp.server import Server


def without(named: Callable[[], str]) -> Server:
    """Return the language server that leaves out whatever `named` returns at the moment."""
    server = make_server(Settings().load)
    publish = server.text_document_publish_diagnostics

    def publish_unless_broken(params: types.PublishDiagnosticsParams) -> None:
        if named() != types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS:
            publish(params)

    server.text_document_publish_diagnostics = publish_unless_broken  # type: ignore[method-assign]
    features = server.protocol.fm.features
    for method in STEPS.values():
        if method in features:
            server.feature(method)(_unless_broken(named, method, features.pop(method)))
    return server


def _unless_broken(named: Callable[[], str], method: str, answer: Callable[[object], object]) -> Callable[..., object]:
    return lambda params: None if named() == method else answer(params)


def main() -> None:
    """Run graphkit, or the broken server in its place."""
    file, *arguments = sys.argv[1:]

    def named() -> str:
        return Path(file).read_text(encoding="utf-8")

    if arguments[:1] == ["lsp"]:
        without(named).start_io()
    elif arguments and arguments[0] == named():
        sys.exit("broken on purpose")
    else:
        sys.argv = ["graphkit", *arguments]
        graphkit()


if __name__ == "__main__":
    main()
