"""Reading what is a file and no more than that, writing one so that it is there whole, and where its repository is."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

    Rest = ParamSpec("Rest")
    Fact = TypeVar("Fact")
    Recall: TypeAlias = Callable[[Callable[..., Any], str, tuple[object, ...]], Any]

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read: more than this is no agent definition."""


_TIDY: set[Path] = set()
"""Folders that this process has tidied."""


class NotRegularError(OSError):
    """A folder, a pipe or a device is in the place of a file."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EINVAL, "it is not a regular file", path)


class TooLargeError(OSError):
    """A file has more bytes than it may have; `size` is how many."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the file is too large ({size} bytes)")
        self.size = size


_buffers: ContextVar[Mapping[str, bytes] | None] = ContextVar("buffers", default=None)


@contextmanager
def in_place_of_files(buffers: Mapping[str, bytes]) -> Iterator[None]:
    """Let the buffers of an editor count in place of files meanwhile; by path relative to the working directory."""
    here = Path.cwd()
    both = {name: data for path, data in buffers.items() for name in (os.path.normpath(path), str(here / path))}
    token = _buffers.set(both)
    try:
        yield
    finally:
        _buffers.reset(token)


def repository(folder: str | Path) -> str | None:
    """Return the root of the git repository that a folder lies in, None outside of one."""
    folder = Path(folder)
    return next((os.fspath(place) for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def buffer(path: str) -> bytes | None:
    """Return what an editor has in place of a file; None where the file itself counts."""
    buffers = _buffers.get()
    return buffers.get(os.path.normpath(path)) if buffers else None


_recall: ContextVar[Recall | None] = ContextVar("recall", default=None)


@contextmanager
def answers_from(recall: Recall) -> Iterator[None]:
    """Let `recall` answer meanwhile for what is `remembered`: it knows the function, the path, and what follows it."""
    token = _recall.set(recall)
    try:
        yield
    finally:
        _recall.reset(token)


def remembered(function: Callable[Concatenate[str, Rest], Fact]) -> Callable[Concatenate[str, Rest], Fact]:
    """Let a function that tells something of the file at a path, and of nothing else, answer from a memory if it can.

    There is one where a process stays open; what follows the path are values that can be compared.
    """

    @wraps(function)
    def ask(path: str, /, *rest: Rest.args, **named: Rest.kwargs) -> Fact:
        recall = _recall.get()
        if recall is None or named:
            return function(path, *rest, **named)
        fact: Fact = recall(function, path, rest)
        return fact

    return ask


def read_bytes(path: str, most: int = MAX_BYTES, *, follow: bool = True) -> bytes:
    """Return the bytes of a file; nothing is waited for, and a link is followed only if `follow` says so.

    Many files are read so, and a file object would cost more. Raises NotRegularError, TooLargeError and OSError, and
    ValueError for a path that contains a NUL.
    """
    unsaved = buffer(path)
    if unsaved is not None:
        return unsaved
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(path)
        if status.st_size > most:
            raise TooLargeError(status.st_size)
        return _all(descriptor, status.st_size, most)
    finally:
        os.close(descriptor)


def _all(descriptor: int, size: int, most: int) -> bytes:
    """Read a file to its end, were it growing meanwhile; one that outgrows every bound is cut there."""
    parts = []
    read = 0
    while read <= most and (part := os.read(descriptor, max(size - read, 0) + 1)):
        parts.append(part)
        read += len(part)
        if read == size:  # one byte more was asked for: this is its end
            break
    return parts[0] if len(parts) == 1 else b"".join(parts)


def write_atomic(target: Path, data: bytes, mode: int = 0o666) -> None:
    """Write beside the file, then rename: a reader never sees half of it, and a failure leaves the old one.

    A file that is there keeps its permissions and owner, a new one gets `mode`, less the umask. A link is replaced,
    not followed. Raises OSError.
    """
    _tidy(target.parent)
    draft = target.with_name(f".graphkit-{os.getpid()}-{os.urandom(6).hex()}.tmp")
    try:
        with open(draft, "xb", opener=partial(os.open, mode=mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            _keep_rights(draft, target.stat())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _tidy(folder: Path) -> None:
    """Remove drafts that a run which was killed left in a folder; once for each folder."""
    if folder in _TIDY:
        return
    _TIDY.add(folder)
    with suppress(OSError):
        for draft in folder.glob(".graphkit-*-*.tmp"):
            number = draft.name.split("-")[1]
            if number.isdigit() and not _is_running(int(number)):
                draft.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name != "posix":  # pragma: no cover  # only Windows: signal 0 would end the process there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _keep_rights(draft: Path, status: os.stat_result) -> None:
    """Give a file the permissions and, where that is allowed, the owner of the one that it replaces."""
    draft.chmod(stat.S_IMODE(status.st_mode))
    mine = draft.stat()
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid) and hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(draft, status.st_uid, status.st_gid)
