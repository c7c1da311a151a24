"""History: the numbers of a team at each commit that touched it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.git import repository, revisions
from graphkit.git.moved_files import moved_files, origins
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
    *,
    all_commits: bool = False,
) -> History:
    """Return the numbers at every commit that touched the paths, the oldest first; each state is measured once.

    `measure` returns the numbers of one revision, None where it has no agent. `on_progress` is called with the number
    of commits that are done, and of all. `since` is a revision or a date. With `all_commits` merged branches are
    followed too. Raises UsageError without git, outside a repository, for an unknown revision, for a past that was not
    fetched, and when no commit touched the paths.
    """
    revisions.resolve("HEAD")
    start = _start(since) if since else None
    revisions.refuse_other_repositories(asked)
    if repository.is_cut_off(start, every=all_commits):
        raise UsageError(f"the history of {', '.join(asked)} is not all there. {revisions.advice()}")
    commits = repository.commits(asked, start, every=all_commits)
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
    return History(points, len(measured), _origins(commits[0].id, asked), all_commits)


def _start(since: str) -> str | None:
    """Return the commit after which a history begins; None for a date before all commits."""
    if repository.is_date(since) and repository.commit_before(since) is None:
        return None
    return revisions.resolve(since).commit


def _origins(first: str, asked: Sequence[str]) -> tuple[str, ...]:
    """Return where the files were before the first commit moved them to where they are: nothing if it made them."""
    if not repository.has_parent(first):
        return ()
    return tuple(origins(moved_files(f"{first}^", first), asked))
