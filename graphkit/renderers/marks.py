"""What findings name in a picture: lines that one side alone declares or that lead down, dead ends, and the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from graphkit.analysis.reciprocity import sides
from graphkit.model.findings import Severity
from graphkit.support.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphkit.model.findings import EdgeKey, Finding
    from graphkit.model.graph import AgentGraph, Edge

_LINES = {"GK301": "one-sided", "GK302": "one-sided", "GK303": "one-sided", "GK401": "down"}
"""By code: the mark of the lines that a finding names."""
_LOOKS_OF_THEIR_OWN = ("GK101", "GK103", "GK201")
"""Missing names, self references and cycles: their lines look wrong in every picture."""
_BOXES = {"GK402": "dead end", "GK403": "no path to the top", "GK404": "unknown level", "GK102": "defined twice"}
"""By code: what is written in a box; the border says it of all others."""
_OF_THE_GRAPH = ("GK4", "GK5", "GK7")
"""Rules about the place of an agent among the others; the rest is about its file."""
OTHER = "finding"
_GRAVITY = ("", OTHER, "one-sided", "down")
"""Marks of a line: the last of those that findings give it is shown."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of lines by edge, of boxes by agent, and how many findings of which rule are meant.

    `alone` are agents whose place among the others has a finding: their neighbours belong to the picture.
    """

    edges: Mapping[EdgeKey, str] = field(default_factory=dict)
    agents: Mapping[str, str] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    one_sided: frozenset[EdgeKey] = frozenset()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Marks:
        """Return the marks of errors and warnings; notes have none."""
        edges: dict[EdgeKey, str] = {}
        agents: dict[str, str] = {}
        alone: set[str] = set()
        one_sided: set[EdgeKey] = set()
        counts: Counter[str] = Counter()
        for finding in findings_that_count(findings):
            counts[f"{finding.name}"] += 1
            mark = "" if finding.code in _LOOKS_OF_THEIR_OWN else _LINES.get(finding.code, OTHER)
            for edge in finding.edges:
                edges[edge] = max(edges.get(edge, ""), mark, key=_GRAVITY.index)
                if mark == "one-sided":
                    one_sided.add(edge)
            if not finding.edges:
                alone.update(finding.agents if finding.code.startswith(_OF_THE_GRAPH) else ())
                for agent in finding.agents:
                    agents[agent] = agents.get(agent) or _BOXES.get(finding.code, "")
        return cls(edges, agents, frozenset(alone), counts, frozenset(one_sided))

    @property
    def caption(self) -> str:
        """The rules that have findings, the most frequent first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{number} {name}" for name, number in ordered)

    def line(self, edges: Sequence[Edge]) -> str | None:
        """Return the mark of the line for some edges; empty where it is named but looks wrong already."""
        named = [self.edges[key] for edge in edges if (key := _key(edge)) in self.edges]
        return max(named, key=_GRAVITY.index) if named else None

    def silent(self, graph: AgentGraph, edges: Sequence[Edge]) -> str | None:
        """Return the agent that does not declare a line, where a finding says so."""
        for edge in edges:
            if _key(edge) in self.one_sided:
                quiet = {edge.source, edge.target} - sides(graph, edge, declared=True)
                return min(quiet) if quiet else None
        return None


def findings_that_count(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors, then warnings, in their order; notes are no reason to be drawn."""
    counted = [finding for finding in findings if finding.severity is not Severity.INFO]
    return sorted(counted, key=lambda finding: -finding.severity.weight)


def _key(edge: Edge) -> EdgeKey:
    return (edge.source, edge.target, edge.relation)
