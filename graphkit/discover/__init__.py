"""Paths become a sorted list of files that hold agents: all agents and nothing but agents (docs/discovery.md)."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.config import Config
from graphkit.discover import callers as callers
from graphkit.discover import manifests as manifests
from graphkit.discover.position import start
from graphkit.discover.search import Search
from graphkit.model.definitions import Skipped
from graphkit.model.discovery import Place
from graphkit.model.suggestions import close_words
from graphkit.support.errors import NoAgentsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.discovery import Discovery, Survey
    from graphkit.model.graph import AgentGraph

__all__ = ["discover", "reach", "surveyed"]


def discover(paths: Sequence[str] = (), config: Config | None = None) -> Discovery:
    """Return every file below the paths that contains agents, each once however it is reached.

    A file that is named is always taken, with the team around it; no path means the working directory. Raises
    UsageError for a path that does not exist, and for a tree that is too large.
    """
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(_no_such_path(missing))
    search = Search(config or Config())
    for path in paths or ["."]:
        if not Path(path).is_dir():
            search.file(path)
        elif start(path).is_in_home:
            search.part(path)
        else:
            search.folder(path, named=bool(paths) and os.path.normpath(path) != ".")
    if config is not None and config.user:
        search.users_own()
    return search.result(tuple(paths) or (".",))


def reach(paths: Sequence[str]) -> list[str]:
    """Return the folders that a run over some paths looks at: of a part of a home also the team around it."""
    found: dict[str, None] = {}
    for path in paths or ["."]:
        folder = path if Path(path).is_dir() else os.fspath(Path(path).parent)
        begin = start(folder)
        found[path] = None
        if folder != path or begin.is_in_home:
            around = begin.position.home if begin.position.tool else begin.project
            found[around or folder] = None
    return list(found)


def surveyed(graph: AgentGraph, found: Discovery) -> tuple[Survey, frozenset[str] | None]:
    """Return what the search saw besides, with the places of the agents, and which of them were named, if not all.

    Raises NoAgentsError when there are none, or none of those that were named: nothing must never pass for clean.
    """
    root_of = {source.path: source.root for source in found.files}
    counts = Counter(root_of.get(agent.path, agent.root) for agent in graph.agents.values())
    places = tuple(Place(root, number) for root, number in sorted(counts.items()))
    named = found.named
    ids = None
    if named is not None:
        ids = frozenset(one.id for one in graph.agents.values() if not named.isdisjoint((one.path, *one.also)))
    if not graph.agents or ids == frozenset():
        from graphkit.discover import messages

        elsewhere = [Skipped(one.path, one.reason, one.kind) for one in found.survey.others if not one.home]
        skipped = sorted([*graph.skipped, *elsewhere])
        raise NoAgentsError(messages.nothing(found, graph.skipped, graph.problems), skipped)
    return replace(found.survey, places=places), ids


def _no_such_path(missing: Sequence[str]) -> str:
    parent = Path(missing[0]).parent
    nearby = sorted(entry.name for entry in parent.iterdir()) if parent.is_dir() else []
    near = close_words(Path(missing[0]).name, nearby)
    meant = f"Did you mean {(parent / near[0]).as_posix()}?" if near else "Name a file or a folder that exists."
    return f"no such file or folder: {', '.join(missing)}. {meant}"
