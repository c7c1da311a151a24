"""The explorer: one HTML file that needs no network, to look around in a graph."""

from __future__ import annotations

from graphkit.renderers.explorer.page import page

__all__ = ["page"]
