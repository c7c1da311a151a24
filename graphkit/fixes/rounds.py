"""Repairing until nothing changes: all edits of a command are made in memory, and confirmed, before one is written."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.fixes import plan as planning
from graphkit.fixes.changeset import Changeset
from graphkit.fixes.document import Document, NotEditableError, open_document
from graphkit.fixes.verify import confirms
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from graphkit.model.definitions import Reading
    from graphkit.model.findings import Finding, Identity
    from graphkit.model.repairs import Repair
    from graphkit.model.report import Report

MOST = 10
"""Rounds after which edits that make each other necessary are given up."""
USELESS = "its edit does not resolve it"


class Fixed(NamedTuple):
    """A finding that a repair resolved."""

    finding: Finding
    repair: Repair


@dataclass(slots=True)
class Outcome:
    """What repairing comes to: the changes of files, what was `fixed`, and what is `left` with the reason."""

    changes: Changeset = field(default_factory=Changeset)
    fixed: list[Fixed] = field(default_factory=list)
    left: list[tuple[Finding, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Workbench:
    """What repairing needs from outside.

    `check` returns the report of the team, with some files replaced by the bytes given; `read` returns the reading of
    one file with those bytes; `load` returns the bytes of a file, or the reason (a text) why it must not be edited.
    """

    check: Callable[[Mapping[str, bytes]], Report]
    read: Callable[[str, bytes], Reading]
    load: Callable[[str], bytes | str]


def repair(bench: Workbench, choose: Callable[[Finding], Repair | None]) -> tuple[Outcome, Report]:
    """Make the repairs that `choose` picks, round by round, and return them with the report of the repaired team.

    A finding that comes back after its repair, as where a name means another agent than was thought, is left as it is:
    all begins anew without that repair, so that no edit stays that did not help.
    """
    first = bench.check({})
    vain: set[Identity] = set()
    while True:
        outcome, report, again = _rounds(bench, first, choose, vain)
        if not again:
            return outcome, report
        vain |= again


def _rounds(
    bench: Workbench, first: Report, choose: Callable[[Finding], Repair | None], vain: Collection[Identity]
) -> tuple[Outcome, Report, set[Identity]]:
    """Repair until nothing is left to repair, but for what is in `vain`, or until a finding comes back: which one."""
    outcome, report = Outcome(), first
    done: set[tuple[Identity, str]] = set()
    for _ in range(MOST):
        picked = [(finding, one) for finding in report.live if (one := choose(finding)) is not None]
        useless = [(finding, USELESS) for finding, _ in picked if finding.identity in vain]
        picked = [pair for pair in picked if pair[0].identity not in vain]
        if again := {found.identity for found, _ in picked if (found.identity, found.message) in done}:
            return outcome, report, again
        made, reasons = _round(bench, outcome, picked)
        outcome.left = [(finding, reason) for (finding, _), reason in zip(picked, reasons, strict=True) if reason]
        outcome.left += useless
        if not made:
            return outcome, report, set()
        outcome.fixed += made
        done.update((one.finding.identity, one.finding.message) for one in made)
        report = bench.check(outcome.changes.after)
    return outcome, report, {one.finding.identity for one in made}


def _round(
    bench: Workbench, outcome: Outcome, picked: Sequence[tuple[Finding, Repair]]
) -> tuple[list[Fixed], list[str | None]]:
    """Make what can be made at once; return it, and for each repair the reason why it was not made."""
    documents = {path: _document(bench, outcome, path) for path in _paths(one for _, one in picked)}
    reasons = _confirmed(bench, documents, [one for _, one in picked])
    live = [number for number, reason in enumerate(reasons) if reason is None]
    made = planning.plan([picked[number][1] for number in live], documents)
    for path, splices in made.splices.items():
        document = documents[path]
        if splices and isinstance(document, Document):
            outcome.changes.before.setdefault(path, document.data)
            outcome.changes.after[path] = document.encoded(planning.spliced(document.text, splices))
    return [Fixed(*picked[number]) for number in live], reasons


def _confirmed(
    bench: Workbench, documents: Mapping[str, Document | str], repairs: Sequence[Repair]
) -> list[str | None]:
    """Return for each repair why it cannot be made, None where it can, together with all others that can."""
    reasons: list[str | None] = [None] * len(repairs)
    for number, reason in planning.plan(repairs, documents).refused.items():
        reasons[number] = reason
    for path, document in documents.items():
        if isinstance(document, str):
            continue
        mine = [n for n, one in enumerate(repairs) if reasons[n] is None and path in planning.paths(one)]
        if mine and not _holds(bench, document, [repairs[n] for n in mine]):
            kept: list[int] = []
            for number in mine:
                if _holds(bench, document, [repairs[n] for n in (*kept, number)]):
                    kept.append(number)
                else:
                    reasons[number] = "the edit would change more than it says"
    return reasons


def _holds(bench: Workbench, document: Document, repairs: Sequence[Repair]) -> bool:
    """Return whether a file with these repairs reads as it did, but for what they are meant to change."""
    changes = [change for one in repairs for change in one.changes if change[0].path == document.path]
    alone = [one._replace(changes=tuple(c for c in one.changes if c[0].path == document.path)) for one in repairs]
    made = planning.plan(alone, {document.path: document})
    if made.refused:
        return False
    try:
        data = document.encoded(planning.spliced(document.text, made.splices.get(document.path, ())))
    except NotEditableError:
        return False
    return confirms(bench.read(document.path, document.data), bench.read(document.path, data), changes)


def _document(bench: Workbench, outcome: Outcome, path: str) -> Document | str:
    data = outcome.changes.after.get(path)
    return open_document(path, bench.load(path) if data is None else data)


def _paths(repairs: Iterable[Repair]) -> list[str]:
    return sorted({path for one in repairs for path in planning.paths(one)})
