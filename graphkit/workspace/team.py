"""A team that stays open: buffers count in place of files, and a new answer reads only what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import pipeline
from graphkit.support import files
from graphkit.support.gc import gc_paused
from graphkit.workspace import edits
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
        self._load_config, self._paths = load_config, tuple(paths)
        self.readings = KeptReadings()
        self.buffers: dict[str, bytes] = {}

    def report(self) -> Report:
        """Return what a fresh run would: the same graph, the same findings. Raises like `pipeline.run`."""
        config = self._load_config()
        with gc_paused(), files.in_place_of_files(self.buffers):
            return pipeline.run(config, self._paths, reader=self.readings)

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
            return edits.repair(config, self._paths, choose, self.load, reader=self.readings)[0]

    def change(self, make: Callable[[AgentGraph, Sequence[str]], Changeset]) -> tuple[Changeset, Report, Report]:
        """Return the changes that `make` makes, with the reports before and after; nothing is written."""
        config = self._load_config()
        with files.in_place_of_files(self.buffers):
            return edits.change(config, self._paths, make, reader=self.readings)
