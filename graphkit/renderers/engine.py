"""The layout engines: the embedded port of Graphviz that comes with graphkit, or Graphviz as installed.

An engine always runs as a child process with limits on time and CPU: on real definitions, engines crashed and hung.
Whatever ends this process ends the engines that it started.
"""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support import children
from graphkit.support.errors import RenderError
from graphkit.support.escape import terminal
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.renderers.options import EngineChoice

EMBEDDED = "graphviz-pure"
INSTALL = (
    f"Install Graphviz (`apt install graphviz`, `brew install graphviz`) or `pip install {EMBEDDED}`; "
    "the formats dot and mermaid need no engine."
)
PROBE_SECONDS = 10.0


class Engine(NamedTuple):
    """A program that lays out graphs: `system` or `embedded`, and where it is."""

    kind: str
    command: str


class EngineError(Exception):
    """One engine did not draw what it was asked to; another one may."""


class EngineTimeoutError(EngineError):
    """An engine was not done in time: with fewer lines to route it may be."""


def available(choice: EngineChoice) -> list[Engine]:
    """Return the engines to try, in order. Raises RenderError when there is none, and says what to install."""
    finders = {"embedded": _embedded, "system": _system}
    kinds = finders if choice == "auto" else {choice: finders[choice]}
    found = [Engine(kind, command) for kind, find in kinds.items() if (command := find())]
    if not found:
        wanted = "layout engine" if choice == "auto" else f"{choice} layout engine"
        raise RenderError(f"No {wanted} was found. {INSTALL}")
    return found


def describe(choice: EngineChoice = "auto") -> str:
    """Say which engine would draw, its version and its place: one line for `graphkit --version -v`."""
    try:
        engine = available(choice)[0]
        with children.ended_with_parent():
            answer = _ask(engine, ["-V"], b"", PROBE_SECONDS)
    except (RenderError, EngineError) as error:
        return f"none ({error})"
    return f"{engine.kind}: {_first_line(answer.stderr).removeprefix(f'{EMBEDDED} - ')} ({engine.command})"


def run(engine: Engine, arguments: Sequence[str], source: str, seconds: float) -> bytes:
    """Feed DOT to an engine and return what it writes.

    Raises EngineError when it cannot be started, crashes, writes nothing, or takes longer than `seconds`.
    """
    answer = _ask(engine, arguments, source.encode(), seconds)
    if answer.status:
        raise EngineError(f"stopped with exit status {answer.status}: {_first_line(answer.stderr)}")
    if not answer.output:
        raise EngineError(f"wrote nothing: {_first_line(answer.stderr)}")
    return answer.output


class _Answer(NamedTuple):
    """Exit status (negative for a signal), what was written, and what was written to stderr."""

    status: int
    output: bytes
    stderr: bytes


def _ask(engine: Engine, arguments: Sequence[str], question: bytes, seconds: float) -> _Answer:
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    try:
        process = children.start([engine.command, *arguments], **pipes)
    except OSError as error:
        raise EngineError(f"could not be started: {error.strerror or error}") from error
    try:
        # One whose parent was killed ends by itself.
        children.limit(process, "RLIMIT_CPU", ceil(max(seconds, 1.0)) + 1)
        output, stderr = process.communicate(question, timeout=max(seconds, 0.001))
    except subprocess.TimeoutExpired as error:
        raise EngineTimeoutError("was not done within the time limit") from error
    finally:
        children.end(process)
    return _Answer(process.returncode, output, stderr)


def _system() -> str | None:
    return shutil.which("dot")


def _embedded() -> str | None:
    """Find the embedded engine: a script next to this Python, one of its distribution, or on the PATH."""
    return next((str(path) for path in _places() if path.is_file()), None) or shutil.which(EMBEDDED)


def _places() -> Iterator[Path]:
    names = (EMBEDDED, f"{EMBEDDED}.exe")
    yield from (Path(sysconfig.get_path("scripts"), name) for name in names)
    from importlib import metadata

    try:
        files = metadata.files(EMBEDDED) or ()
    except metadata.PackageNotFoundError:
        files = ()
    yield from (Path(str(file.locate())).resolve() for file in files if file.name in names)


def _first_line(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return terminal(lines[0])[:200] if lines else "no message"
