"""A relation is in running text only (read with `--prose`).

Tools that route work read fields, not sentences; and what graphkit makes of a sentence is a reading, not a
declaration, so that no other rule is applied to it. Each agent is reported once, with the names that its text
mentions and no field declares. Write them into a field of the front matter, which is checked from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model.findings import Example, Finding, Label, Severity
from graphkit.model.relations import Direction, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.config import Config
    from graphkit.model.graph import AgentGraph, Edge
    from graphkit.model.references import Reference

SEVERITY = Severity.INFO
SHOWN = 8
_PREPOSITIONS = {Direction.OUT: "to", Direction.IN: "from", Direction.BOTH: "with"}
EXAMPLES = (
    Example(
        bad={
            "graphkit.toml": "prose = true\n",
            "debugger.md": "---\nname: debugger\n---\nEscalate outages to architect.\n",
            "architect": "name: architect",
        },
        good={
            "graphkit.toml": "prose = true\n",
            "debugger.md": "---\nescalation_to: architect\n---\nEscalate outages to architect.\n",
            "architect": "name: architect",
        },
    ),
)


def check(graph: AgentGraph, config: Config) -> Iterator[Finding]:
    """Yield one finding for each agent in whose text relations stand that no field declares."""
    spoken = list(graph.undeclared())
    declared = {(edge.source, edge.target, edge.relation) for edge in graph.links(declared=True)} if spoken else ()
    undeclared: dict[str, list[tuple[Edge, Reference]]] = {}
    for edge in spoken:
        if (edge.source, edge.target, edge.relation) not in declared:
            for agent in sorted({reference.agent for reference in edge.references}):
                undeclared.setdefault(agent, []).append((edge, edge.declared_by(agent)[0]))
    for agent, edges in undeclared.items():
        yield _finding(graph, agent, sorted(edges, key=lambda pair: pair[1].span))


def _finding(graph: AgentGraph, agent: str, undeclared: list[tuple[Edge, Reference]]) -> Finding:
    names = list(dict.fromkeys(graph.label(edge.other(agent)) for edge, _ in undeclared))
    return Finding(
        message=f"`{graph.label(agent)}` names {_some([f'`{name}`' for name in names])} in its text, but in no field",
        span=undeclared[0][1].span,
        agents=(agent,),
        related=tuple(Label(reference.span, _meaning(graph, edge, reference)) for edge, reference in undeclared[1:]),
        hint=_hint(graph, undeclared),
        severity=SEVERITY,
    )


def _meaning(graph: AgentGraph, edge: Edge, reference: Reference) -> str:
    kind = f"{edge.relation} ({reference.label})" if reference.label else edge.relation
    return f"read as {kind} {_PREPOSITIONS[reference.direction]} `{graph.label(edge.other(reference.agent))}`"


def _hint(graph: AgentGraph, undeclared: list[tuple[Edge, Reference]]) -> str:
    """Return the fields to write, each with the names that belong there."""
    fields: dict[str, list[str]] = {}
    for edge, reference in undeclared:
        relation, other = graph.relations[edge.relation], graph.label(edge.other(reference.agent))
        field = relation.field_for(reference.direction)
        phrases = next((one.path for one in relation.fields if one.shape is Shape.PHRASES), relation.name)
        if field is None:
            field = phrases
            other = f"{reference.label or 'works'}_{_PREPOSITIONS[reference.direction]}_{other.replace('-', '_')}"
        if other not in fields.setdefault(field, []):
            fields[field].append(other)
    return f"Declare them: {'; '.join(f'`{field}: [{_some(names)}]`' for field, names in fields.items())}."


def _some(items: list[str]) -> str:
    rest = len(items) - SHOWN
    return ", ".join(items) if rest <= 0 else f"{', '.join(items[:SHOWN])} and {rest} more"
