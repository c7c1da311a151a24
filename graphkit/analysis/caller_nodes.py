"""Callers as nodes: a graph in which commands, skills and the like are drawn beside the agents that they call.

Only for pictures: in every other graph callers are beside the agents, and no count, level or rule sees them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.model.calls import Caller
from graphkit.model.definitions import Definition
from graphkit.model.relations import Rank, Relation

if TYPE_CHECKING:
    from graphkit.model.edges import Edge
    from graphkit.model.graph import AgentGraph

MOST = 40
"""Callers that are drawn one by one; more are grouped by kind and folder, with their number."""
CALLS = Relation("calls", (), "calls", "is called by", rank=Rank.DOWN, colour="#6B7280")


def with_callers(graph: AgentGraph) -> AgentGraph:
    """Return a graph that contains its callers as nodes, and its calls as edges of the relation `calls`."""
    if not graph.calls or not graph.callers.keys().isdisjoint(graph.agents):
        return graph
    callers, calls = (dict(graph.callers), list(graph.calls)) if len(graph.callers) <= MOST else _grouped(graph)
    nodes = {caller.id: _node(caller) for caller in callers.values()}
    return replace(
        graph,
        agents=dict(sorted({**graph.agents, **nodes}.items())),
        edges=tuple(sorted((*graph.edges, *calls), key=_order)),
        relations={**graph.relations, CALLS.name: CALLS},
        callers=callers,
        calls=tuple(calls),
    )


def _order(edge: Edge) -> tuple[str, ...]:
    return edge.source, edge.target, edge.relation, edge.label or ""


def _node(caller: Caller) -> Definition:
    group = f"{caller.kind}s".replace("ss", "s")
    return Definition(caller.id, caller.name, (caller.id,), caller.span, caller.root, group, caller.name)


def _grouped(graph: AgentGraph) -> tuple[dict[str, Caller], list[Edge]]:
    """Return one caller for each kind and folder, with the number of those that it stands for."""
    places = {caller.id: _place(caller) for caller in graph.callers.values()}
    sizes = Counter(places.values())
    groups: dict[str, Caller] = {}
    names: dict[str, str] = {}
    for caller in graph.callers.values():
        kind, folder = place = places[caller.id]
        plural = f"{kind}s".replace("ss", "s") if sizes[place] > 1 else kind
        names[caller.id] = f"{sizes[place]} {plural} in {folder}"
        groups.setdefault(names[caller.id], replace(caller, id=names[caller.id], name=names[caller.id]))
    merged: dict[tuple[str, str], Edge] = {}
    for call in graph.calls:
        key = names[call.source], call.target
        known = merged.get(key)
        references = (*(known.references if known else ()), *call.references)
        merged[key] = call._replace(source=key[0], references=references)
    return dict(sorted(groups.items())), [merged[key] for key in sorted(merged)]


def _place(caller: Caller) -> tuple[str, str]:
    """Return the kind of a caller, and its plugin or the folder of all of its kind."""
    if caller.plugin:
        return caller.kind, caller.plugin
    folder = caller.path.rpartition("/")[0]
    return caller.kind, folder.rpartition("/")[0] if caller.kind == "skill" else folder or "."
