"""Repairs become edits: the exact changes of one file, those of each repair together or not at all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from graphkit.fixes import lists, quoting
from graphkit.fixes.document import Document, NotEditableError, open_document
from graphkit.fixes.lists import Splice
from graphkit.fixes.removal import Removal
from graphkit.fixes.structure import structure, structure_from
from graphkit.model.repairs import AddEntry, CloseBracket, Edit, IndentLines, QuoteValue, RemoveEntry, ReplaceName
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.repairs import Change, Repair
    from graphkit.model.spans import Span


class Plan(NamedTuple):
    """What would be written: the splices of each file, and of each repair that is left out the reason."""

    splices: Mapping[str, Sequence[Splice]]
    refused: Mapping[int, str]


def plan(repairs: Sequence[Repair], documents: Mapping[str, Document | str]) -> Plan:
    """Return the changes that make all the repairs; a repair that overlaps an earlier one waits for another round.

    `documents` has the document of each path that a repair names, or the reason why it cannot be edited. The keys of
    `refused` are places in `repairs`.
    """
    refused: dict[int, str] = {}
    owned: dict[str, list[tuple[Splice, frozenset[int]]]] = {}
    for path in sorted({_path(change) for repair in repairs for change in repair.changes}):
        document = documents[path]
        mine = [(n, change) for n, repair in enumerate(repairs) for change in repair.changes if _path(change) == path]
        if isinstance(document, str):
            refused.update(dict.fromkeys((number for number, _ in mine), document))
        else:
            owned[path] = list(_File(document, refused).of(mine))
    taken = {path: _apart(splices, refused) for path, splices in owned.items()}
    return Plan(
        {path: sorted(s for s, owners in splices if owners - refused.keys()) for path, splices in taken.items()},
        refused,
    )


def edits(repair: Repair, documents: Mapping[str, Document | str]) -> tuple[Edit, ...]:
    """Return the edits of one repair by itself; none where it cannot be made."""
    made = plan([repair], documents)
    if made.refused:
        return ()
    return tuple(
        _edit(document, splice)
        for path, splices in sorted(made.splices.items())
        for splice in splices
        if isinstance(document := documents[path], Document)
    )


def with_edits(
    findings: Iterable[Finding], load: Callable[[str], bytes | str], *, by_command: bool = False
) -> tuple[Finding, ...]:
    """Return the findings with the edits of each repair, as they would be made one at a time.

    A repair that cannot be made in that file has none. `load` returns the bytes of a file, or why it has none.
    `by_command` leaves out the repairs that no command takes by itself: a mark needs no others.
    """
    documents: dict[str, Document | str] = {}
    done = []
    for finding in findings:
        if finding.repairs:
            repairs = [one for one in finding.repairs if one.taken_by] if by_command else finding.repairs
            if not repairs:
                done.append(finding)
                continue
            for path in sorted({path for one in repairs for path in paths(one)} - documents.keys()):
                documents[path] = open_document(path, load(path))
            made = tuple(one._replace(edits=edits(one, documents)) for one in repairs)
            finding = replace(finding, repairs=made)
        done.append(finding)
    return tuple(done)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with the changes made; they must be sorted and apart from each other."""
    parts = []
    at = 0
    for start, end, new in splices:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def paths(repair: Repair) -> frozenset[str]:
    """Return the files that a repair changes."""
    return frozenset(map(_path, repair.changes))


def _path(change: Change) -> str:
    return change[0].path


def _edit(document: Document, splice: Splice) -> Edit:
    start, end, text = splice
    places = (document.place(start), document.place(end))
    return Edit(document.path, document.byte(start), document.byte(end), text, *places)


