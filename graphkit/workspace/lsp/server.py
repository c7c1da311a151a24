"""The server of the language server protocol: each request is answered from the last report of its folder.

It never writes a file, and never prints: an editor makes the edits that it offers.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from graphkit.support.version import VERSION
from graphkit.workspace.lsp import diagnostics
from graphkit.workspace.lsp.folder import Folder
from graphkit.workspace.lsp.positions import path_of, uri_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.model.report import Report

DELAY = 0.15
"""Seconds without a change after which the team is checked anew: people type several letters a second."""


FILES = "**/*.{md,markdown,mdc,yaml,yml,json,jsonc,toml}"
"""What may be a definition, a caller or the configuration."""


class Server(LanguageServer):
    """The state of one session: the folders of the editor, and the check that is due."""

    def __init__(self, load_config: Callable[[], Config], delay: float = DELAY) -> None:
        super().__init__("graphkit", VERSION, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self.load_config, self.delay = load_config, delay
        self.folders: dict[Path, Folder] = {}
        self._due: asyncio.Task[None] | None = None

    def add_folders(self, uris: Sequence[str]) -> None:
        """Take folders of the editor; without any the working directory is the only one."""
        for uri in uris:
            path = path_of(uri, Path("/"))
            if path is not None:
                real = Path("/", path)
                self.folders.setdefault(real, Folder(real, self.load_config))

    def of(self, uri: str) -> tuple[Folder, str] | None:
        """Return the folder of a document, the innermost one, and its path in it."""
        for path in sorted(self.folders, key=lambda one: -len(one.parts)):
            inner = path_of(uri, path)
            if inner is not None:
                return self.folders[path], inner
        return None

    def take_buffers(self) -> None:
        """Let the documents that the editor has open count in place of their files."""
        for folder in self.folders.values():
            folder.team.buffers.clear()
        for uri, document in list(self.workspace.text_documents.items()):
            place = self.of(uri)
            if place is not None:
                folder, path = place
                folder.team.buffers[path] = document.source.encode("utf-8", "surrogatepass")

    def changed(self) -> None:
        """Check soon; a change that follows at once puts it off."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().create_task(self._check_later())

    async def _check_later(self) -> None:
        await asyncio.sleep(self.delay)
        self.check()

    def check(self) -> None:
        """Check all folders and publish what changed."""
        self.take_buffers()
        for folder in self.folders.values():
            folder.refresh()
            self.publish(folder)

    def current(self, folder: Folder) -> Report | None:
        """Return the report of the buffers as they are now: a request that comes before a check is due makes it."""
        if (self._due is not None and not self._due.done()) or (folder.report is None and not folder.problem):
            if self._due is not None:
                self._due.cancel()
            self.check()
        return folder.report

    @property
    def edit_abilities(self) -> types.WorkspaceEditClientCapabilities | None:
        """What the editor can do with an edit of several files."""
        workspace = self.client_capabilities.workspace
        return workspace.workspace_edit if workspace else None

    def watch_files(self) -> None:
        """Ask an editor that can to say when files change that it does not have open."""
        workspace = self.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(FILES)])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("graphkit-files", method, options)
            self.client_register_capability(types.RegistrationParams([registration]))

    def versions(self, folder: Folder) -> dict[str, int | None]:
        """Return the versions of the open documents of a folder by path."""
        found: dict[str, int | None] = {}
        for uri, document in self.workspace.text_documents.items():
            path = path_of(uri, folder.path)
            if path is not None:
                found[path] = document.version
        return found

    def publish(self, folder: Folder) -> None:
        """Send the diagnostics of each file where they differ from those that the editor has."""
        by_path: dict[str, list[types.Diagnostic]] = {}
        for finding in folder.report.live if folder.report else ():
            item = diagnostics.diagnostic(finding, folder.path, folder.lines)
            by_path.setdefault(finding.span.path, []).append(item)
        for path in sorted(folder.published.keys() | by_path.keys()):
            if by_path.get(path) != folder.published.get(path):
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(uri_of(path, folder.path), by_path.get(path, []))
                )
        folder.published = by_path
        if folder.problem:
            self.window_log_message(types.LogMessageParams(types.MessageType.Info, f"graphkit: {folder.problem}"))
