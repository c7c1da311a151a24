"""A graph in several pictures: one for each component or group, and a page that lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import quote

from graphkit.renderers.clusters import home
from graphkit.support import escape
from graphkit.support.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graphkit.model.graph import AgentGraph

Split: TypeAlias = Literal["component", "group"]
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST = 40
SHOWN = (".svg", ".png")
"""What Markdown shows as an image; to everything else it can only lead."""


class Part(NamedTuple):
    """What one picture shows: a name for its file, a label for people, and the agents and ghosts on it."""

    name: str
    label: str
    agents: frozenset[str]


def parts(graph: AgentGraph, by: Split, relations: Collection[str] | None = None) -> list[Part]:
    """Split a graph: the largest component first, those without relations together at the end; or groups by name.

    Ghosts go with those that name them. `relations` limits what contains a component together; None means all.
    """
    around: dict[str, set[str]] = {agent: set() for agent in graph.agents}
    for edge in graph.edges:
        if relations is None or edge.relation in relations:
            around.setdefault(edge.source, set()).add(edge.target)
            around.setdefault(edge.target, set()).add(edge.source)
    found = _groups(graph, around) if by == "group" else _components(graph, around)
    digits = len(str(len(found)))
    return [
        Part(f"{number:0{digits}}-{_slug(label)}", label, agents) for number, (label, agents) in enumerate(found, 1)
    ]


def index(title: str, pages: Sequence[tuple[Part, str]], graph: AgentGraph) -> str:
    """Return a page in Markdown that shows every picture, or leads to it; `pages` gives the file of each part."""
    lines = [f"# {escape.markdown(title)}", "", "| picture | agents |", "|---|--:|"]
    rows = [(escape.markdown(part.label), quote(file), len(part.agents & graph.agents.keys())) for part, file in pages]
    lines += [f"| [{label}]({file}) | {number} |" for label, file, number in rows]
    for label, file, _ in rows:
        if file.lower().endswith(SHOWN):
            lines += ["", f"## {label}", "", f"![{label}]({file})"]
    return "\n".join(lines) + "\n"


def _components(graph: AgentGraph, around: dict[str, set[str]]) -> list[tuple[str, frozenset[str]]]:
    from graphkit.analysis.components import weak_components

    groups = weak_components({agent: sorted(others) for agent, others in sorted(around.items())})
    joined = [group for group in groups if len(group) > 1]
    alone = frozenset(agent for group in groups if len(group) == 1 for agent in group)
    found = []
    for group in joined:
        first = min(group, key=lambda agent: (agent not in graph.agents, -len(around[agent]), agent))
        found.append((f"around {escape.clean(graph.label(first), 60)}", frozenset(group)))
    return [*found, ("without relations", alone)] if alone else found


def _groups(graph: AgentGraph, around: dict[str, set[str]]) -> list[tuple[str, frozenset[str]]]:
    found: dict[str, set[str]] = {}
    for agent in graph.agents:
        members = found.setdefault(home(graph, agent, "group") or "", set())
        members.add(agent)
        members |= {other for other in around[agent] if other in graph.ghosts}
    return [(escape.clean(name, 60), frozenset(members)) for name, members in sorted(found.items())]


def _slug(label: str) -> str:
    return _NOT_A_NAME.sub("-", label.casefold())[:LONGEST].strip("-") or "group"
