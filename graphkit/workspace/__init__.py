"""What goes on while people write: watching definitions, and serving the explorer to the browser of this machine."""

from __future__ import annotations

from graphkit.workspace.board import Board
from graphkit.workspace.server import Server
from graphkit.workspace.watch import watch

__all__ = ["Board", "Server", "watch"]
