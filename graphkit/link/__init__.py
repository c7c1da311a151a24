"""Definitions become one graph: names are resolved, ghosts and duplicates kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.link import assignments, calls, code, homes, scopes
from graphkit.link.calls import NOTHING_BESIDE
from graphkit.link.calls import Surroundings as Surroundings
from graphkit.link.edges import Edges
from graphkit.link.identifiers import with_new_ids, with_unique_ids
from graphkit.link.resolution import Resolver
from graphkit.model.definitions import Skipped
from graphkit.model.graph import AgentGraph
from graphkit.model.relations import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.config import Config
    from graphkit.model.definitions import Reading


def link(readings: Sequence[Reading], config: Config, beside: Surroundings = NOTHING_BESIDE) -> AgentGraph:
    """Return the graph of all definitions; none is left out, and every reference is on some edge.

    A name that several definitions have means the nearest one: same file, same folder, closest common folder. Where
    several are equally near it means none of them, and is listed as ambiguous. What calls agents is kept beside.
    """
    found = [agent for reading in readings for agent in reading.definitions]
    links = [link for reading in readings for link in reading.links]
    if config.merge:
        found, links = scopes.merged(found, links)
    rosters = homes.beside(found) | {caller.root for reading in readings for caller in reading.callers}
    found = homes.in_configuration_folders(homes.in_plugins(found, beside.plugins), rosters)
    found, drifted = homes.in_worlds(homes.joined(found))
    disabled = [
        Skipped(one.path, f"`{one.name}` is disabled in {one.disabled}", "disabled") for one in found if one.disabled
    ]
    found = [one for one in found if not one.disabled]
    found, twins = code.joined(readings, found)
    definitions = with_unique_ids(found)
    problems = with_new_ids([problem for reading in readings for problem in reading.problems], found, definitions)
    resolver, edges = Resolver(definitions, config), Edges(config, {definition.id for definition in definitions})
    agents = []
    for definition in definitions:
        agent, resolved = resolver.settled(definition)
        agents.append(agent)
        edges.add(resolved, agent)
    for definition in definitions:
        edges.add(resolver.in_prose(definition), definition)
    computed = code.connected(readings, found, definitions, edges, resolver.covered, twins)
    shown = set()
    for connection in links:
        if connection.source is not None and (resolved_link := resolver.of_link(connection)):
            edges.add((resolved_link,), connection)
            reference, _ = resolved_link
            is_source = reference.direction is Direction.OUT
            own = connection.source if is_source else connection.target
            edges.connection_ends.append((own.span, reference.agent))
            shown.add(reference.span)
    problems += assignments.without_source(links, resolver.problems)
    problems += assignments.unassigned(links, shown, resolver.names, definitions, config)
    resolver.cover_worlds(agents)
    called = calls.connected(edges, definitions, resolver.names, readings, beside, config)
    return AgentGraph(
        agents={agent.id: agent for agent in sorted(agents, key=lambda agent: agent.id)},
        ghosts=dict(sorted(edges.ghosts.items())),
        edges=edges.sorted(),
        relations={relation.name: relation for relation in config.relations},
        levels=scopes.levels(definitions, config),
        problems=tuple(sorted(problems)),
        connection_ends=tuple(sorted(edges.connection_ends)),
        skipped=tuple(sorted([*(reading.skipped for reading in readings if reading.skipped), *disabled])),
        ignores=tuple(sorted(calls.ignores(readings, beside), key=lambda one: one.span)),
        covered=frozenset(resolver.covered),
        computed=computed,
        ambiguous=tuple(sorted(resolver.ambiguous, key=lambda one: one.reference.span)),
        drifted=drifted,
        **(called._asdict() if called else {}),
    )
