"""What a reader sees when the pointer rests on a box or a line: who said it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.reciprocity import sides
from graphkit.support.escape import clean
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge

LONGEST_NAME = 120
LONGEST_TEXT = 240
MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the findings say, by agent and by edge."""

    agents: Mapping[str, list[str]]
    edges: Mapping[EdgeKey, list[str]]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Remarks:
        """Sort findings by what they are about: their edges if they name any, else their agents."""
        agents: dict[str, list[str]] = {}
        edges: dict[EdgeKey, list[str]] = {}
        for finding in findings:
            text = f"{finding.code} {finding.name}: {clean(finding.message, LONGEST_TEXT)}"
            for edge in finding.edges:
                edges.setdefault(edge, []).append(text)
            for agent in () if finding.edges else finding.agents:
                agents.setdefault(agent, []).append(text)
        return cls(agents, edges)


def of_agent(graph: AgentGraph, agent: str, remarks: Remarks) -> str:
    """Describe an agent: name, level, file and line, description, findings."""
    definition = graph.agents.get(agent)
    name = clean(graph.label(agent), LONGEST_NAME)
    if definition is None:
        return _lines([f"{name}: {'external' if graph.ghosts[agent].external else 'no definition defines it'}"])
    level = f" ({clean(definition.level.text, LONGEST_NAME)})" if definition.level else ""
    described = [clean(definition.description, LONGEST_TEXT)] if definition.description else []
    place = f"{clean(definition.path)}:{definition.span.line}"
    return _lines([name + level, place, *described, *remarks.agents.get(agent, ())])


def of_edges(graph: AgentGraph, edges: Sequence[Edge], remarks: Remarks, cuts: Sequence[tuple[str, str]] = ()) -> str:
    """Describe the edges that one line stands for: who says what to whom, each with file and line, and the findings.

    `cuts` are those of them, by source and target, that are suggested for removal.
    """
    lines = []
    for edge in edges:
        source, target = (clean(graph.label(end), LONGEST_NAME) for end in (edge.source, edge.target))
        verb = f" ({clean(edge.label, LONGEST_NAME)})" if edge.label else ""
        lines.append(f"{source} {graph.relations[edge.relation].phrase} {target}{verb}, said by {_sides(graph, edge)}")
        lines += [
            f"  {clean(ref.span.path)}:{ref.span.line} {clean(ref.field)}: {clean(ref.text, LONGEST_NAME)}"
            for ref in edge.references
        ]
    keys = dict.fromkeys((edge.source, edge.target, edge.relation) for edge in edges)
    found = dict.fromkeys(text for key in keys for text in remarks.edges.get(key, ()))
    ends = [" -> ".join(clean(graph.label(end), LONGEST_NAME) for end in cut) for cut in cuts]
    return _lines([*lines, *(f"Suggested to remove: {arrow}" for arrow in ends), *found])


def _sides(graph: AgentGraph, edge: Edge) -> str:
    said = sorted(sides(graph, edge))
    return "both" if len(said) > 1 else f"{clean(graph.label(said[0]), LONGEST_NAME)} alone" if said else "nobody"


def _lines(lines: Sequence[str]) -> str:
    shown = lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"and {len(lines) - MOST_LINES + 1} more"]
    return "\n".join(shown)
