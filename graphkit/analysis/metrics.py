"""Metrics: a team in numbers, and where its escalation ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.analysis.agent_similarity import tools
from graphkit.analysis.components import components, weak_components
from graphkit.analysis.hierarchy import Exit, exits, final_authorities, hierarchy_relation
from graphkit.analysis.overlap import Overlap, overlaps
from graphkit.analysis.reciprocity import sides
from graphkit.model.history import Numbers
from graphkit.model.relations import Direction
from graphkit.support.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphkit.model.graph import AgentGraph


class Level(NamedTuple):
    """How many agents have a level, as the settings or else the file write it; None for those without one."""

    level: str | None
    agents: int
    tools: Mapping[str, int]
    """How many of them may use each tool."""


class RelationMetrics(NamedTuple):
    """One relation: `both` of its `edges` are declared by both sides; `reciprocity` is their share.

    These two are None for a relation that one side alone can declare. `density` is the share of all possible edges;
    the largest numbers of edges out of and into one agent come with the first agent that has them.
    """

    relation: str
    edges: int
    both: int | None
    reciprocity: float | None
    density: float
    most_out: int
    most_out_agent: str | None
    most_in: int
    most_in_agent: str | None
    mean: float
    """Edges out for each agent; an edge without direction leaves both of its ends."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """All numbers. `depth` counts the steps of the longest escalation chain, cycles taken as one step.

    `components` are the sizes of the groups that are connected at all, the largest first. `overlaps` are pairs that
    look like one agent, as far as `overlaps_complete`.
    """

    graph: AgentGraph
    agents: int
    missing: int
    hierarchy_relation: str
    depth: int
    levels: tuple[Level, ...]
    relations: tuple[RelationMetrics, ...]
    components: tuple[int, ...]
    overlaps: tuple[Overlap, ...]
    overlaps_complete: bool
    authorities: tuple[str, ...] = ()
    exits: tuple[Exit, ...] = ()
    """Where escalation leaves the team: agents that escalate to externals or missing names alone."""


def metrics(graph: AgentGraph) -> Metrics:
    """Return the numbers of a graph."""
    found, complete = overlaps(graph)
    relation = hierarchy_relation(graph)
    joined: dict[str, list[str]] = {agent: [] for agent in graph.agents}
    for edge in graph.links():
        joined[edge.source].append(edge.target)
    return Metrics(
        graph=graph,
        agents=len(graph.agents),
        missing=sum(not ghost.external for ghost in graph.ghosts.values()),
        hierarchy_relation=relation,
        depth=depth(graph.successors(relation)),
        levels=tuple(_levels(graph)),
        relations=tuple(_relation(graph, name) for name in graph.counts()),
        components=tuple(len(group) for group in weak_components(joined)),
        overlaps=found,
        overlaps_complete=complete,
        authorities=tuple(sorted(final_authorities(graph))),
        exits=exits(graph),
    )


def numbers(graph: AgentGraph, findings: Mapping[str, int]) -> Numbers:
    """Return the numbers of one state of a team, as its history lists them; `findings` are counted by severity."""
    found = metrics(graph)
    return Numbers(
        agents=found.agents,
        missing=found.missing,
        depth=found.depth,
        edges={row.relation: row.edges for row in found.relations},
        reciprocity={row.relation: row.reciprocity for row in found.relations if row.reciprocity is not None},
        findings=dict(findings),
    )


def depth(after: Mapping[str, Sequence[str]]) -> int:
    """Return the number of steps of the longest path, each cycle taken as one node."""
    from graphkit.analysis.plan import generations

    home = {agent: circle[0] for circle in components(after) for agent in circle}
    return max(len(generations(after, home)) - 1, 0)


def _levels(graph: AgentGraph) -> Iterator[Level]:
    """Yield the levels in use: the known ones from the top down, then the others by name, then those without one."""
    found: dict[tuple[int, str], list[str]] = {}
    names: dict[tuple[int, str], str | None] = {}
    for agent, definition in graph.agents.items():
        rank = graph.rank(agent)
        written = definition.level.text.strip() if definition.level else None
        key = (-rank, "") if rank is not None else (1, written) if written else (2, "")
        found.setdefault(key, []).append(agent)
        names[key] = graph.levels[rank] if rank is not None else written or None
    for key in sorted(found):
        used = Counter(tool for agent in found[key] for tool in tools(graph.agents[agent]))
        yield Level(names[key], len(found[key]), dict(sorted(used.items(), key=lambda item: (-item[1], item[0]))))


def _relation(graph: AgentGraph, name: str) -> RelationMetrics:
    relation = graph.relations[name]
    links = list(graph.links(name))
    has_sides = relation.field_for(Direction.IN) is not None
    both = sum(len(sides(graph, edge, declared=True)) > 1 for edge in links) if has_sides else None
    after = graph.successors(name)
    outs = {agent: len(others) for agent, others in after.items()}
    ins = Counter(other for others in after.values() for other in others)
    many, arcs = len(graph.agents), sum(outs.values())
    possible = many * (many - 1)
    most_out, most_in = _most(outs), _most(ins)
    return RelationMetrics(
        name, len(links), both, None if both is None else round(both / len(links), 4),
        round(arcs / possible, 4) if possible else 0.0,
        most_out[0], most_out[1], most_in[0], most_in[1], round(arcs / many, 2),
    )  # fmt: skip


def _most(counts: Mapping[str, int]) -> tuple[int, str | None]:
    most = max(counts.values(), default=0)
    return most, min((agent for agent, count in counts.items() if count == most), default=None)
