"""The changes of one command to several files: new contents, files that move or go, and what is left alone."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.fixes.document import Document, open_document
from graphkit.fixes.plan import spliced
from graphkit.model.spans import Span
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphkit.fixes.lists import Splice


@dataclass(slots=True)
class Changeset:
    """What would be written: `before` and `after` by path, `moved` paths, `deleted` files.

    `refused` are places that cannot be edited, with the reason; `mentions` those in prose that are left as they are.
    """

    before: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    refused: list[tuple[Span, str]] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)

    def only_mentioned(self, span: Span) -> None:
        """Take a place that cannot be edited for a mention: no relation depends on it."""
        if self.refused and self.refused[-1][0] in (span, Span(span.path, 1, 1)):
            self.refused.pop()
            self.mentions.append(span)

    def path_of(self, path: str) -> str:
        """Return where a file is after the moves, of itself or of a folder above it."""
        for old, new in self.moved.items():
            if path == old or path.startswith(f"{old}/"):
                return new + path[len(old) :]
        return path


class Sheets:
    """The documents of a command, each opened once, with the splices that are to be made in it."""

    def __init__(self, load: Callable[[str], bytes | str]) -> None:
        self._load = load
        self._open: dict[str, Document | str] = {}
        self.splices: dict[str, set[Splice]] = {}

    def document(self, path: str) -> Document | str:
        """Return the document of a file, or the reason why it cannot be edited."""
        if path not in self._open:
            self._open[path] = open_document(path, self._load(path))
        return self._open[path]

    def add(self, path: str, splice: Splice) -> None:
        """Take a change of a file; the same one counts once."""
        self.splices.setdefault(path, set()).add(splice)

    def covers(self, path: str, start: int, end: int) -> bool:
        """Return whether a change of a file touches the signs from `start` to before `end`."""
        return any(one.start < end and start < max(one.end, one.start + 1) for one in self.splices.get(path, ()))

    def into(self, changes: Changeset) -> None:
        """Write the changed contents into a changeset; where changes overlap the wider one is made."""
        for path, splices in sorted(self.splices.items()):
            document = self.document(path)
            if isinstance(document, Document):
                changes.before[path] = document.data
                changes.after[path] = document.encoded(spliced(document.text, _apart(splices)))


def _apart(splices: set[Splice]) -> list[Splice]:
    kept: list[Splice] = []
    for splice in sorted(splices, key=lambda one: (one.start, -one.end)):
        if not kept or splice.start >= kept[-1].end:
            kept.append(splice)
    return kept
