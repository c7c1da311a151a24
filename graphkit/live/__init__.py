"""What goes on while people write: watching definitions, and serving the explorer to the browser of this machine."""

from __future__ import annotations

from graphkit.live.board import Board
from graphkit.live.server import Server
from graphkit.live.watch import watch

__all__ = ["Board", "Server", "watch"]
