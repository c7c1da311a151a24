"""The configurations of `docs/editors.md`: what is tested is what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def block(language: str) -> str:
    """Return the only block of a language on the page about editors."""
    text = (PROJECT / "docs/editors.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return str(found)


def environment(folder: Path, broken: str = "") -> dict[str, str]:
    """Return an environment whose `graphkit` does everything but one thing, and which has a home of its own."""
    programs = folder / "bin"
    programs.mkdir(parents=True)
    (programs / "broken.txt").write_text(broken, encoding="utf-8")
    words = shlex.join([sys.executable, "-m", "tests.editors.broken", str(programs / "broken.txt")])
    program = programs / "graphkit"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(PROJECT))} exec {words} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    home = {
        name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    return {**os.environ, **home, "PATH": path, "LC_ALL": "C.UTF-8"}


def program(name: str) -> str:
    """Return where an editor is; skip the test where it is not installed."""
    return shutil.which(name) or pytest.skip(f"{name} is not installed")
