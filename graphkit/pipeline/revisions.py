"""The same flow on other states of the files: git revisions, the changes between two of them, and the history."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit import discover, link, pipeline
from graphkit.git import compare, moved_files, revisions
from graphkit.model.code import DIALECT
from graphkit.model.discovery import NOT_SURVEYED
from graphkit.support.errors import NoAgentsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphkit.config import Config
    from graphkit.git.revisions import Revision
    from graphkit.model.comparison import Changes
    from graphkit.model.discovery import Survey
    from graphkit.model.history import History, Numbers
    from graphkit.model.report import Report


def past(config: Config, paths: Sequence[str]) -> Report:
    """Return the report of one of several states, in which paths may be missing and there may be no agent at all.

    No finding is known there: a baseline is about today. Agents of the user's own folders do not count.
    """
    config = replace(config, user=False)  # what the user has today says nothing of another state
    there = [path for path in pipeline.asked(config, paths) if os.path.lexists(path)]
    try:
        graph = pipeline.load(config, there) if there else link.link([], config)
    except NoAgentsError:
        graph = link.link([], config)
    return pipeline.judge(graph, replace(config, baseline=None))


def at(config: Config, paths: Sequence[str], revision: Revision) -> Report:
    """Return the report of a git revision, by the configuration of today. Raises UsageError when git cannot tell it."""
    about = pipeline.asked(config, paths)
    beside = [*discover.reach(about), *(discover.callers.around(about) if config.calls.enabled else ())]
    with revisions.opened(revision, about, beside, code=bool(config.code) or config.dialect == DIALECT) as there:
        return past(config, there)


def since(config: Config, paths: Sequence[str], name: str, now: Report) -> Report:
    """Return what of a report the changes cause that were made after leaving a branch (or after a commit).

    A definition that was moved or renamed meanwhile is the same one.
    """
    from graphkit.triage.caused import only_caused

    start = revisions.fork_point(name)
    moved = moved_files.moved_files(start.commit)
    there = [*pipeline.asked(config, paths), *moved_files.origins(moved, pipeline.asked(config, paths))]
    return only_caused(compare.compare(at(config, there, start), now, moved))


def changes(config: Config, paths: Sequence[str], old: Revision, new: Revision | None = None) -> Changes:
    """Return what changed from one git revision to another, or to the work tree.

    Where one side has no agents because their folder was moved, it is looked for where git says that it is; a note
    says so. Raises UsageError when git cannot tell, and NoAgentsError when neither side has an agent.
    """

    def state(revision: Revision | None, extra: Sequence[str] = ()) -> Report:
        places = [*pipeline.asked(config, paths), *extra]
        return past(config, places) if revision is None else at(config, places, revision)

    moved = moved_files.moved_files(old.commit, new.commit if new else None)
    sides = [state(old), state(new)]
    if not any(side.graph.agents for side in sides):
        raise NoAgentsError("neither side contains an agent definition. Name their folder: --in FOLDER.")
    names = str(old), str(new) if new else "work tree"
    notes = []
    for number, (revision, pairs) in enumerate(((old, moved), (new, {there: here for here, there in moved.items()}))):
        if not sides[number].graph.agents:
            folders = moved_files.origins(pairs, {agent.root for agent in sides[1 - number].graph.agents.values()})
            sides[number] = state(revision, folders) if folders else sides[number]
            where = f"git has them in {', '.join(folders)}" if folders else "all agents are on the other side"
            notes.append(f"{names[number]} has no agents where they were looked for; {where}.")
    return replace(compare.compare(sides[0], sides[1], moved), names=names, notes=tuple(notes))


def history(
    config: Config,
    paths: Sequence[str],
    since: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    all_commits: bool = False,
) -> tuple[History, Survey]:
    """Return the numbers of a team at every commit that touched its paths, by the configuration of today.

    With them comes what the search saw at the newest commit that has agents. Commits are those of the first parents,
    with `all_commits` also those of merged branches. Raises UsageError as `git.history` does.
    """
    from graphkit.analysis.metrics import numbers
    from graphkit.git.history import history

    surveys: dict[str, Survey] = {}

    def measure(revision: Revision) -> Numbers | None:
        report = at(config, paths, revision)
        surveys[revision.commit] = report.graph.survey
        return numbers(report.graph, report.stats.findings) if report.graph.agents else None

    about = pipeline.asked(config, paths)
    if not paths and not config.paths:  # where the agents are, so that other commits do not count
        about = [place.path for place in pipeline.search(config, paths).survey.places] or about
    found = history(about, measure, since, on_progress, all_commits=all_commits)
    newest = next((point.tree for point in reversed(found.points) if point.numbers), None)
    measured = (point.commit for point in found.points if point.tree == newest and point.commit in surveys)
    return found, surveys.get(next(measured, ""), NOT_SURVEYED)
