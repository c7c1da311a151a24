"""What the page knows: graph and findings as JSON values, agents by their number. Pure; it reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from graphkit.analysis.caller_nodes import CALLS
from graphkit.analysis.discovery_summary import left_alone
from graphkit.analysis.reciprocity import sides
from graphkit.model.relations import Rank
from graphkit.renderers.boxes import namesake_files
from graphkit.renderers.clusters import team_names
from graphkit.renderers.explorer import changed
from graphkit.renderers.explorer.drawing import kind, looks
from graphkit.renderers.style import tone
from graphkit.renderers.symbols import ALONE, MISSING, symbol_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.model.comparison import Changes
    from graphkit.model.definitions import Definition
    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference
    from graphkit.renderers.diagram import Diagram, Node
    from graphkit.renderers.explorer.drawing import Drawing
    from graphkit.renderers.style import Tone

_Key: TypeAlias = tuple[str, str, str, str | None]
MOST_OF_A_CYCLE = 2000
"""Edges of one cycle that the page carries."""
LONGEST = 5000
"""Characters of one text that the page carries."""


def data(
    graph: AgentGraph,
    findings: Sequence[Finding],
    drawing: Drawing,
    excerpts: Mapping[str, str],
    changes: Changes | None = None,
) -> dict[str, Any]:
    """Return everything that the page shows. An agent is its number in `agents`, a relation its number in `relations`.

    The agent with number 3 is drawn as the element `n-3`; the line `lines[5]` as `e-5`. `excerpts` holds the first
    lines of definitions, by agent id; `changes` what became of them, in a page of two states.
    """
    numbers = {node.agent: number for number, node in enumerate(drawing.diagram.nodes)}
    names = list(graph.relations)
    files, teams = namesake_files(graph), team_names(graph)
    drawn = {_key(edge): number for number, link in enumerate(drawing.diagram.links) for edge in link.edges}
    return {
        "levels": [
            {"name": level, **_look(tone(rank, len(graph.levels)))} for rank, level in enumerate(graph.levels)
        ],
        "relations": [_relation(graph, name, drawing) for name in names],
        "agents": [_node(graph, node, excerpts, files, teams) for node in drawing.diagram.nodes],
        "edges": _edges(graph, numbers, names, drawn),
        "lines": _lines(drawing.diagram, names),
        "findings": [_finding(finding, numbers, names) for finding in findings],
        "changes": changes and _changes(changes, numbers, names, drawn),
        "signs": {"alone": ALONE.glyph, "missing": MISSING.glyph},
        "places": [[root, len(agents)] for root, agents in graph.by_root().items()],
        "beside": list(left_alone(graph.survey)),
        "size": [drawing.width, drawing.height],
        "drawn": drawing.svg is not None,
    }  # fmt: skip


def counts(graph: AgentGraph) -> dict[str, int]:
    """Return how much is related, in the units of `check` and `report`; calls are no edges between agents."""
    inside, outside = ({**found, CALLS.name: 0} for found in (graph.counts(), graph.outside_counts()))
    callers, calls = graph.call_counts()
    return {"edges": sum(inside.values()), "outside": sum(outside.values()), "callers": callers, "calls": calls}


def _changes(
    changes: Changes, numbers: Mapping[str, int], names: list[str], drawn: Mapping[_Key, int]
) -> list[dict[str, Any]]:
    rows = changed.rows(changes, numbers, lambda edge: drawn.get(_key(edge), -1))
    return [{**row, "edges": _pairs(row["edges"], numbers, names)} for row in rows]


def _look(level: Tone) -> dict[str, float]:
    return {"tone": level.number, "weight": level.weight}


def _edges(
    graph: AgentGraph, numbers: Mapping[str, int], names: list[str], drawn: Mapping[_Key, int]
) -> list[dict[str, Any]]:
    return [
        {
            "s": numbers[edge.source],
            "t": numbers[edge.target],
            "r": names.index(edge.relation),
            "label": edge.label,
            "both": edge.symmetric,
            "line": drawn.get(_key(edge), -1),
            **({"prose": True} if edge.prose else {}),
            **({"by": sorted(numbers[end] for end in sides(graph, edge) if end in numbers)} if edge.symmetric else {}),
            "refs": [_reference(reference, numbers) for reference in edge.references],
        }
        for edge in graph.edges
        if edge.source in numbers and edge.target in numbers
    ]


def _key(edge: Edge) -> _Key:
    return (edge.relation, edge.source, edge.target, edge.label)


def _lines(diagram: Diagram, names: list[str]) -> list[dict[str, Any]]:
    numbers = {node.id: number for number, node in enumerate(diagram.nodes)}
    return [
        {
            "s": numbers[link.source], "t": numbers[link.target], "r": names.index(link.relation),
            **({"looks": " ".join(looks(link))} if looks(link) else {}),
        }
        for link in diagram.links
    ]  # fmt: skip


def _relation(graph: AgentGraph, name: str, drawing: Drawing) -> dict[str, Any]:
    relation = graph.relations[name]
    lines = sum(link.relation == name for link in drawing.diagram.links)
    return {
        "name": name,
        "phrase": relation.phrase,
        "inverse": relation.inverse_phrase,
        "symmetric": relation.symmetric,
        "down": relation.rank is Rank.DOWN,
        "kind": kind(name),
        "glyph": symbol_of(name).glyph,
        "colour": relation.colour,
        "shown": name in drawing.shown,
        "lines": lines,
    }


def _node(
    graph: AgentGraph, node: Node, excerpts: Mapping[str, str], files: Mapping[str, str], teams: Mapping[str, str]
) -> dict[str, Any]:
    agent = node.agent
    base = {"id": agent, "name": graph.label(agent)[:LONGEST], "state": node.state.value, "rank": graph.rank(agent)}
    if node.change:
        base["change"] = node.change
    definition = graph.agents.get(agent)
    if definition is None:
        return base
    return {**base, "group": teams[agent], **_definition(definition, excerpts.get(agent), files.get(agent))}


def _definition(agent: Definition, excerpt: str | None, file: str | None) -> dict[str, Any]:
    tools = agent.tools
    return {
        "path": agent.path,
        "line": agent.span.line,
        **({"file": file} if file else {}),
        "level": agent.level.text if agent.level else None,
        "description": agent.description[:LONGEST] if agent.description else None,
        "expertise": list(agent.expertise),
        "wildcards": list(agent.wildcards),
        "access": tools.access.text if tools.access else None,
        "allowed": [tool.text for tool in tools.allowed],
        "forbidden": [tool.text for tool in tools.forbidden],
        "excerpt": excerpt[:LONGEST] if excerpt else None,
    }


def _reference(reference: Reference, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "a": numbers.get(reference.agent, -1),
        "field": reference.field,
        "path": reference.span.path,
        "line": reference.span.line,
        "text": reference.text[:LONGEST],
    }


def _finding(finding: Finding, numbers: Mapping[str, int], names: list[str]) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message[:LONGEST],
        "hint": finding.hint,
        "path": finding.span.path,
        "line": finding.span.line,
        "agents": [numbers[agent] for agent in finding.agents if agent in numbers],
        "edges": _pairs(finding.edges, numbers, names),
        "cut": _pairs(finding.cut[:MOST_OF_A_CYCLE], numbers, names),
        "component": _pairs(finding.component[:MOST_OF_A_CYCLE], numbers, names),
    }


def _pairs(edges: Sequence[EdgeKey], numbers: Mapping[str, int], names: list[str]) -> list[list[int]]:
    return [
        [numbers[source], numbers[target], names.index(relation)]
        for source, target, relation in edges
        if source in numbers and target in numbers
    ]
