"""Small graphs written by hand, for tests that need no files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from graphkit.analysis.cycles import cut
from graphkit.config import Config
from graphkit.model.definitions import Definition
from graphkit.model.graph import AgentGraph, Edge, Ghost
from graphkit.model.references import Reference
from graphkit.model.relations import Direction
from graphkit.model.spans import Span
from graphkit.model.values import Scalar


def agent(name: str, level: str | None = None, **more: object) -> Definition:
    """Return an agent that stands in `agents/<name>.md`."""
    span = Span(f"agents/{name}.md", 1, 1)
    written = Scalar(level, 2, 24, len(level)) if level else None
    return Definition(
        id=name, name=name, aliases=(name,), span=span, root="agents", group="agents", stem=name, level=written,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def graph(
    agents: Mapping[str, str | None] | Sequence[str],
    edges: Sequence[tuple[str, ...]],
    ghosts: tuple[str, ...] = (),
) -> AgentGraph:
    """Build a graph from names (with levels) and edges `(source, target[, relation[, label]])`, escalation by default.

    Each edge is declared by its source, on line 3 plus its number; a parallel edge by both sides.
    """
    levels = agents if isinstance(agents, Mapping) else dict.fromkeys(agents)
    relations = {relation.name: relation for relation in Config().relations}
    built = []
    for number, (source, target, *rest) in enumerate(edges):
        relation = rest[0] if rest else "escalation"
        label = rest[1] if len(rest) > 1 else None
        symmetric = relations[relation].symmetric
        sides = (source, target) if symmetric else (source,)
        if symmetric:
            source, target = sorted((source, target))
        references = tuple(
            Reference(
                side, relation, Direction.BOTH if symmetric else Direction.OUT, f"{relation}_to",
                target if side == source else source, Span(f"agents/{side}.md", 3 + number, 5, len(target)), label,
            )
            for side in sides
        )  # fmt: skip
        resolved = source in levels and target in levels
        built.append(Edge(source, target, relation, label, symmetric, resolved, references))
    return AgentGraph(
        agents={name: agent(name, level) for name, level in sorted(levels.items())},
        ghosts={name: Ghost(name, name, external=False) for name in ghosts},
        edges=tuple(sorted(built, key=lambda e: (e.relation, e.source, e.target, e.label or ""))),
        relations=relations,
        levels=Config().levels,
    )


def cut_arcs(successors: Mapping[str, Iterable[str]], members: Collection[str], *more: Any) -> list[tuple[str, str]]:
    """Return the arcs that are suggested for removal, in their order."""
    return [(source, target) for source, targets in cut(successors, members, *more).items() for target in targets]
