"""Bottlenecks in words: single points of failure, and where escalation ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.bottlenecks import SAMPLES
from graphkit.analysis.hierarchy import exits
from graphkit.reporters import wording
from graphkit.reporters.answers import phrases
from graphkit.reporters.document import Document, Section, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphkit.analysis.bottlenecks import Bottlenecks, Burden
    from graphkit.reporters.document import Phrase

_MOST = 20


def document(found: Bottlenecks) -> Document:
    """Return a table, the heaviest first."""
    notes: list[Phrase] = []
    if found.sampled:
        notes.append((f"Betweenness is an estimate from {SAMPLES} of the agents.",))
    if len(found.burdens) > _MOST:
        notes.append((f"{len(found.burdens) - _MOST} more carry something; --format json has them all.",))
    head = ("Agent", f"{found.hierarchy_relation.capitalize()}s in", "Depend on it", "Share", "Betweenness", "")
    return Document(
        title=("Bottlenecks",),
        lead=(_reaching(found), *_exits(found)),
        sections=(Section("Heaviest first", table(head, (_row(found, one) for one in found.burdens[:_MOST]))),),
        notes=tuple(notes),
    )


def _reaching(found: Bottlenecks) -> Phrase:
    goal = (
        "a final authority or an external"
        if any(ghost.external for ghost in found.graph.ghosts.values())
        else "a final authority"
    )
    return (f"{wording.count(found.reaching, 'agent')} of {len(found.graph.agents)} reach {goal}.",)


def _exits(found: Bottlenecks) -> Iterator[Phrase]:
    """Yield where escalation leaves the team: `lead -> human (external)`."""
    for agents, targets in exits(found.graph):
        yield phrases.leaving(found.graph, agents, targets)


def _row(found: Bottlenecks, one: Burden) -> tuple[Phrase, ...]:
    flags: Sequence[str] = [
        *(["final authority"] if one.is_top else []),
        *(["the graph falls apart without it"] if one.articulation else []),
    ]
    return (
        phrases.agent(found.graph, one.agent), (str(one.escalations_in),), (str(one.dominates),),
        (phrases.percent(one.share),), (f"{one.betweenness:.3f}",), ("; ".join(flags),),
    )  # fmt: skip
