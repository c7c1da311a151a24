"""Wait for definitions to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support.errors import UsageError
from graphkit.support.version import install

if TYPE_CHECKING:
    import threading
    from collections.abc import Collection, Iterable, Iterator


def watch(paths: Iterable[str], stop: threading.Event | None = None) -> Iterator[None]:
    """Return what yields once it watches, so that no change is missed, then for every burst of changes, until `stop`.

    Of a file its folder is watched: editors replace a file rather than write into it. Raises UsageError without the
    `watchfiles` package.
    """
    try:
        import watchfiles
    except ImportError as error:
        raise UsageError(f"Watching needs one more package: {install('serve')}.") from error

    folders = sorted({path if (path := Path(name)).is_dir() else path.parent for name in paths})
    answers = watchfiles.watch(
        *folders, stop_event=stop, raise_interrupt=True, debounce=400, step=50, rust_timeout=200, yield_on_timeout=True
    )
    return _bursts(answers)


def _bursts(answers: Iterable[Collection[object]]) -> Iterator[None]:
    watching = False
    for changes in answers:
        if changes or not watching:
            watching = True
            yield