def _apart(
    splices: list[tuple[Splice, frozenset[int]]], refused: dict[int, str]
) -> list[tuple[Splice, frozenset[int]]]:
    """Leave out what overlaps an earlier change of another repair; that repair then makes none of its changes."""
    kept: list[tuple[Splice, frozenset[int]]] = []
    for splice, owners in sorted(splices, key=lambda pair: (pair[0].start, pair[0].end, min(pair[1]))):
        if kept:
            (start, end, _), before = kept[-1]
            clash = splice.start < end or (splice.start == start == end == splice.end)
            if clash and before != owners:
                late = owners if min(owners) > min(before) else before
                refused.update(dict.fromkeys(late, OVERLAP))
        kept.append((splice, owners))
    return [(splice, owners) for splice, owners in kept if not owners <= refused.keys()]


OVERLAP = "it touches the same place as another repair"
"""The reason that another round may overcome."""


class _File:
    """The changes of one document, each with the repairs that it belongs to."""

    def __init__(self, document: Document, refused: dict[int, str]) -> None:
        self.document, self.refused = document, refused

    def of(self, changes: Sequence[tuple[int, Change]]) -> list[tuple[Splice, frozenset[int]]]:
        additions: dict[Span, dict[str, set[int]]] = {}
        removals: list[tuple[int, RemoveEntry]] = []
        found: list[tuple[Splice, frozenset[int]]] = []
        for number, change in changes:
            if isinstance(change, AddEntry):
                additions.setdefault(change.field, {}).setdefault(change.name, set()).add(number)
            elif isinstance(change, RemoveEntry):
                removals.append((number, change))
            else:
                found += self._attempt({number}, partial(self._single, change))
        for field, names in additions.items():
            owners = {number for numbers in names.values() for number in numbers}
            found += self._attempt(owners, partial(self._added, field, tuple(names)))
        return found + self._removed(removals)

    def _attempt(self, owners: set[int], make: Callable[[], list[Splice]]) -> list[tuple[Splice, frozenset[int]]]:
        try:
            return [(splice, frozenset(owners)) for splice in make()]
        except NotEditableError as error:
            self.refused.update(dict.fromkeys(owners, str(error)))
            return []

    def _added(self, field: Span, names: Sequence[str]) -> list[Splice]:
        offset = self.document.offset(field.line, field.column)
        return lists.add(self.document, structure_from(self.document, offset), offset, names)

    def _removed(self, removals: Sequence[tuple[int, RemoveEntry]]) -> list[tuple[Splice, frozenset[int]]]:
        """Return the removals of a file; they share their changes, since one may empty a list that others shorten."""
        removal = Removal(self.document)
        owners: set[int] = set()
        for number, (entry, bare) in removals:
            try:
                offset = self.document.offset(entry.line, entry.column)
                removal.mark(structure(self.document, offset), offset, entry.width, bare=bare)
                owners.add(number)
            except NotEditableError as error:
                self.refused[number] = str(error)
        return self._attempt(owners, removal.splices) if owners else []

    def _single(self, change: ReplaceName | QuoteValue | CloseBracket | IndentLines) -> list[Splice]:
        if isinstance(change, IndentLines):
            start = self.document.offset(change.first.line, 1)
            end = self.document.next_line(self.document.offset(change.last, 1))
            return quoting.indent(self.document, start, end, change.spaces)
        place = change[0]
        offset = self.document.offset(place.line, place.column)
        if isinstance(change, ReplaceName):
            return self._replaced(change, offset)
        end = self.document.offset(*change.end)
        if isinstance(change, CloseBracket):
            bracket = {"[": "]", "{": "}"}.get(self.document.text[offset])
            if bracket is None:
                raise NotEditableError("there is no bracket where one was read")
            return [Splice(end, end, bracket)]
        return quoting.quote(self.document, offset, end)

    def _replaced(self, change: ReplaceName, offset: int) -> list[Splice]:
        text = self.document.text
        start = text.find(change.old, offset, offset + max(change.place.width, len(change.old)) + 2)
        if start < 0:
            raise NotEditableError("the name is not written there in one piece")
        return [Splice(start, start + len(change.old), change.new)]
