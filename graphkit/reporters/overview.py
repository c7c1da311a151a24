"""The overview as values: what every format of `graphkit report` shows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.analysis.entry_points import EntryPoint, entry_points, unreached
from graphkit.analysis.hierarchy import Exit, exits, hierarchy_relation
from graphkit.analysis.reciprocity import sides
from graphkit.analysis.relation_cycles import relation_cycles
from graphkit.model.relations import Direction
from graphkit.reporters import hierarchy, roots
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.model.relations import Relation
    from graphkit.model.report import Report, Stats
    from graphkit.model.spans import Span
    from graphkit.reporters.roots import RootCount

_BUSIEST = 8
LISTED = 20
"""Agents without any level that are still listed by name; the orphans list them again."""
ENTRIES = 10
"""Callers that a report lists; the rest is a number."""
UNREACHED = 20
"""Agents that no caller reaches and that a report names; the rest is a number."""


class LevelCount(NamedTuple):
    """How many agents have a level, as written; None for those without one."""

    level: str | None
    agents: tuple[str, ...]


class RelationCount(NamedTuple):
    """The edges of a relation between agents. `both` counts those that both agents declare; None where one is enough.

    `prose` counts those that are in running text only, `outside` the edges to or from names that no agent defines.
    """

    relation: str
    edges: int
    both: int | None
    prose: int = 0
    outside: int = 0


class Load(NamedTuple):
    """How many agents escalate to one."""

    agent: str
    escalations: int


class Cycle(NamedTuple):
    """Agents that reach each other by one relation, and a shortest cycle among them, each hop as an edge.

    One member alone is a self reference.
    """

    relation: str
    members: tuple[str, ...]
    shortest: tuple[Edge, ...]


class Missing(NamedTuple):
    """A name that no agent defines, and the places that use it."""

    name: str
    references: tuple[Reference, ...]


class OneSided(NamedTuple):
    """An edge that one agent declares and the other leaves out, and where it is declared."""

    edge: Edge
    speaker: str
    span: Span


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that `graphkit report` says; agents by id, everything in the order in which it is shown."""

    graph: AgentGraph
    stats: Stats
    roots: tuple[RootCount, ...]
    hierarchy_relation: str
    levels: tuple[LevelCount, ...]
    relations: tuple[RelationCount, ...]
    tree: tuple[hierarchy.Row, ...]
    authorities: tuple[str, ...]
    exits: tuple[Exit, ...]
    busiest: tuple[Load, ...]
    cycles: tuple[Cycle, ...]
    orphans: tuple[str, ...]
    missing: tuple[Missing, ...]
    one_sided: tuple[OneSided, ...]
    entry_points: tuple[EntryPoint, ...] = ()
    unreached: tuple[str, ...] = ()


def overview(report: Report) -> Overview:
    """Compute the overview of a run. Orphans and one-sided pairs are what the rules say, ignores respected."""
    graph = report.graph
    return Overview(
        graph=graph,
        stats=report.stats,
        roots=tuple(roots.counts(report)),
        hierarchy_relation=hierarchy_relation(graph),
        levels=tuple(_levels(graph)),
        relations=tuple(_relations(graph)),
        tree=tuple(hierarchy.rows(graph)),
        authorities=tuple(hierarchy.authorities(graph)),
        exits=exits(graph),
        busiest=tuple(_busiest(graph)),
        cycles=tuple(_cycles(graph)),
        orphans=tuple(agent for found in report.live if found.name == "orphan-agent" for agent in found.agents),
        missing=tuple(_missing(graph)),
        one_sided=tuple(_one_sided(report)),
        entry_points=tuple(entry_points(graph)),
        unreached=tuple(unreached(graph)) if graph.calls else (),
    )


def _levels(graph: AgentGraph) -> Iterator[LevelCount]:
    """Yield the known levels from the top down, then the unknown ones, then those without a level."""
    found: dict[tuple[int, str], list[str]] = {}
    names: dict[tuple[int, str], str | None] = {}
    for agent, definition in graph.agents.items():
        rank = graph.rank(agent)
        written = definition.level.text if definition.level else None
        key = (-rank, "") if rank is not None else (1, written) if written is not None else (2, "")
        found.setdefault(key, []).append(agent)
        names[key] = graph.levels[rank] if rank is not None else written
    for key in sorted(found):
        yield LevelCount(names[key], tuple(sorted(found[key])))


def _relations(graph: AgentGraph) -> Iterator[RelationCount]:
    prose = Counter(edge.relation for edge in graph.links() if edge.prose)
    both = Counter(edge.relation for edge in graph.links(declared=True) if len(sides(graph, edge, declared=True)) > 1)
    outside = graph.outside_counts()
    for relation, edges in graph.counts().items():
        mutual = graph.relations[relation].field_for(Direction.IN) is not None
        yield RelationCount(
            relation, edges, both[relation] if mutual else None, prose[relation], outside.pop(relation, 0)
        )
    for relation, edges in outside.items():
        yield RelationCount(relation, 0, None, 0, edges)


def _busiest(graph: AgentGraph) -> list[Load]:
    loads = Counter(edge.target for edge in graph.links(hierarchy_relation(graph)))
    return [Load(*load) for load in sorted(loads.items(), key=lambda load: (-load[1], load[0]))[:_BUSIEST]]


def _cycles(graph: AgentGraph) -> Iterator[Cycle]:
    """Yield the cycles of each relation with a direction, then its self references."""
    for relation in graph.relations.values():
        if not relation.symmetric:
            for cycle in relation_cycles(graph, relation):
                yield Cycle(relation.name, cycle.members, cycle.shortest)
            for edge in graph.loops():
                if edge.relation == relation.name and not edge.prose and not _is_menu(relation, edge):
                    yield Cycle(relation.name, (edge.source,), (edge,))


def _is_menu(relation: Relation, edge: Edge) -> bool:
    return all(relation.is_menu(reference.field) for reference in edge.references)


def _missing(graph: AgentGraph) -> Iterator[Missing]:
    used: dict[str, list[Reference]] = {}
    for edge in graph.dangling():
        for end in (edge.source, edge.target):
            if end in graph.ghosts and not graph.ghosts[end].external:
                used.setdefault(end, []).extend(edge.references)
    for name in sorted(used):
        yield Missing(name, tuple(sorted(used[name], key=lambda reference: reference.span)))


def _one_sided(report: Report) -> Iterator[OneSided]:
    """Yield the pairs by relation, then by agents."""
    denied = {key for found in report.live if found.name.startswith("one-sided-") for key in found.edges}
    for edge in report.graph.links():
        if (edge.source, edge.target, edge.relation) in denied:
            yield OneSided(edge, edge.references[0].agent, edge.references[0].span)
