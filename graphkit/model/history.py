"""The history of a team: its numbers at each commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Numbers(NamedTuple):
    """What is followed over time; `reciprocity` by relation, where both sides can declare it."""

    agents: int
    missing: int
    depth: int
    edges: Mapping[str, int]
    reciprocity: Mapping[str, float]
    findings: Mapping[str, int]


class Point(NamedTuple):
    """The numbers at one commit. `numbers` is None where there was no agent yet, or none any more."""

    commit: str
    day: str
    subject: str
    tree: str
    numbers: Numbers | None


class History(NamedTuple):
    """All points, the oldest first; `trees` counts the different states, each of which was analysed once.

    `origins` are the paths from which the first commit moved the files here: their earlier history is there.
    """

    points: Sequence[Point]
    trees: int
    origins: tuple[str, ...] = ()
    all_commits: bool = False
    """Whether merged branches were followed, not only the first parents."""
