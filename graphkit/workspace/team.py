"""A team that stays open: buffers count in place of files, and a new answer reads only what has changed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from graphkit import pipeline
from graphkit.readers.file_reader import no_progress
from graphkit.support import files
from graphkit.support.gc import gc_paused
from graphkit.workspace import edits
from graphkit.workspace.file_memory import FileMemory
from graphkit.workspace.readings import KeptReadings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.fixes.changeset import Changeset
    from graphkit.fixes.rounds import Outcome
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.model.repairs import Repair
    from graphkit.model.report import Report


class Team:
    """The agents below some paths of the working directory, as they are at each moment.

    `load_config` returns the configuration of the moment. `buffers` are the bytes of files that an editor has open,
    by path relative to the working directory.
    """

    def __init__(self, load_config: Callable[[], Config], paths: Sequence[str] = ()) -> None:
        self._load_config, self.paths = load_config, tuple(paths)
        self.readings = KeptReadings()
        self._memory = FileMemory()
        self._one_at_a_time = threading.Lock()
        self.buffers: dict[str, bytes] = {}

    def report(self) -> Report:
        """Return what a fresh run would: the same graph, the same findings. Raises like `pipeline.run`."""
        return self.run(self._load_config())

    def run(
        self,
        config: Config,
        on_stage: Callable[[str], None] = pipeline.ignore_stage,
        on_progress: Callable[[str, int, int], None] = no_progress,
    ) -> Report:
        """Return the report by a configuration of the moment that is known; the rest is as for `report`.

        Threads wait for each other: what one run keeps is what the next one begins with.
        """
        with self._one_at_a_time, gc_paused(), files.in_place_of_files(self.buffers), self._memory.in_use():
            return pipeline.run(config, self.paths, on_stage, on_progress, reader=self.readings)

    def config(self) -> Config:
        """Return the configuration of the moment."""
        return self._load_config()

    def load(self, path: str) -> bytes | str:
        """Return the bytes of a file as the team has it, or the reason why there are none."""
        if path in self.buffers:
            return self.buffers[path]
        try:
            return files.read_bytes(path)
        except OSError as error:
            return f"it cannot be read: {error.strerror or error}"

    def repair(self, choose: Callable[[Finding], Repair | None]) -> Outcome:
        """Return the changes that repair the findings that `choose` picks; nothing is written."""
        config = self._load_config()
        with files.in_place_of_files(self.buffers):
            return edits.repair(config, self.paths, choose, self.load, reader=self.readings)[0]

    def change(self, make: Callable[[AgentGraph, Sequence[str]], Changeset]) -> tuple[Changeset, Report, Report]:
        """Return the changes that `make` makes, with the reports before and after; nothing is written."""
        config = self._load_config()
        with files.in_place_of_files(self.buffers):
            return edits.change(config, self.paths, make, reader=self.readings)
