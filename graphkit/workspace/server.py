"""One page for the browser of this machine, and nobody else: no files, no other host, no other site."""

from __future__ import annotations

import json
import re
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from types import TracebackType

    from graphkit.workspace.board import Board

HOST = "127.0.0.1"
EVENTS = "/events"
"""Where the page hears of changes."""
_NAMES = (HOST, "localhost")
_PATIENCE = 15.0
"""Seconds after which a silent connection is tried: a browser that is gone is noticed."""
_SILENCE = 30.0
"""Seconds after which a connection is closed that has not said what it wants."""
_CONNECTIONS = 32
"""Connections at the same time; a browser opens six."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server:
    """Serves a board on 127.0.0.1 while its `with` block runs; `url` is where.

    Port 0 takes any that is free. Raises UsageError when the port is taken.
    """

    def __init__(self, board: Board, port: int) -> None:
        self._board = board
        try:
            self._http = _BoundedServer((HOST, port), _handler(board))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(f"cannot serve on port {port}: {reason}. Choose another with --port, or 0.") from error
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), daemon=True)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self._http.server_port}/"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._board.close()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _BoundedServer(ThreadingHTTPServer):
    """Answers a bounded number of connections; whoever else comes, or leaves in the middle, is no error."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._free = threading.Semaphore(_CONNECTIONS)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, or close what is beyond the bound."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room for the next connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that was reset or has ended; anything else is a mistake of graphkit."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _handler(board: Board) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Knows two addresses; what is asked for is compared with them, never opened."""

        server_version, sys_version = "graphkit", ""
        timeout = _SILENCE

        def do_GET(self) -> None:
            """Answer with the page, or with the stream of changes."""
            self._answer(body=True)

        def do_HEAD(self) -> None:
            """Answer without the page."""
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            if not self._is_welcome():
                self._refuse(HTTPStatus.FORBIDDEN)
            elif self.path == EVENTS and body:
                self._tell()
            elif self.path == "/":
                page = board.page
                self._begin(HTTPStatus.OK, "text/html; charset=utf-8", len(page))
                if body:
                    self.wfile.write(page)
            else:
                self._refuse(HTTPStatus.NOT_FOUND)

        def _is_welcome(self) -> bool:
            """Only this machine under its own name, and no other site through its browser: no DNS rebinding."""
            port = self.connection.getsockname()[1]
            own = {f"{name}:{port}" for name in _NAMES}
            origin = self.headers.get("Origin")
            return self.headers.get("Host") in own and (origin is None or origin in {f"http://{name}" for name in own})

        def _begin(self, status: HTTPStatus, kind: str, length: int | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if length is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()

        def end_headers(self) -> None:
            """End the headers of any answer with those that browsers go by."""
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            super().end_headers()

        def _refuse(self, status: HTTPStatus) -> None:
            self._begin(status, "text/plain; charset=utf-8", 0)

        def _tell(self) -> None:
            seen = self._seen()
            self._begin(HTTPStatus.OK, "text/event-stream")
            self.close_connection = True
            try:
                self.wfile.write(f"retry: 1000\nid: {seen}\n\n".encode())
                while not board.closed:
                    news = board.wait(seen, _PATIENCE)
                    if news is None:
                        self.wfile.write(b": still here\n\n")
                        continue
                    seen, problem = news
                    text = f"event: problem\ndata: {json.dumps(problem)}" if problem else "event: changed\ndata: 1"
                    self.wfile.write(f"id: {seen}\n{text}\n\n".encode())
            except OSError:
                return  # the browser is gone

        def _seen(self) -> int:
            """Return the number of the last news in the page: a browser that connects again says it."""
            last = self.headers.get("Last-Event-ID", "")
            if not re.fullmatch(r"[0-9]{1,9}", last):
                return board.shown
            return int(last) if int(last) <= board.number else -1  # it was told by a server that is no more

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class has
            """Say nothing: nobody reads it."""

    return Handler
