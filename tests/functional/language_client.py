"""A small client of the language server protocol over standard input and output, for tests."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds until an answer that does not come is a failure; none is ever waited for in full."""


def graphkit_command(root: str) -> list[str]:
    """Return the command that runs graphkit in a process of its own, measured where this one is."""
    if "coverage" in sys.modules and sys.modules["coverage"].Coverage.current() is not None:
        measured = ["-m", "coverage", "run", "--parallel-mode", f"--rcfile={root}/pyproject.toml"]
        return [sys.executable, *measured, "-m", "graphkit"]
    return [sys.executable, "-m", "graphkit"]


EDITS = {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]}
"""What most editors can do with an edit of several files."""


class Client:
    """A session with `graphkit lsp` in a folder."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        folders: Sequence[Path] = (),
        edits: Mapping[str, object] = EDITS,
        packages: str = "",
    ) -> None:
        self.folder = folder
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (packages, root, os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(
            [*graphkit_command(root), "lsp", *arguments],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path, "COVERAGE_FILE": f"{root}/.coverage"},
        )
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._number = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.published = 0
        self.registered: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.capabilities = self.request(
            "initialize",
            {
                "processId": None,
                "capabilities": {
                    "workspace": {"workspaceEdit": edits, "didChangeWatchedFiles": {"dynamicRegistration": True}}
                },
                "workspaceFolders": [{"uri": one.as_uri(), "name": one.name} for one in folders or [folder]],
            },
        )["capabilities"]
        self.notify("initialized", {})

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            if not length:
                return
            self._messages.put(json.loads(stream.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self.process.stdin.flush()

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        message = self._messages.get(timeout=PATIENCE)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            self.published += 1
        elif "method" in message and "id" in message:
            self.registered += [one["method"] for one in message["params"].get("registrations", ())]
            self._send({"id": message["id"], "result": None})
        return message

    def request(self, method: str, params: object) -> Any:
        """Send a request and return its result; an error is raised as RuntimeError."""
        self.ask(method, params)
        while (message := self._next()).get("id") != self._number or "method" in message:
            pass
        if "error" in message:
            raise RuntimeError(message["error"]["message"])
        return message["result"]

    def ask(self, method: str, params: object) -> int:
        """Send a request whose answer may never be read, and return its number."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        return self._number

    def settle(self) -> dict[str, list[dict[str, Any]]]:
        """Return the diagnostics by path after all that was sent: a request makes a check that is due."""
        self.request("workspace/symbol", {"query": "x"})
        root = self.folder.as_uri() + "/"
        return {uri.removeprefix(root): found for uri, found in sorted(self.diagnostics.items()) if found}

    def uri(self, path: str) -> str:
        """Return the URI of a path."""
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        """Open a document, with its own text or another one."""
        text = (self.folder / path).read_bytes().decode() if text is None else text
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, path: str, version: int, *changes: dict[str, Any]) -> None:
        """Change an open document."""
        document = {"uri": self.uri(path), "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def at(self, method: str, path: str, line: int, character: int, **more: object) -> Any:
        """Send a request about a position, which counts from 0."""
        place = {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}
        return self.request(f"textDocument/{method}", {**place, **more})

    def close(self) -> str:
        """End the session, and return what the server wrote on stderr."""
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self.process.wait(PATIENCE)
            assert self.process.stderr is not None
            return self.process.stderr.read().decode()
        finally:
            self.end()

    def end(self) -> None:
        """End the process, whatever its state, and close its streams."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
