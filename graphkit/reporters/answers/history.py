"""History as a table: a team over time, a row for each commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.reporters import wording
from graphkit.reporters.document import Document, Section, Untrusted, table

if TYPE_CHECKING:
    from graphkit.model.history import History, Point
    from graphkit.reporters.document import Part, Phrase

_SUBJECT = 50
_ORIGINS = 5


def document(found: History) -> Document:
    """Return a row for each commit: agents, edges by relation, what is declared by both sides, findings."""
    names = sorted({name for point in found.points if point.numbers for name in point.numbers.edges})
    head = ("Day", "Commit", "Agents", "Missing", "Depth", *names, "Both", "Errors", "Warnings", "Info", "Subject")
    return Document(
        title=("History",),
        lead=(
            (f"{wording.count(len(found.points), 'commit')}, {wording.count(found.trees, 'different state')}.",),
            *_walk(found),
        ),
        notes=_notes(found),
        sections=(Section("Commit by commit", table(head, (_row(point, names) for point in found.points))),),
    )


def _walk(found: History) -> tuple[Phrase, ...]:
    return (
        ()
        if found.all_commits
        else (("Along the first parents: a merge is one row; --all-commits follows its branch.",),)
    )


def _notes(found: History) -> tuple[Phrase, ...]:
    if not found.origins:
        return ()
    paths = [part for path in found.origins[:_ORIGINS] for part in (", ", Untrusted(path, "faint"))][1:]
    return (("The first commit moved files here; name these paths too to see what was before: ", *paths, "."),)


def _row(point: Point, names: list[str]) -> tuple[Phrase | Part, ...]:
    subject = point.subject if len(point.subject) <= _SUBJECT else f"{point.subject[: _SUBJECT - 1]}…"
    shown: tuple[Phrase | Part, ...] = (point.day, Untrusted(point.commit[:7], "faint"))
    if point.numbers is None:
        return (*shown, *("-" for _ in range(7 + len(names))), Untrusted(subject))
    one = point.numbers
    edges = tuple(str(one.edges.get(name, 0)) for name in names)
    shares = [f"{one.reciprocity[name]:.0%} {name}" for name in sorted(one.reciprocity)]
    findings = tuple(str(one.findings.get(severity, 0)) for severity in ("error", "warning", "info"))
    agents = (str(one.agents), str(one.missing), str(one.depth))
    return (*shown, *agents, *edges, ", ".join(shares) or "-", *findings, Untrusted(subject))
