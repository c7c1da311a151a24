"""Where the real definitions lie, and how a run over them is started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CORPORA = Path(os.environ.get("GRAPHKIT_CORPORA") or ROOT.parent / "shared" / "corpora")

NINE = "claude-config/003-0b60d2a-agents"
NINETEEN = "claude-config/002-0b60d2a-claude-agents"
FORTY_ONE = "claude-config/028-64d1070-claude-agents"
NESTED = "claude-config/038-39be928-claude-agents"


class Run(NamedTuple):
    """What one run of the command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The output, read as JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def folders() -> list[str]:
    """Every folder of the corpora, sorted; empty where there are none."""
    return sorted(
        path.relative_to(CORPORA).as_posix()
        for kind in ("claude-config", "wild")
        for path in (CORPORA / kind).glob("*")
        if path.is_dir()
    )


def graphkit(*arguments: str, seed: str = "0", cwd: Path = CORPORA) -> Run:
    """Run the command in a process of its own, in the folder of the corpora."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)
