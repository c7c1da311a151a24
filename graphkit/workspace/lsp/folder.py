"""One workspace folder of an editor: its team, the last report, and the lines of its files."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.support.errors import GraphkitError
from graphkit.workspace.lsp.positions import Lines, lines_of
from graphkit.workspace.team import Team

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lsprotocol import types

    from graphkit.config import Config
    from graphkit.model.report import Report


class Folder:
    """The agents below a folder, as the editor has them. graphkit's paths are relative to it."""

    def __init__(self, path: Path, load_config: Callable[[], Config]) -> None:
        self.path, self.load_config = path, load_config
        self.team = Team(load_config)
        self.report: Report | None = None
        self.problem = ""
        self.published: dict[str, list[types.Diagnostic]] = {}
        self._lines: dict[str, Lines] = {}

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Make the folder the working directory for a while: paths, .gitignore and configuration go by it."""
        before = Path.cwd()
        os.chdir(self.path)
        try:
            yield
        finally:
            os.chdir(before)

    def refresh(self) -> None:
        """Check anew. What cannot be read leaves the last report in place, and `problem` says why."""
        with self.inside():
            try:
                self.report, self.problem = self.team.report(), ""
            except GraphkitError as error:
                self.report, self.problem = None, str(error)
        self._lines = {path: lines for path, lines in self._lines.items() if self.team.readings.keeps(path)}

    def lines(self, path: str) -> Lines:
        """Return the lines of a file as the editor has it."""
        if path not in self._lines:
            with self.inside():
                self._lines[path] = lines_of(self.team.load, path)
        return self._lines[path]
