"""What the server shows at the moment, and how it says that this has changed."""

from __future__ import annotations

import threading


class Board:
    """The latest page, and the latest problem if the definitions could not be read since. Safe between threads."""

    def __init__(self, page: bytes) -> None:
        self._changed = threading.Condition()
        self._page, self._problem = page, ""
        self._number, self._closed = 0, False

    @property
    def page(self) -> bytes:
        """The page that was last built."""
        with self._changed:
            return self._page

    @property
    def number(self) -> int:
        """Grows with every news."""
        with self._changed:
            return self._number

    @property
    def shown(self) -> int:
        """The number of the last news that the page itself shows: a problem since then is not in it."""
        with self._changed:
            return self._number - bool(self._problem)

    def publish(self, page: bytes) -> None:
        """Show a new page; one that is as before is no news, unless it ends a problem."""
        with self._changed:
            if page != self._page or self._problem:
                self._page, self._problem = page, ""
                self._tell()

    def fail(self, problem: str) -> None:
        """Keep the page, and say why there is no newer one."""
        with self._changed:
            if problem != self._problem:
                self._problem = problem
                self._tell()

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> tuple[int, str] | None:
        """Wait for news after `seen`: its number, and the problem or an empty text. None when there is none in time."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > seen or self._closed, seconds)
            return (self._number, self._problem) if self._number > seen and not self._closed else None

    @property
    def closed(self) -> bool:
        """Whether the server is about to stop."""
        with self._changed:
            return self._closed

    def _tell(self) -> None:
        self._number += 1
        self._changed.notify_all()
