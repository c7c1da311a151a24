"""Repairs and changes of a team: edits are made in memory, checked by running the pipeline on them, then returned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import link, pipeline, readers
from graphkit.fixes import rounds
from graphkit.support.errors import NoAgentsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphkit.config import Config
    from graphkit.fixes.changeset import Changeset
    from graphkit.fixes.rounds import Outcome
    from graphkit.model.definitions import Reading
    from graphkit.model.discovery import Discovery
    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph
    from graphkit.model.repairs import Repair
    from graphkit.model.report import Report
    from graphkit.readers.file_reader import FileReader


def repair(
    config: Config,
    paths: Sequence[str],
    choose: Callable[[Finding], Repair | None],
    load_bytes: Callable[[str], bytes | str],
    *,
    only_named: bool = False,
    within: Callable[[Report], Report] = lambda report: report,
    found: Discovery | None = None,
    reader: FileReader | None = None,
) -> tuple[Outcome, Report]:
    """Make the repairs that `choose` picks, in memory, and return them with the report of the repaired team.

    `reader` may keep what it has read. `load_bytes` returns the bytes of a file, or the reason why it must not be
    edited; with `only_named` no file is edited that was read only to resolve names. `within` narrows each report to
    the findings that count.
    Raises like `run`.
    """
    found = found or pipeline.search(config, paths)
    sources = {source.path: source for source in found.files}

    def check(buffers: Mapping[str, bytes]) -> Report:
        files = tuple(
            replace(source, data=buffers[source.path]) if source.path in buffers else source for source in found.files
        )
        return within(pipeline.run(config, paths, found=replace(found, files=files), reader=reader))

    def read(path: str, data: bytes) -> Reading:
        return readers.read(replace(sources[path], data=data), config)

    def load_source(path: str) -> bytes | str:
        if path not in sources:
            return "the file was not read as a definition"
        if only_named and found.named is not None and path not in found.named:
            return "the other side is in a file that was not named (--only-named)"
        return load_bytes(path)

    return rounds.repair(rounds.Workbench(check, read, load_source), choose)


def change(
    config: Config,
    paths: Sequence[str],
    make: Callable[[AgentGraph, Sequence[str]], Changeset],
    found: Discovery | None = None,
    reader: FileReader | None = None,
) -> tuple[Changeset, Report, Report]:
    """Return the changes that `make` makes of the graph and the paths of its files, with the reports before and after.

    Nothing is written: the changed files are read in memory. Raises like `run`, and whatever `make` raises.
    """
    found = found or pipeline.search(config, paths)
    before = pipeline.run(config, paths, found=found, reader=reader)
    changes = make(before.graph, [source.path for source in found.files])
    files = [
        replace(source, path=changes.path_of(source.path), data=changes.after.get(source.path, source.data))
        for source in found.files
        if source.path not in changes.deleted
    ]
    after = past_of(config, replace(found, files=tuple(sorted(files))))
    return changes, before, after


def past_of(config: Config, found: Discovery) -> Report:
    """Return the report of files that were found before, of which there may be none."""
    try:
        return pipeline.run(config, (), found=found)
    except NoAgentsError:
        return pipeline.judge(link.link([], config), config)
