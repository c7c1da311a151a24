"""The same run on older states of the files: how a team became what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import git, pipeline, revisions
from graphkit.algorithms.trend import History, Numbers, Point, numbers
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from graphkit.config import Config
    from graphkit.git import Commit


def changed(revision: str) -> Collection[str]:
    """Return the files that differ from a revision. Raises UsageError if there is no such revision, or no git."""
    return git.changed(revisions.resolve(revision).commit)


def history(
    config: Config,
    paths: Sequence[str],
    since: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> History:
    """Return the numbers at every commit that touched the paths, the oldest first; each state is analysed once.

    The settings are those of today. `progress` is told how many commits of how many are done. Raises UsageError
    without git, outside a repository, for an unknown revision, for a past that was not fetched, and when no commit
    touched the paths.
    """
    asked = pipeline.asked(config, paths)
    start = revisions.resolve(since).commit if since else None
    revisions.resolve("HEAD")
    revisions.refuse_other_repositories(asked)
    if git.is_cut_off(start):
        raise UsageError(f"the history of {', '.join(asked)} is not all there. {revisions.advice()}")
    found = git.commits(asked, start)
    if not found:
        after = f" after `{since}`" if since else ""
        raise UsageError(f"no commit{after} touched {', '.join(asked)}. Name the folder that holds the agents.")
    known: dict[str, Numbers | None] = {}
    points = []
    for done, commit in enumerate(found):
        if progress:
            progress(done, len(found))
        state = git.state(commit.id, asked)
        if state not in known:
            known[state] = _numbers(config, asked, commit)
        points.append(Point(commit.id, commit.day, commit.subject, state, known[state]))
    if progress:
        progress(len(found), len(found))
    return History(points, len(known))


def _numbers(config: Config, paths: Sequence[str], commit: Commit) -> Numbers | None:
    report = pipeline.at(config, paths, revisions.Revision(commit.id, commit.id))
    return numbers(report.graph, report.stats.findings) if report.graph.agents else None
