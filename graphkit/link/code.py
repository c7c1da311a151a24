"""Agents in Python code become nodes and edges: the reader knows which agent each end is, no name is looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.link.resolution import Resolved
from graphkit.model.code import DIALECT, CodeAgent, ComputedTarget
from graphkit.model.names import canonical
from graphkit.model.references import Reference
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphkit.link.edges import Edges
    from graphkit.model.code import CodeEdge
    from graphkit.model.definitions import Definition, Reading


def joined(readings: Sequence[Reading], found: Sequence[Definition]) -> tuple[list[Definition], dict[CodeAgent, int]]:
    """Return the definitions without the agents of code that a file of data describes, and which of them those are.

    Such an agent is one: that of the file, which gets the names and the wildcards that it has in the code.
    """
    facts = [reading.code for reading in readings if reading.code is not None]
    if not facts:
        return list(found), {}
    described = {one.agent: one for code in facts for one in code.described}
    kept: list[Definition] = []
    twins: dict[CodeAgent, Definition] = {}
    places: dict[tuple[str, str], int] = {}
    known: set[CodeAgent] = set()
    for one in found:
        key = CodeAgent(one.root, one.span, one.name)
        if one.dialect == DIALECT and key in known:
            continue  # two files call one function with the same name
        known.add(key)
        if one.dialect == DIALECT and key in described:
            twins[key] = one
            continue
        if one.dialect != DIALECT:
            places.update(dict.fromkeys(((one.path, canonical(name)) for name in one.aliases), len(kept)))
        kept.append(one)
    joined: dict[CodeAgent, int] = {}
    for key, code in twins.items():
        place = places.get((described[key].path, canonical(described[key].name)))
        if place is None:
            kept.append(code)
            continue
        joined[key], data = place, kept[place]
        names = tuple(dict.fromkeys((*data.aliases, *code.aliases)))
        kept[place] = replace(
            data,
            aliases=names,
            wildcards=tuple(sorted({*data.wildcards, *code.wildcards})),
            also=tuple(dict.fromkeys((*data.also, code.path))),
        )
    return kept, joined


def connected(
    readings: Sequence[Reading], found: Sequence[Definition], definitions: Sequence[Definition], edges: Edges,
    covered: set[str], twins: Mapping[CodeAgent, int],
) -> tuple[ComputedTarget, ...]:  # fmt: skip
    """Add the edges of all code, and return the places that are computed at run time, with the ids of their agents.

    `found` are the definitions as they were read, in the order of `definitions`. Agents that code uses elsewhere, and
    those that may be meant where a target is computed, are `covered`: none of them is known to be alone. `twins` are
    the agents of code that are those of a file of data, by their place among the definitions.
    """
    facts = [reading.code for reading in readings if reading.code is not None]
    if not facts:
        return ()
    agents = {
        CodeAgent(before.root, before.span, before.name): now
        for before, now in zip(found, definitions, strict=True)
        if now.dialect == DIALECT
    } | {key: definitions[place] for key, place in twins.items()}
    for one in facts:
        for edge in one.edges:
            _add(edge, agents, edges)
        covered.update(agents[key].id for key in one.used if key in agents)
    computed = {place for one in facts for place in one.computed}
    ids = {(key.root, key.name): agent.id for key, agent in agents.items()}
    roots = {place.root for place in computed}
    covered.update(agent.id for key, agent in agents.items() if key.root in roots)
    return tuple(sorted(place._replace(agent=ids.get((place.root, place.agent), "")) for place in computed))


def _add(edge: CodeEdge, agents: dict[CodeAgent, Definition], edges: Edges) -> None:
    """Add one edge; one to an agent of a file that is not read is left out, for it is neither known nor missing."""
    source, target = edge.source, edge.target
    here = agents.get(source) if isinstance(source, CodeAgent) else None
    there = agents.get(target) if isinstance(target, CodeAgent) else None
    if here is not None and (there is not None or isinstance(target, str)):
        reference = Reference(here.id, edge.relation, Direction.OUT, edge.field, edge.text, edge.span)
        edges.add((Resolved(reference, there.id if there else None),), here)
    elif there is not None and isinstance(source, str):
        reference = Reference(there.id, edge.relation, Direction.IN, edge.field, edge.text, edge.span)
        edges.add((Resolved(reference, None),), there)
