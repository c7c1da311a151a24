"""The version, and the packages that parts of graphkit need besides, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "0.1.0"

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "lsp": ("lsprotocol", "pygls"),
    "mcp": ("mcp",),
    "parquet": ("pyarrow",),
    "pdf": ("reportlab", "svglib"),
    "serve": ("watchfiles",),
}
"""The packages of each extra of the distribution: a hint names them, wherever graphkit itself comes from."""


def install(extra: str) -> str:
    """Return the command that installs the packages of an extra."""
    return f"`pip install {' '.join(EXTRAS[extra])}`"
