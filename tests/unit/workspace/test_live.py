"""Serving while people write."""

from __future__ import annotations

import http.client
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from graphkit.support.errors import UsageError
from graphkit.workspace.board import Board
from graphkit.workspace.server import Server
from graphkit.workspace.watch import watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def board() -> Board:
    """Return a board with a page."""
    return Board(b"<p>one")


@pytest.fixture
def server(board: Board) -> Iterator[Server]:
    """Run a server on a free port."""
    with Server(board, 0) as running:
        yield running


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    """Return status, body and headers of an answer."""
    port = int(server.url.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value.replace("PORT", str(port)))
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def test_the_page_is_served_and_never_stored(server: Server) -> None:
    """One page, for this site alone."""
    status, body, headers = ask(server, "/")
    assert (status, body) == (200, b"<p>one")
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] is None
    assert ask(server, "/", "HEAD")[:2] == (200, b"")


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/agents/a.md", "/?x", "/events/../x", "*"],
)
def test_nothing_else_is_there(server: Server, path: str) -> None:
    """No address opens a file."""
    assert ask(server, path)[:2] == (404, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:PORT"},
        {"Host": "127.0.0.1"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/events"])
def test_other_names_and_other_sites_are_refused(server: Server, path: str, headers: dict[str, str]) -> None:
    """A page of another site, or a name that was made to point here, gets nothing."""
    assert ask(server, path, **headers)[:2] == (403, b"")


@pytest.mark.parametrize("headers", [{"Host": "localhost:PORT"}, {"Origin": "http://127.0.0.1:PORT"}])
def test_its_own_names_are_welcome(server: Server, headers: dict[str, str]) -> None:
    """`localhost` is this machine too, and the page may ask its own server."""
    assert ask(server, "/", **headers)[0] == 200


def test_nothing_can_be_sent(server: Server) -> None:
    """The server only answers GET and HEAD."""
    assert ask(server, "/", "POST")[0] == 501


@pytest.mark.parametrize("request_line", ["POST / HTTP/1.1", "GET /no HTTP/1.1", "GET /events/ HTTP/1.1"])
def test_every_answer_has_the_headers_that_protect(server: Server, request_line: str) -> None:
    """A refusal too."""
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"{request_line}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        with line.makefile("rb") as stream:
            answer = stream.read()
    assert b"X-Content-Type-Options: nosniff" in answer
    assert b"frame-ancestors 'none'" in answer


def test_connections_are_bounded(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes while others hold them all is not answered; once they have gone the next one is."""
    monkeypatch.setattr("graphkit.workspace.server._CONNECTIONS", 2)
    with Server(board, 0) as server:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
        with socket.create_connection(("127.0.0.1", port)) as third:
            assert third.recv(1) == b""
        for line in held:
            line.sendall(b"GET / HTTP/1.0\r\n\r\n")
            while line.recv(1000):
                pass
            line.close()


def test_a_silent_connection_is_closed(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a time to say what it wants."""
    monkeypatch.setattr("graphkit.workspace.server._SILENCE", 0.01)
    with Server(board, 0) as server:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as line:
            assert line.recv(1) == b""


def test_a_reset_connection_is_no_traceback(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """The browser is gone, and that is all; a mistake in an answer is still shown."""
    for error in (ConnectionResetError(), BrokenPipeError(), TimeoutError()):
        try:
            raise error
        except OSError:
            server._http.handle_error(None, ("127.0.0.1", 1))
    assert capsys.readouterr() == ("", "")
    try:
        raise KeyError("x")
    except KeyError:
        server._http.handle_error(None, ("127.0.0.1", 1))
    assert "KeyError" in capsys.readouterr().err


def test_changes_and_problems_are_told(server: Server, board: Board) -> None:
    """Whoever listens hears of a new page, and why there is none."""
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line, line.makefile("rb") as stream:
        line.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert b"text/event-stream" in _until(stream, b"\r\n\r\n")
        assert _until(stream, b"\n\n") == b"retry: 1000\nid: 0\n\n"
        board.publish(b"<p>two")
        assert _until(stream, b"\n\n") == b"id: 1\nevent: changed\ndata: 1\n\n"
        board.fail("half\nwritten")
        assert _until(stream, b"\n\n") == b'id: 2\nevent: problem\ndata: "half\\nwritten"\n\n'
    assert ask(server, "/")[1] == b"<p>two"


PROBLEM, CHANGED = b'event: problem\ndata: "broken"\n\n', b"event: changed\ndata: 1\n\n"


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("", b"id: 2\n" + PROBLEM),  # a page that was loaded while, or just before, there was a problem
        ("Last-Event-ID: 0\r\n", b"id: 2\n" + PROBLEM),  # one that was cut off meanwhile
        ("Last-Event-ID: 7\r\n", b"id: 2\n" + PROBLEM),  # one of an earlier server
        ("Last-Event-ID: " + "9" * 5000 + "\r\n", b"id: 2\n" + PROBLEM),
        ("Last-Event-ID: 2\r\n", b"id: 3\n" + CHANGED),  # one that knows, and hears what comes next
    ],
)
def test_whoever_comes_late_is_told_what_happened(server: Server, board: Board, last: str, told: bytes) -> None:
    """A page never shows how it was before without saying so."""
    board.publish(b"<p>two")
    board.fail("broken")
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line, line.makefile("rb") as stream:
        line.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{last}\r\n".encode())
        _until(stream, b"retry: 1000\n")
        _until(stream, b"\n\n")
        if told.endswith(CHANGED):
            board.publish(b"<p>three")
        assert _until(stream, b"\n\n") == told


def _until(stream: object, end: bytes) -> bytes:
    found = b""
    while not found.endswith(end):
        found += stream.read(1)  # type: ignore[attr-defined]
    return found


def test_the_same_page_is_no_news(board: Board) -> None:
    """Saving a file without a change reloads nobody; a problem that ends is news, even with the page of before."""
    board.publish(b"<p>one")
    assert board.number == 0
    assert board.wait(0, 0) is None
    board.fail("broken")
    board.fail("broken")
    assert board.wait(0, 0) == (1, "broken")
    board.publish(b"<p>one")
    assert board.wait(1, 0) == (2, "")


def test_a_taken_port_is_said_to_be(server: Server, board: Board) -> None:
    """The sentence names the port and the way out."""
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(UsageError, match=rf"cannot serve on port {port}: .*--port"):
        Server(board, port)


def test_stopping_does_not_wait_for_listeners(board: Board) -> None:
    """An open page does not hold the server."""
    with Server(board, 0) as server:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        line = socket.create_connection(("127.0.0.1", port), timeout=10)
        line.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert line.recv(15) == b"HTTP/1.0 200 OK"
    line.close()
    assert board.closed


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    """Also when an editor replaces the file that is named; nothing more is told once it is stopped."""
    file = tmp_path / "a.md"
    file.write_text("one", encoding="utf-8")
    stop = threading.Event()
    writing = threading.Thread(target=_keep_replacing, args=(file, stop))
    writing.start()
    for number, _ in enumerate(watch([str(file)], stop)):
        if number:
            stop.set()
    writing.join()
    assert number
    assert file.read_text(encoding="utf-8").startswith("more")


def _keep_replacing(file: Path, stop: threading.Event) -> None:
    """Replace a file again and again: when the watch begins is not known."""
    number = 0
    while not stop.wait(0.1):
        number += 1
        draft = file.with_suffix(".tmp")
        draft.write_text(f"more {number}", encoding="utf-8")
        draft.replace(file)


def test_without_watchfiles_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is an extra."""
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    with pytest.raises(UsageError, match=r"pip install watchfiles"):
        next(watch(["."]))
