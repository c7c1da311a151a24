"""Findings against a baseline: what is new, what was known, what no longer occurs; and the next baseline."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.findings import BaselineEntry, Finding, Identity, Severity, bounded
from graphkit.model.spans import Span
from graphkit.support.records import NamedTuple
from graphkit.triage.rule_selection import weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphkit.model.findings import EdgeKey
    from graphkit.model.graph import AgentGraph
    from graphkit.triage.rule_selection import Policy

STALE = ("GK902", "stale-baseline")


class Compared(NamedTuple):
    """Findings that are new, findings that are known, and entries that no longer occur."""

    live: list[Finding]
    baselined: list[Finding]
    stale: list[BaselineEntry]


def compare(graph: AgentGraph, findings: Sequence[Finding], policy: Policy) -> Compared:
    """Tell new findings from known ones. A cycle is known as long as no edge has joined it.

    One that has grown is reported by what is new alone. An entry of a rule that does not count is never stale.
    """
    if not policy.known:
        return Compared(list(findings), [], [])
    entries = renamed(policy.known, graph, findings, policy.chosen.base)
    book = _Book(entries, policy.today)
    live, baselined = [], []
    for finding in findings:
        entry, fresh = book.look_up(identity(finding, policy.chosen.base))
        if entry is None:
            live.append(finding)
        elif fresh:
            from graphkit.analysis.cycle_growth import cycle_growth  # most runs have no baseline, or a smaller one

            live.append(cycle_growth(graph, finding, fresh))
        elif book.expired(entry):
            live.append(replace(finding, hint=f"{finding.hint or ''} Its baseline entry expired on {entry.expires}."))
        else:
            baselined.append(replace(finding, suppressed=True, excuse=entry.reason))
    known_codes = set(policy.chosen.names.values())
    idle = known_codes - policy.chosen.codes
    gone = [now.identity not in book.used and now.identity.code not in idle for now in entries]
    return Compared(live, baselined, [entry for entry, is_gone in zip(policy.known, gone, strict=True) if is_gone])


def renamed(
    known: Sequence[BaselineEntry], graph: AgentGraph, findings: Iterable[Finding], base: str = "."
) -> list[BaselineEntry]:
    """Return the entries by the ids that agents have in this graph, given all of its findings, known or not."""
    from graphkit.triage import namesakes

    return namesakes.renamed(known, [identity(finding, base) for finding in findings], graph, base)


def identity(finding: Finding, base: str = ".") -> Identity:
    """Return what a baseline knows a finding by; a path is relative to the folder of the configuration."""
    about = finding.identity
    return about._replace(path=os.path.relpath(about.path, base).replace(os.sep, "/")) if about.path else about


def stale_findings(stale: Iterable[BaselineEntry], policy: Policy) -> list[Finding]:
    """Return an error for each entry that no longer occurs, if the run is to be that strict."""
    if not policy.strict or policy.baseline is None or STALE[0] not in policy.chosen.codes:
        return []
    findings = (
        weighed(
            Finding(
                message=f"{describe(entry.identity)} is in the baseline, and no longer occurs",
                span=Span(policy.baseline, entry.line, 1),
                hint="`graphkit baseline --prune` removes it.",
                severity=Severity.ERROR,
                code=STALE[0],
                name=STALE[1],
                subject=describe(entry.identity),
            ),
            policy.chosen,
        )
        for entry in stale
    )
    return list(bounded(findings))


def grown(known: Iterable[BaselineEntry], findings: Iterable[Finding], base: str = ".") -> list[BaselineEntry]:
    """Return the entries with those that are missing for the findings; reasons stay, an end that has come does not."""
    entries = {entry.identity: entry for entry in known}
    by_edge = _by_edge(entries)
    for finding in findings:
        about = identity(finding, base)
        if finding.component:
            met = {
                part: None for edge in about.edges for part in by_edge.get((about.code, edge), ()) if part in entries
            }
            parts = [entries.pop(part) for part in met]
            about = about._replace(edges=tuple(sorted({*about.edges, *_edges(parts)})))
            first = parts[0] if parts else BaselineEntry(about)
            entries[about] = replace(first, identity=about, expires=None)
            for edge in about.edges:
                by_edge.setdefault((about.code, edge), []).append(about)
        else:
            entries[about] = replace(entries.get(about, BaselineEntry(about)), expires=None)
    return list(entries.values())


def pruned(known: Iterable[BaselineEntry], findings: Iterable[Finding], base: str = ".") -> list[BaselineEntry]:
    """Return the entries that still occur, those of cycles without the edges that are gone. Nothing is added."""
    plain = {identity(finding, base) for finding in findings if not finding.component}
    cycles = _by_edge(finding.identity for finding in findings if finding.component)
    kept = []
    for entry in known:
        about = entry.identity
        if about in plain:
            kept.append(entry)
        elif left := tuple(edge for edge in about.edges if (about.code, edge) in cycles):
            kept.append(replace(entry, identity=entry.identity._replace(edges=left)))
    return kept


def describe(about: Identity) -> str:
    """Return an identity in words: `GK301 of a -> b (escalation)`."""
    what = f" ({about.subject})" if about.subject else ""
    if about.edges:
        source, target, relation = about.edges[0]
        more = f" and {len(about.edges) - 1} more" if len(about.edges) > 1 else ""
        return f"{about.code}{what} of `{source}` -> `{target}` ({relation}){more}"
    return f"{about.code}{what} of {', '.join(f'`{agent}`' for agent in about.agents) or about.path}"


class _Book:
    """The entries, indexed; those that were met are in `used`."""

    def __init__(self, known: Iterable[BaselineEntry], today: str) -> None:
        self.used: set[Identity] = set()
        self._today = today
        self._exact = {entry.identity: entry for entry in known}
        self._by_edge = _by_edge(self._exact)

    def look_up(self, about: Identity) -> tuple[BaselineEntry | None, tuple[EdgeKey, ...]]:
        """Return the entry of a finding, and the edges that it does not know."""
        found = self._exact.get(about)
        if found is not None or len(about.edges) < 2:
            self.used.update([about] if found else [])
            return found, ()
        met = (part for edge in about.edges for part in self._by_edge.get((about.code, edge), ()))
        entries = {part: self._exact[part] for part in met}
        self.used.update(entries)
        fresh = tuple(edge for edge in about.edges if (about.code, edge) not in self._by_edge)
        best = sorted(entries.values(), key=self.expired)
        return best[0] if best else None, fresh

    def expired(self, entry: BaselineEntry) -> bool:
        return entry.expires is not None and entry.expires < self._today


def _by_edge(some: Iterable[Identity]) -> dict[tuple[str, EdgeKey], list[Identity]]:
    """Index identities by their code and each of their edges."""
    found: dict[tuple[str, EdgeKey], list[Identity]] = {}
    for about in some:
        for edge in about.edges:
            found.setdefault((about.code, edge), []).append(about)
    return found


def _edges(entries: Iterable[BaselineEntry]) -> Iterable[EdgeKey]:
    return (edge for entry in entries for edge in entry.identity.edges)
