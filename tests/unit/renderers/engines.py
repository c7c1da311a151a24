"""Engines that misbehave, as small programs named `dot` at the front of the PATH."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

from graphkit.renderers import engine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CRASHING = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
COMPLAINING = "import sys; sys.exit('syntax error \\x1b[31m in line 1')"
SILENT = "import sys; sys.stdin.read()"
TALKING_NONSENSE = "print('nonsense')"
# The child keeps the pipes open: unless the whole group is ended, reading its output would never end.
LEAVING_A_CHILD = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])"
HANGING = f"{LEAVING_A_CHILD}; import signal; signal.pause()"

_REAL = """
import re, subprocess, sys
answer = subprocess.run([{real!r}, *sys.argv[1:]], input=sys.stdin.buffer.read(), stdout=subprocess.PIPE).stdout
{change}
sys.stdout.buffer.write(answer)
"""


def changing(change: str) -> str:
    """Return a program that asks the embedded engine and changes its `answer`."""
    (embedded,) = engine.available("embedded")
    return _REAL.format(real=embedded.command, change=change)


WITHOUT_AN_EDGE = r"""answer = re.sub(rb'<g id="e(&#45;|-)1" class="edge.*?</g>', b"", answer, flags=re.S)"""
WITHOUT_A_ROUTE = r"""answer = answer.replace(b'"id": "e-1"', b'"id": "e-x"')"""
WITHOUT_A_NODE = r"""answer = answer.replace(b'"id": "n-1"', b'"id": "n-x"')"""
WITH_A_SCRIPT = r"""answer = answer.replace(
    b"</svg>", b'<script>alert(1)</script><a href="https://x.example"><g id="kept"><image href="y"/></g></a></svg>')"""
BROKEN_SVG = """answer = answer.replace(b"</svg>", b"")"""
OTHER_XML = """answer = b"<html/>" if "-Tsvg" in sys.argv else answer"""


def install(folder: Path, program: str, monkeypatch: pytest.MonkeyPatch, name: str = "dot") -> Path:
    """Put a Python program named `dot` on the PATH, and nothing else."""
    script = folder / name
    script.write_text(f"#!{sys.executable}\n{program}\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    return script


def embed(folder: Path, program: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a Python program in place of the embedded engine."""
    script = folder / "graphviz-pure"
    script.write_text(f"#!{sys.executable}\n{program}\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(engine, "_places", lambda: [script])
    return script
