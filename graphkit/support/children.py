"""Child processes - git, layout engines, workers - end with the process that started them, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from graphkit.support.errors import GraphkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

_FATAL = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGALRM", "SIGXCPU")
"""What ends a process from outside, and leaves it time to tidy up."""
_RUNNING: set[subprocess.Popen[bytes]] = set()
_STARTING: list[str] = []
"""Programs that are being started: they run before this process knows their number."""
_LATER: list[int] = []
"""Signals that came meanwhile."""


_TURN = 0.2
"""Seconds after which a wait begins anew: a signal that comes just before a wait is not noticed in it."""


class _EndedError(BaseException):
    """A signal has come that ends this process; like KeyboardInterrupt it passes every `except Exception`."""


@contextmanager
def ended_with_parent() -> Iterator[None]:
    """While this block runs, signals that end the process end its children first, and then leave it as an error does.

    So temporary files are removed, too. The signal does afterwards what it would have done. Only the main thread may
    say so; elsewhere, and where a signal is ignored, nothing changes. Raises GraphkitError when a handler of the
    caller's own lets the process go on.
    """
    signals = [getattr(signal, name) for name in _FATAL if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in signals}
    changed = [number for number in signals if before[number] not in (signal.SIG_IGN, None)]
    received: list[int] = []

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        if _STARTING:
            _LATER.append(number)
            return
        end_all()
        if not received:  # whoever is leaving already is not to be disturbed
            received.append(number)
            raise _EndedError

    try:
        for number in changed:
            signal.signal(number, leave)
        yield
    except _EndedError:
        if not received:
            raise  # it came from a block around this one
    finally:
        for number in changed:
            signal.signal(number, before[number])
    if received:
        signal.raise_signal(received[0])
        raise GraphkitError(f"ended by {signal.Signals(received[0]).name}.")


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, until `end`. Raises OSError when it cannot be started."""
    _STARTING.append(command[0])
    try:
        process = subprocess.Popen(command, start_new_session=True, **options)  # noqa: S603 - no shell
        _RUNNING.add(process)
    finally:
        _STARTING.remove(command[0])
        while _LATER and not _STARTING:
            signal.raise_signal(_LATER.pop())
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of a program behind: nor the children of one that has not answered, though it may have ended."""
    _RUNNING.discard(process)
    if process.returncode is None:  # not waited for, so that its number still belongs to it
        _kill(process)
    process.communicate()


def answer(process: subprocess.Popen[bytes], most: int) -> tuple[bytes, bytes]:
    """Return what a child writes to standard output and error until its end, read side by side.

    Raises OverflowError when it writes more than `most` bytes to standard output.
    """
    found = [b"", b""]

    def listen(number: int, stream: IO[bytes], bound: int) -> None:
        with suppress(ValueError, OSError):  # closed: a signal ends this process
            found[number] = stream.read(bound)

    if process.stdout is None or process.stderr is None:  # pragma: no cover  # both are pipes
        raise ValueError("there is nothing to read")
    both = (0, process.stdout, most + 1), (1, process.stderr, -1)
    listeners = [threading.Thread(target=listen, args=one, daemon=True) for one in both]
    for listener in listeners:
        listener.start()
    for listener in listeners:
        while listener.is_alive():
            listener.join(_TURN)
        if len(found[0]) > most:
            raise OverflowError
    process.wait()
    return found[0], found[1]


def limit(process: subprocess.Popen[bytes], resource_name: str, most: int) -> None:
    """Bound what a child may use of a resource (`RLIMIT_CPU`: seconds, `RLIMIT_DATA`: bytes), where the system can."""
    try:
        import resource
    except ImportError:  # pragma: no cover  # only Windows
        return
    if hasattr(resource, "prlimit"):
        with suppress(OSError, ValueError):
            resource.prlimit(process.pid, getattr(resource, resource_name), (most, most))


def end_all() -> None:
    """End every child that runs, and the children of those."""
    for process in list(_RUNNING):
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:  # pragma: no cover  # only Windows
            process.kill()
