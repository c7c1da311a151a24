"""What a run that was killed leaves beside its output is removed by the next one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from graphkit.support import files

if TYPE_CHECKING:
    from pathlib import Path


def test_drafts_of_processes_that_are_no_more_are_removed(tmp_path: Path) -> None:
    """Those of a process that runs stay: it may be writing."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old, mine, other = (tmp_path / f".graphkit-{name}.tmp" for name in (f"{ended.pid}-ab", f"{os.getpid()}-cd", "x-y"))
    for draft in (old, mine, other):
        draft.write_text("half", encoding="utf-8")
    files.write_atomic(tmp_path / "team.svg", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([mine.name, other.name, "team.svg"])
