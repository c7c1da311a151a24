"""The graph as a table: who says what about whom, by level; for pictures and for HTML alike."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from graphkit.analysis.reciprocity import sides
from graphkit.renderers import tooltips
from graphkit.renderers.diagram import State
from graphkit.renderers.style import tone
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graphkit.model.findings import Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.renderers.style import Tone

NO_LEVEL = "no known level"
CALLERS = "callers"
_OUTSIDE = {State.GHOST: "not defined", State.EXTERNAL: "external"}


class Voice(StrEnum):
    """Who declares what a cell shows: the agent of its row, the one of its column, or both."""

    BOTH = "both"
    ROW = "row"
    COLUMN = "column"


class Member(NamedTuple):
    """An agent as a row and as a column. `given` counts the cells of its row by relation, `taken` of its column."""

    agent: str
    label: str
    state: State
    tone: Tone | None
    given: Mapping[str, int]
    taken: Mapping[str, int]


class Cell(NamedTuple):
    """One relation at one crossing: the row's agent has it to the column's agent.

    A symmetric relation has two cells; where one side alone declares it, the cell in the row of the other side has the
    voice `COLUMN`: an answer that is missing, not counted; nobody expects one of a ghost. `remarks` are what findings
    say of the edge.
    """

    row: int
    column: int
    relation: str
    symmetric: bool
    voice: Voice
    remarks: tuple[str, ...]
    tooltip: str

    @property
    def is_missing(self) -> bool:
        """Whether the row's agent does not say what the column's agent says of both."""
        return self.symmetric and self.voice is Voice.COLUMN


class Section(NamedTuple):
    """The rows (and columns) `start` to `stop - 1`: the agents of one level, or what no file defines."""

    label: str
    start: int
    stop: int


class Matrix(NamedTuple):
    """The whole table, sorted: the highest level first, names within it, ghosts last; cells by row, column, relation.

    `relations` are those that occur, with the phrase of each. Callers are rows only, below all others: nothing calls
    them, so that there are `columns` columns.
    """

    members: tuple[Member, ...]
    sections: tuple[Section, ...]
    relations: Mapping[str, str]
    cells: tuple[Cell, ...]
    columns: int

    @property
    def agents(self) -> int:
        """How many of the members are agents of the team: no names without a definition, no callers."""
        others = (State.GHOST, State.EXTERNAL, State.CALLER)
        return sum(member.state not in others for member in self.members)


def matrix(
    graph: AgentGraph,
    findings: Sequence[Finding] = (),
    relations: Collection[str] | None = None,
    among: Collection[str] | None = None,
) -> Matrix:
    """Return the table of a graph; `relations` and `among` (agents, ghosts) limit it. None means all."""
    edges = [edge for edge in graph.edges if relations is None or edge.relation in relations]
    if among is not None:
        edges = [edge for edge in edges if edge.source in among and edge.target in among]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    order = [agent for agent in graph.agents if among is None or agent in among]
    order = _ordered(graph, order, edges)
    callers = [agent for agent in order if agent in graph.callers]
    order = [agent for agent in order if agent not in graph.callers]
    order += sorted(ends - graph.agents.keys(), key=lambda end: (_state(graph, end) is State.EXTERNAL, end))
    order += callers
    places = {agent: place for place, agent in enumerate(order)}
    cells = sorted(_cells(graph, edges, places, tooltips.Remarks.of(findings)), key=lambda cell: cell[:3])
    given, taken = _counts((cell.row, cell) for cell in cells), _counts((cell.column, cell) for cell in cells)
    members = tuple(_member(graph, agent, given.get(at, {}), taken.get(at, {})) for at, agent in enumerate(order))
    used = {cell.relation for cell in cells}
    phrases = {name: relation.phrase for name, relation in graph.relations.items() if name in used}
    return Matrix(members, tuple(_sections(graph, order)), phrases, tuple(cells), len(order) - len(callers))


def _ordered(graph: AgentGraph, agents: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """Order rows by level, then by group; where neither tells them apart, related agents come next to each other."""
    groups = {agent: graph.agents[agent].group for agent in agents}
    if len({graph.rank(agent) for agent in agents}) > 1 or len(set(groups.values())) > 1:
        return sorted(agents, key=lambda agent: _place(graph, agent, groups[agent]))
    return _seriated(graph, sorted(agents, key=lambda agent: _place(graph, agent, "")), edges)


def _place(graph: AgentGraph, agent: str, group: str) -> tuple[int, str, str, str]:
    rank = graph.rank(agent)
    place = 2 if agent in graph.callers else 1 if rank is None else -rank
    return (place, group.casefold(), graph.label(agent).casefold(), agent)


def _seriated(graph: AgentGraph, agents: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """Order agents so that marks come near the diagonal (reverse Cuthill and McKee, 1969); callers stay last."""
    around: dict[str, set[str]] = {agent: set() for agent in agents}
    for edge in edges:
        if edge.source in around and edge.target in around and not edge.is_loop:
            around[edge.source].add(edge.target)
            around[edge.target].add(edge.source)
    place = {agent: number for number, agent in enumerate(agents)}

    def weight(agent: str) -> tuple[int, int]:
        return (len(around[agent]), place[agent])

    left = dict.fromkeys(sorted(agents, key=weight))
    order: list[str] = []
    while left:
        queue = [next(iter(left))]
        del left[queue[0]]
        for agent in queue:
            following = sorted((other for other in around[agent] if other in left), key=weight)
            queue += following
            for other in following:
                del left[other]
        order += queue
    order.reverse()
    return sorted(order, key=lambda agent: agent in graph.callers)


def _member(graph: AgentGraph, agent: str, given: Mapping[str, int], taken: Mapping[str, int]) -> Member:
    rank = graph.rank(agent)
    shade = None if rank is None else tone(rank, len(graph.levels))
    return Member(agent, graph.label(agent), _state(graph, agent), shade, given, taken)


def _counts(placed: Iterable[tuple[int, Cell]]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for place, cell in placed:
        if not cell.is_missing:
            counts = found.setdefault(place, {})
            counts[cell.relation] = counts.get(cell.relation, 0) + 1
    return found


def _state(graph: AgentGraph, agent: str) -> State:
    if agent in graph.agents:
        return State.NORMAL
    return State.EXTERNAL if graph.ghosts[agent].external else State.GHOST


def _cells(
    graph: AgentGraph, edges: Sequence[Edge], places: Mapping[str, int], remarks: tooltips.Remarks
) -> Iterator[Cell]:
    crossings: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        ways = (
            {(edge.source, edge.target), (edge.target, edge.source)} if edge.symmetric else {(edge.source, edge.target)}
        )
        for row, column in ways:
            if row in graph.agents or not edge.symmetric:
                crossings.setdefault((row, column, edge.relation), []).append(edge)
    for (row, column, relation), held in crossings.items():
        about = [remarks.edges.get((edge.source, edge.target, relation), ()) for edge in held]
        yield Cell(
            row=places[row],
            column=places[column],
            relation=relation,
            symmetric=graph.relations[relation].symmetric,
            voice=_voice(graph, held, row, column),
            remarks=tuple(dict.fromkeys(text for texts in about for text in texts)),
            tooltip=tooltips.of_edges(graph, held, remarks),
        )


def _voice(graph: AgentGraph, held: Sequence[Edge], row: str, column: str) -> Voice:
    """Tell who says so; a wildcard (`parallel_compatible: all`) answers everybody."""
    said = {agent for edge in held for agent in sides(graph, edge)}
    if row in said:
        return Voice.BOTH if column in said and row != column else Voice.ROW
    return Voice.COLUMN


def _sections(graph: AgentGraph, order: Sequence[str]) -> Iterator[Section]:
    labels = [_section(graph, agent) for agent in order]
    start = 0
    for place in range(1, len(labels) + 1):
        if place == len(labels) or labels[place] != labels[start]:
            yield Section(labels[start], start, place)
            start = place


def _section(graph: AgentGraph, agent: str) -> str:
    rank = graph.rank(agent)
    if agent in graph.callers and agent in graph.agents:
        return CALLERS
    if agent in graph.agents:
        return NO_LEVEL if rank is None else graph.levels[rank]
    return _OUTSIDE[_state(graph, agent)]
