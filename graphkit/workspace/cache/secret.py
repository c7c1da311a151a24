"""What tells answers of this user's graphkit from those that somebody planted: a key outside of every repository."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.support.files import write_atomic

SIZE = 32


def secret(*, make: bool = False) -> bytes:
    """Return the key, made if there is none and `make` says so. Raises OSError when there is none, or none can be."""
    path = _place()
    if make and not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(path, os.urandom(SIZE), 0o600)
    key = path.read_bytes()  # another run may have made it at the same time: the one that is there now counts
    if len(key) != SIZE:
        raise OSError(f"{path} is broken; remove it")
    return key


def _place() -> Path:
    """Return where this user's caches are, by the custom of the platform."""
    configured = Path(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "")
    try:
        folder = configured if configured.is_absolute() else Path.home() / ".cache"
    except RuntimeError as error:
        raise OSError(str(error)) from error
    return folder / "graphkit" / "cache.key"
