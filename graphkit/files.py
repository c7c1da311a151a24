"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
import stat
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replace(target: Path, data: bytes, mode: int = 0o666) -> None:
    """Write beside the file, then rename: a reader never sees half of it, and a failure leaves the old one.

    A file that is there keeps its permissions, a new one gets `mode`, less the umask. A link is replaced, not followed.
    Raises OSError.
    """
    draft = target.with_name(f".graphkit-{os.urandom(6).hex()}.tmp")
    try:
        with open(draft, "xb", opener=partial(os.open, mode=mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
