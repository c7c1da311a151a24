"""The layout engines: the embedded port of Graphviz that comes with graphkit, or Graphviz as installed.

An engine always runs as a child process with limits on time and CPU: on real definitions, engines crashed and hung.
Whatever ends this process ends the engines that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sysconfig
import threading
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support.errors import RenderError
from graphkit.support.escape import terminal
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from graphkit.renderers.options import EngineChoice

EMBEDDED = "graphviz-pure"
INSTALL = (
    f"Install Graphviz (`apt install graphviz`, `brew install graphviz`) or `pip install {EMBEDDED}`; "
    "the formats dot and mermaid need no engine."
)
PROBE_SECONDS = 10.0
_FATAL = ("SIGTERM", "SIGHUP")
_RUNNING: set[subprocess.Popen[bytes]] = set()


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


@contextmanager
def ended_with_parent() -> Iterator[None]:
    """While engines run, signals that end this process (SIGTERM, SIGHUP) end them first.

    Only the main thread may say so; elsewhere, and where a signal is ignored, nothing changes.
    """
    signals = [getattr(signal, name) for name in _FATAL if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in signals}

    def end(number: int, frame: FrameType | None) -> None:
        end_all()
        handler = before[number]
        signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        if callable(handler):
            handler(number, frame)
        else:
            os.kill(os.getpid(), number)

    changed = [number for number in signals if before[number] not in (signal.SIG_IGN, None)]
    try:
        for number in changed:
            signal.signal(number, end)
        yield
    finally:
        for number in changed:
            signal.signal(number, before[number])


def end_all() -> None:
    """End every engine that runs."""
    for process in list(_RUNNING):
        _kill(process)


class _Answer(NamedTuple):
    """Exit status (negative for a signal), what was written, and what was written to stderr."""

    status: int
    output: bytes
    stderr: bytes


def _ask(engine: Engine, arguments: Sequence[str], question: bytes, seconds: float) -> _Answer:
    try:
        process = subprocess.Popen(  # noqa: S603 - a path found on this machine, and no text of a definition
            [engine.command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise EngineError(f"could not be started: {error.strerror or error}") from error
    answered = False
    _RUNNING.add(process)
    _limit_cpu(process, seconds)
    try:
        output, stderr = process.communicate(question, timeout=max(seconds, 0.001))
        answered = True
    except subprocess.TimeoutExpired as error:
        raise EngineTimeoutError("was not done within the time limit") from error
    finally:
        _RUNNING.discard(process)
        if not answered:
            _end(process)
    return _Answer(process.returncode, output, stderr)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave no process behind, nor the children of one that may have ended already."""
    _kill(process)
    process.communicate()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:  # pragma: no cover  # only Windows
            process.kill()


def _limit_cpu(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Bound the CPU time of an engine where the system can: one whose parent was killed ends by itself."""
    try:
        import resource
    except ImportError:  # pragma: no cover  # only Windows
        return
    if hasattr(resource, "prlimit"):
        most = ceil(max(seconds, 1.0)) + 1
        with suppress(OSError, ValueError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most))


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
