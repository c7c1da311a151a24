"""Small git repositories, made by a test."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.unit import folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}  # fmt: skip


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, whatever the machine is configured to do."""
    answer = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **_WHO}, check=True, capture_output=True, text=True
    )
    return answer.stdout.strip()


def commit(folder: Path, files: Mapping[str, str | bytes], *gone: str) -> str:
    """Write files, remove others, commit everything, and return the hash; the first call makes the repository."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    folders.write(folder, files)
    for path in gone:
        (folder / path).unlink()
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")
