"""The same run on older states of the files: how a team became what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.git import repository, revisions
from graphkit.model.history import History, Numbers, Point
from graphkit.support.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


def changed(revision: str) -> Collection[str]:
    """Return the files that differ from a revision. Raises UsageError if there is no such revision, or no git."""
    return repository.changed(revisions.resolve(revision).commit)


def history(
    asked: Sequence[str],
    measure: Callable[[revisions.Revision], Numbers | None],
    since: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> History:
    """Return the numbers at every commit that touched the paths, the oldest first; each state is measured once.

    `measure` returns the numbers of one revision, None where it has no agent. `on_progress` is called with the number
    of commits that are done, and of all. Raises UsageError without git, outside a repository, for an unmeasured
    revision, for a past that was not fetched, and when no commit touched the paths.
    """
    start = revisions.resolve(since).commit if since else None
    revisions.resolve("HEAD")
    revisions.refuse_other_repositories(asked)
    if repository.is_cut_off(start):
        raise UsageError(f"the history of {', '.join(asked)} is not all there. {revisions.advice()}")
    commits = repository.commits(asked, start)
    if not commits:
        after = f" after `{since}`" if since else ""
        raise UsageError(f"no commit{after} touched {', '.join(asked)}. Name the folder with the agents.")
    measured: dict[str, Numbers | None] = {}
    points = []
    for done, commit in enumerate(commits):
        if on_progress:
            on_progress(done, len(commits))
        state = repository.state(commit.id, asked)
        if state not in measured:
            measured[state] = measure(revisions.Revision(commit.id, commit.id))
        points.append(Point(commit.id, commit.day, commit.subject, state, measured[state]))
    if on_progress:
        on_progress(len(commits), len(commits))
    return History(points, len(measured))
