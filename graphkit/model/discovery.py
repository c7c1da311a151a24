"""What a search of the folders gave: the files that may hold agents, and what it left alone."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from graphkit.model.calls import Plugin
    from graphkit.model.definitions import Reading, Skipped
    from graphkit.model.spans import Source


class Place(NamedTuple):
    """A folder that contains agents, and how many."""

    path: str
    agents: int


class Copies(NamedTuple):
    """A folder whose agents are, byte for byte, those of another one, where they are read."""

    path: str
    of: str
    agents: int


class Unread(NamedTuple):
    """Files of one format in a folder that look like agents, and that no dialect reads."""

    path: str
    suffix: str
    files: int


class Other(NamedTuple):
    """A file that is no agent: what it is, where it is opened, and why it is none.

    `kind` is `skill`, `command`, `prompt`, `instruction`, `rule`, `workflow`, `document` and so on. `home` is the
    root of the agents that it lies beside, "" where there are none.
    """

    path: str
    location: str
    kind: str
    reason: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a search saw besides the files that are read: nothing is left out in silence.

    `others` are the files of other kinds, `suffixes` the number of those of no known format by suffix, the most
    frequent first. `second_rank` are agents in examples, templates, archives and the like that were left alone, with
    `third_rank` those of tests. `links` are links out of the repository that were not followed. `files` is how many
    files were seen at all. `above` is a folder further up that contains agents where there are none below.
    `code_was_asked_for` says whether agents in Python code were wanted.
    """

    places: tuple[Place, ...] = ()
    second_rank: tuple[Place, ...] = ()
    third_rank: tuple[Place, ...] = ()
    copies: tuple[Copies, ...] = ()
    unread: tuple[Unread, ...] = ()
    others: tuple[Other, ...] = field(default=(), repr=False)
    suffixes: tuple[tuple[str, int], ...] = ()
    links: tuple[str, ...] = ()
    files: int = 0
    looked: tuple[str, ...] = ()
    above: Place | None = None
    code_was_asked_for: bool = False

    def kinds(self) -> dict[str, int]:
        """Count the files that are no agents by kind, the most frequent first."""
        counts: dict[str, int] = {}
        for other in self.others:
            counts[other.kind] = counts.get(other.kind, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


NOT_SURVEYED = Survey()
"""What is known of the folders where none was searched."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to read, in the order of their paths; `left_out` says what is not even opened, and why.

    `named` are the paths of the files that were asked about, where these are only a part of the team that is read to
    resolve their names; None where everything was. `plugins` are those whose manifest was seen.
    """

    files: tuple[Source, ...]
    left_out: tuple[Reading, ...] = ()
    survey: Survey = NOT_SURVEYED
    named: frozenset[str] | None = None
    plugins: tuple[Plugin, ...] = ()

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the files and folders that were not opened, with the reason."""
        return tuple(reading.skipped for reading in self.left_out if reading.skipped is not None)
