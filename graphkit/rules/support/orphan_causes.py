"""Orphan causes: what mentions an agent that no relation links: an unread field, a typo, a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.phrase_typos import phrase_typos
from graphkit.analysis.unmapped_fields import unmapped
from graphkit.dialects import worlds
from graphkit.model.suggestions import NearNames
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph
    from graphkit.model.spans import Span


class OrphanCause(NamedTuple):
    """A place that mentions an agent, what is there in words that complete "...: ", and what to do about it."""

    span: Span
    message: str
    remedy: str


def orphan_causes(graph: AgentGraph, config: Config, orphans: Collection[str]) -> dict[str, list[OrphanCause]]:
    """Return by orphan what mentions it: fields first, then typos, then texts; those without any are left out."""
    found: dict[str, list[OrphanCause]] = {}
    for agent, cause in (*_fields(graph), *_missing(graph), *_phrases(graph, config), *_texts(graph)):
        if agent in orphans:
            causes = found.setdefault(agent, [])
            if (cause.span.path, cause.span.line) not in [(other.span.path, other.span.line) for other in causes]:
                causes.append(cause)
    return found


def _fields(graph: AgentGraph) -> Iterator[tuple[str, OrphanCause]]:
    misspelt, naming = unmapped(graph)
    rows = [(row.path, row.named) for row in misspelt] + [(row.path, tuple(row.named)) for row in naming]
    for path, named in rows:
        for agent, target, span in named:
            message = f"`{path}` of `{graph.label(agent)}` names it and is not read"
            yield target, OrphanCause(span, message, f"Make `{path}` a relation: GK004 says how.")


def _missing(graph: AgentGraph) -> Iterator[tuple[str, OrphanCause]]:
    ids: dict[str, dict[str, str]] = {}
    for agent in graph.agents.values():
        ids.setdefault(worlds.world(agent), {})[agent.name] = agent.id
    near = {world: NearNames(names) for world, names in ids.items()}
    for edge in graph.dangling():
        reference = edge.primary
        ghost, speaker = graph.ghosts[edge.other(reference.agent)], graph.agents[reference.agent]
        world = worlds.world(speaker)
        if not ghost.external and (meant := near[world].nearest(ghost.name, but=speaker.name)):
            yield ids[world][meant], _typo(reference.span, f"`{ghost.name}` of `{speaker.name}`", meant)


def _phrases(graph: AgentGraph, config: Config) -> Iterator[tuple[str, OrphanCause]]:
    for reference, _, meant in phrase_typos(graph, config.externals):
        if meant:
            said = f"`{reference.text}` of `{graph.label(reference.agent)}`"
            yield meant, _typo(reference.span, said, graph.label(meant))


def _typo(span: Span, said: str, meant: str) -> OrphanCause:
    return OrphanCause(span, f"{said} may be meant for it", f"If `{meant}` is meant, correct the name: see GK101.")


def _texts(graph: AgentGraph) -> Iterator[tuple[str, OrphanCause]]:
    for agent, spans in graph.mentions.items():
        for span in spans:
            message = f"only a text mentions it ({span.path}:{span.line})"
            yield agent, OrphanCause(span, message, "Declare the relation in a field, or read texts with `--prose`.")
