"""The name that the manifest of a plugin gives it."""

from __future__ import annotations

import contextlib
import json
from functools import lru_cache
from pathlib import Path

MANIFESTS = (
    ".claude-plugin/plugin.json",
    ".github/plugin/plugin.json",
    ".cursor-plugin/plugin.json",
    ".codex-plugin/plugin.json",
)


@lru_cache(maxsize=4096)
def plugin_of(root: str) -> str:
    """Return the name of the plugin whose agents folder this is, "" if its folder has no manifest with a name."""
    for manifest in MANIFESTS:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            data = json.loads((Path(root).parent / manifest).read_text(encoding="utf-8"))
            name = data.get("name") if isinstance(data, dict) else None
            if isinstance(name, str) and name.strip():
                return name.strip()
    return ""
